"""The parts of a legend: lines of writing, classes, samples; and how counts and names are written in it."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from embexplorer.core.coloring import Entry
from embexplorer.core.figure import Figure
from embexplorer.core.number_text import thousands
from embexplorer.core.typing import IntArray
from embexplorer.gui.style import Role, font, pixels

LONGEST = 200  # pixels at the base size of a name; longer ones are cut


@dataclass(frozen=True)
class Text:
    """One line of writing: at the left, and aligned at the right of its rectangle."""

    rect: QRectF
    left: str
    right: str = ""
    role: Role = "table"


@dataclass(frozen=True)
class Row:
    """A class of the colouring: the rectangle that answers to the pointer, and what stands in it."""

    rect: QRectF
    entry: Entry
    text: str
    count: str
    symbol: int = 0


@dataclass(frozen=True)
class Sample:
    """What a size or a symbol stands for."""

    rect: QRectF
    text: str
    count: str
    symbol: int
    radius: float


@dataclass
class LegendLayout:
    """`area` is all it takes, empty if there is no legend. `first` is the class it begins with, of `most` at a time;
    `thumb` is that of the scroll bar, where it can be scrolled; `fold` is the line that answers to the pointer where
    the legend can be folded down to that.
    """

    area: QRectF = field(default_factory=QRectF)
    heads: list[Text] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    bar: QRectF = field(default_factory=QRectF)
    thumb: QRectF = field(default_factory=QRectF)
    fold: QRectF = field(default_factory=QRectF)
    first: int = 0
    most: int = 0

    def row_at(self, place: QPointF) -> Row | None:
        """The class under this pixel."""
        return next((row for row in self.rows if row.rect.contains(place)), None)

    def row_of(self, key: str) -> Row | None:
        """The class of this key, None if it is scrolled away."""
        return next((row for row in self.rows if row.entry.key == key), None)


def line_height() -> float:
    """Of one class."""
    return max(QFontMetricsF(font("table")).height(), pixels(17))


def counted(entry: Entry, shown: IntArray | None = None) -> str:
    """“8”, or “8 of 9” of a set that was asked for; “3 of 8” where that many are `shown`, by code."""
    count = thousands(entry.count)
    if shown is not None and entry.count:
        return f"{thousands(int(shown[entry.code]))} of {count}"
    return count if entry.asked is None else f"{count} of {thousands(entry.asked)}"


def shown_colors(figure: Figure) -> IntArray | None:
    """How many rows of each colour filters and isolation leave, None where that is all."""
    return None if figure.shown_counts is None else figure.shown_counts.colors


def shown_symbols(figure: Figure) -> IntArray | None:
    """The same of symbols."""
    return None if figure.shown_counts is None else figure.shown_counts.shapes


def unit_of(figure: Figure) -> str:
    """What stands over the counts."""
    return figure.unit if figure.shown_counts is None else f"{figure.unit} shown"


def cut(text: str, metrics: QFontMetricsF, longest: int = LONGEST) -> str:
    """The text as one line that is not too long."""
    line = " ".join(text[:LONGEST].split())
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, pixels(longest))


def symbol_of(figure: Figure, entry: Entry) -> int:
    """The symbol of a class of the colours, if the shapes are those of the same column."""
    if not is_shaped(figure) or figure.shaping is None:
        return 0
    codes = {one.label: one.code for one in figure.shaping.entries}
    return codes.get(entry.label, figure.shaping.entries[-1].code)


def is_shaped(figure: Figure) -> bool:
    """Whether one list explains colours and shapes."""
    shaping, coloring = figure.shaping, figure.coloring
    return shaping is not None and coloring.kind == "categorical" and shaping.title == coloring.title
