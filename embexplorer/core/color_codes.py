"""What colours rows: one small code for every row, what the codes mean, and the legend that explains them."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from embexplorer.core.column_values import dated
from embexplorer.core.look import ColoredSets, Look, Outside, Scale
from embexplorer.core.number_text import number_text
from embexplorer.core.palettes import AUTO
from embexplorer.core.typing import BoolArray

Kind = Literal["plain", "categorical", "sequential", "diverging"]
Codes = npt.NDArray[np.uint8]

OTHER = 254  # code of the rows of all smaller classes together
NONE = 255  # code of a row without a category or a value: point grey
TOP = 254  # code of the highest value of a scale; a scale uses 0 to 254
FINEST = 500  # steps along a bar
OTHERS, WITHOUT, VALUES = "\0other", "\0none", "\0values"  # what no class is called


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a legend: its text, how many rows it has (of so many asked for), and the code of its colour."""

    label: str
    count: int
    code: int
    asked: int | None = None

    @property
    def key(self) -> str:
        """What it is called where it is hidden or has a colour of its own: as its label, which no two share."""
        return {OTHER: OTHERS, NONE: WITHOUT}.get(self.code, self.label)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a Look says of the colours of one column; see there. `order` has its classes by code, if given."""

    scale: Scale = "auto"
    palette: str = AUTO
    classes: int | None = None
    span: tuple[float, float] | None = None
    outside: Outside = "ends"
    logarithmic: bool | None = None
    order: tuple[str, ...] = ()

    @staticmethod
    def of(look: Look) -> "Wish":
        """What this look says."""
        return Wish(
            scale=look.scale,
            palette=look.palette,
            classes=look.most_classes,
            span=look.colored_range,
            outside=look.outside,
            logarithmic=look.logarithmic,
            order=dict(look.class_order).get(look.color_by or "", ()),
        )


@dataclass(frozen=True, kw_only=True)
class Bar:
    """The bar of a scale: the values at its ends, those between which the colours run, and whether it is in powers.

    `unit` is the type of the column where the values are ticks of a calendar; `whole` numbers stay whole.
    """

    low: float
    high: float
    span: tuple[float, float]
    logarithmic: bool = False
    can_be_logarithmic: bool = False
    centred: bool = False
    unit: pa.DataType | None = None
    whole: bool = False

    def share(self, value: float) -> float:
        """Where a value lies along the bar, 0 to 1."""
        low, high, at = (float(np.log(x)) if self.logarithmic else x for x in (self.low, self.high, value))
        if math.isinf(high - low):  # the greatest numbers that there are, of both signs
            low, high, at = low / 2, high / 2, at / 2
        return min(max((at - low) / (high - low), 0.0), 1.0) if high > low else 0.5

    def value(self, share: float) -> float:
        """The value at a place along the bar, with no more digits than the place can tell apart."""
        if share <= 0 or share >= 1:
            return self.low if share <= 0 else self.high
        if math.isinf(self.high - self.low):
            found = float(f"{(1 - share) * self.low + share * self.high:.3g}")
        elif self.logarithmic:
            found = float(f"{self.low * (self.high / self.low) ** share:.3g}")
        else:
            step = 10.0 ** math.floor(math.log10((self.high - self.low) / FINEST)) if self.high > self.low else 1.0
            found = round((self.low + share * (self.high - self.low)) / step) * step
            found = float(f"{found:.12g}")
        return min(max(float(round(found)) if self.whole else found, self.low), self.high)

    def code(self, share: float) -> int:
        """The code of the colour at a place along the bar."""
        start, end = (self.share(value) for value in self.span)
        inside = (share - start) / (end - start) if end > start else 0.5
        return round(min(max(inside, 0.0), 1.0) * TOP)

    def text(self, value: float) -> str:
        """A value as the user reads it."""
        return number_text(value) if self.unit is None else dated(value, self.unit)


@dataclass(frozen=True, kw_only=True)
class Coloring:
    """`codes` has one number per row: the class (0 to 249, then OTHER), the place on the scale (0 to TOP), or NONE.

    `marks` are (place, text) along a scale's bar, 0 to TOP: its ends, 0 if it is diverging, and the ends of its span.
    `palette` names one of the palettes, "auto" for the usual one of this kind; `own` are (code, "#rrggbb") that the
    user has chosen. `values` is the column itself, for the hover card; `asked` is what was wished for; `sets` are those
    that coloured the map in place of a column. `bar` is there for a column on a scale, and `outside` marks the rows
    beyond its span where those are hidden; `notes` say what became of them. A faded one has codes of its own
    (trust_view) and the colouring that it fades as `base`. If one code is `lit`, all others are grey.
    """

    kind: Kind
    title: str
    codes: Codes
    entries: tuple[Entry, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    palette: str = AUTO
    values: pa.ChunkedArray | None = None
    asked: Wish = Wish()
    sets: ColoredSets | None = None
    own: tuple[tuple[int, str], ...] = ()
    bar: Bar | None = None
    outside: BoolArray | None = None
    notes: tuple[str, ...] = ()
    base: "Coloring | None" = None
    lit: int | None = None

    @property
    def logarithmic(self) -> bool:
        """Whether equal steps of colour are equal factors of the value."""
        return self.bar is not None and self.bar.logarithmic

    @property
    def caption(self) -> str:
        """What the legend is headed with."""
        return f"{self.title}, log" if self.logarithmic else self.title

    def text(self, row: int) -> str:
        """The value of this row as the user reads it, empty where there is none."""
        return "" if self.values is None else value_text(self.values, row)

    @property
    def classed(self) -> npt.NDArray[np.bool_]:
        """The rows that have a colour of their own and lie above the grey ones."""
        return np.asarray(self.codes != NONE)


def value_text(values: pa.ChunkedArray, row: int) -> str:
    """One value of a column as the user reads it, empty where there is none."""
    value = values[row].as_py()
    if value is None or value != value:
        return ""
    return number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def plain(rows: int) -> Coloring:
    """One grey for all."""
    return Coloring(kind="plain", title="", codes=np.full(rows, NONE, np.uint8))
