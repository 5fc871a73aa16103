"""Where everything in the legend stands: sections for colour, size and shape, classes in columns that scroll."""

from functools import lru_cache
from math import ceil, sqrt

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from embexplorer.core.coloring import TOP, Coloring, Entry
from embexplorer.core.figure import Figure
from embexplorer.core.number_text import thousands
from embexplorer.core.sizing import area_share
from embexplorer.core.typing import IntArray
from embexplorer.gui.map.legend_parts import (
    LONGEST,
    LegendLayout,
    Row,
    Sample,
    Text,
    counted,
    cut,
    is_shaped,
    line_height,
    shown_colors,
    shown_symbols,
    symbol_of,
    unit_of,
)
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font, pixels

EDGE, GAP, BAR = 16, 8, 10  # pixels at the base size
NARROW = 112  # of a name where classes stand in columns
DOT, LARGEST = 4, 7  # radius of a class's dot, and of the largest size
TALL, WIDE = 0.72, 0.4  # shares of the map that the legend may take
TALLEST = 0.9  # of one whole column, which covers less of the map than two low ones
SLIM, LOW = 0.26, 0.55  # shares of a map on which the legend can be scrolled: width of names, height of classes
SHORTEST = 56  # of a name on the narrowest map
THUMB, LEAST_THUMB = 3, 12  # how wide, and how long at least
NARROWEST, HANDLED, WIDEST = 120, 184, 320  # a bar; with handles it does not grow when it says more
FEWEST = 4  # classes that are shown however low the map is
SHARE = 0.2  # of the area of a map on which the legend can be scrolled
CHEVRON = 16  # pixels beside a title, for the mark that tells whether the legend is folded


def layout(scene: Scene, first: int = 0) -> LegendLayout:
    """The legend of this scene from its `first` class on; asking again for the same costs nothing."""
    return laid_out(scene.figure, scene.width, scene.area.height, first, scene.scrolls)


def laid_out(figure: Figure, width: float, height: float, first: int = 0, scrolls: bool = False) -> LegendLayout:
    """The legend on a map of this size. One that `scrolls` keeps to one slim column; another shows what it can."""
    if "legend" not in figure.layers or not has_legend(figure):
        return LegendLayout()
    face = (font("table").toString(), font("caption").toString(), pixels(100))
    return _laid_out(_Content(figure), width, height, first, scrolls, face)


def has_legend(figure: Figure) -> bool:
    """Whether there is anything to explain."""
    return figure.coloring.kind != "plain" or figure.sizing is not None or figure.shaping is not None


class _Content:
    """A figure as far as the legend shows it: two with the same parts are the same."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        coloring = figure.coloring
        texts = (coloring.caption, coloring.notes, figure.unit, figure.legend_folded)
        parts = (coloring.entries, coloring.marks, figure.sizing, figure.shaping, figure.shown_counts)
        self._key = (*texts, *map(id, parts))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and self._key == other._key


@lru_cache(maxsize=16)
def _laid_out(content: _Content, width: float, height: float, first: int, scrolls: bool, face: object) -> LegendLayout:
    return _Placing(content.figure, (width, height), first, scrolls).done()


def _bar_width(marks: tuple[tuple[float, float], ...], least: int) -> float:
    """How wide a bar must be for its marks (share along it, width of the text) not to touch; no more than is decent."""
    for width in range(pixels(least), pixels(WIDEST), pixels(8)):
        left = [share * (width - own) for share, own in marks]
        ends = [start + own + pixels(8) for start, (_, own) in zip(left, marks, strict=True)]
        if all(end <= start for end, start in zip(ends[:-1], left[1:], strict=True)):
            return float(width)
    return float(pixels(WIDEST))


class _Placing:
    """Goes from top to bottom, first from 0 on; the whole is moved to the right edge when its width is known."""

    def __init__(self, figure: Figure, size: tuple[float, float], first: int, scrolls: bool) -> None:
        self._figure = figure
        self._size = size
        self._folds = scrolls
        self._table, self._small = QFontMetricsF(font("table")), QFontMetricsF(font("caption"))
        self._line = line_height()
        self._out = LegendLayout(first=first)
        self._columns, self._lines, self._longest = (self._slim if scrolls else self._grid)(figure.coloring)
        self._width = max(self._widths())
        self._left = size[0] - EDGE - self._width + GAP / 2
        self._inner = self._width - GAP / 2
        self._top = EDGE / 2 + GAP / 2

    def done(self) -> LegendLayout:
        if self._figure.legend_folded:
            self._write(self._titles()[0])
        else:
            self._colors(self._figure.coloring)
            self._sizes()
            self._shapes()
        if self._folds:
            self._out.fold = self._out.heads[0].rect.adjusted(-2, 0, 2, 0)
        bottom = self._top + GAP / 2
        self._out.area = QRectF(
            self._size[0] - EDGE - self._width, EDGE / 2, self._width + GAP, max(0.0, bottom - EDGE / 2)
        )
        return self._out

    def _grid(self, coloring: Coloring) -> tuple[int, int, int]:
        """How many columns of how many classes, and how long their names may be."""
        count, height = len(coloring.entries), self._size[1] / self._line
        others = 2 + (3 if coloring.marks else 0) + len(coloring.notes)
        sizes, shapes = 5 if self._figure.sizing else 0, self._shape_lines()
        if count <= max(FEWEST, int(height * TALLEST) - others - sizes - shapes - bool(shapes)):
            return 1, max(count, 0), LONGEST
        lines = max(FEWEST, int(height * TALL) - others - sizes - ceil(shapes / 2) - bool(shapes))
        wide = self._entry_width(coloring.entries, NARROW, shown_colors(self._figure)) + GAP * 2
        columns = max(1, min(ceil(count / lines), int(self._size[0] * WIDE / wide)))
        return columns, min(lines, ceil(count / columns)), NARROW if columns > 1 else LONGEST

    def _slim(self, coloring: Coloring) -> tuple[int, int, int]:
        """One column, in which classes are scrolled where they would take more than a part of the map's height."""
        others = 2 + (3 if coloring.marks else 0) + len(coloring.notes) + (5 if self._figure.sizing else 0)
        others += self._shape_lines() + bool(self._shape_lines())
        whole, low = (int(share * self._size[1] / self._line) for share in (TALL, LOW))
        count, longest = len(coloring.entries), round(min(max(SLIM * self._size[0] / pixels(1), SHORTEST), LONGEST))
        wide = max(self._entry_width(coloring.entries, longest, shown_colors(self._figure)), float(pixels(120)))
        small = int(SHARE * self._size[0] * self._size[1] / wide / self._line)
        whole, low = min(whole, small), min(low, small)
        fits = count if count <= max(FEWEST, whole - others) else max(FEWEST, min(low - 2, whole - others))
        return 1, fits, longest

    def _shape_lines(self) -> int:
        shaping = self._figure.shaping
        return len(shaping.entries) if shaping is not None and not is_shaped(self._figure) else 0

    def _entry_width(self, entries: tuple[Entry, ...], longest: int, shown: IntArray | None) -> float:
        names = [self._table.horizontalAdvance(cut(entry.label, self._table, longest)) for entry in entries]
        counts = [self._table.horizontalAdvance(counted(entry, shown)) for entry in entries]
        return pixels(16 + 20) + max(names, default=0.0) + max(counts, default=0.0) if entries else 0.0

    def _titles(self) -> list[str]:
        """Over each section."""
        figure, coloring = self._figure, self._figure.coloring
        parts = (("size", figure.sizing), ("shape", None if is_shaped(figure) else figure.shaping))
        rest = [f"{name}: {part.title}" for name, part in parts if part is not None]
        return [coloring.caption, *rest] if coloring.kind != "plain" else rest

    def _widths(self) -> list[float]:
        if self._figure.legend_folded:
            title = self._small.horizontalAdvance(cut(self._titles()[0], self._small))
            return [title + GAP + pixels(CHEVRON) * self._folds]
        figure, coloring = self._figure, self._figure.coloring
        heads = [(coloring.caption, unit_of(figure) if coloring.entries else "")]
        heads += [(part.title, "") for part in (figure.sizing, figure.shaping) if part is not None]
        heads += [(note, "") for note in coloring.notes]
        titles = [self._small.horizontalAdvance(cut(left, self._small)) for left, _ in heads]
        units = [self._small.horizontalAdvance(right) + pixels(24) for _, right in heads]  # the chevron fits in
        marks = tuple((code / TOP, self._small.horizontalAdvance(text)) for code, text in coloring.marks)
        ends = _bar_width(marks, HANDLED if coloring.bar is not None else NARROWEST)
        each = self._entry_width(coloring.entries, self._longest, shown_colors(figure))
        body = self._columns * each + (self._columns - 1) * GAP * 2
        shapes = (
            self._entry_width(figure.shaping.entries, self._longest, shown_symbols(figure))
            if self._shape_lines() and figure.shaping
            else 0
        )
        shapes = self._columns * shapes + (self._columns - 1) * GAP * 2
        return [*map(sum, zip(titles, units, strict=True)), ends, body, shapes, float(pixels(120))]

    def _write(self, left: str, right: str = "") -> None:
        rect = QRectF(self._left, self._top, self._inner, self._line)
        self._out.heads.append(Text(rect, cut(left, self._small), right, "caption"))
        self._top += self._line

    def _colors(self, coloring: Coloring) -> None:
        if coloring.kind == "plain":
            return
        self._write(coloring.caption, unit_of(self._figure) if coloring.entries else "")
        if coloring.marks:
            self._out.bar = QRectF(self._left, self._top + GAP / 2, self._inner, pixels(BAR))
            self._top = self._out.bar.bottom() + self._line * 1.25
        self._classes(coloring)
        for note in coloring.notes:
            self._write(note)

    def _classes(self, coloring: Coloring) -> None:
        count, most = len(coloring.entries), self._columns * self._lines
        self._out.most = most
        self._out.first = first = min(self._out.first, max(0, count - most))
        shown = coloring.entries[first : first + most]
        width = (self._inner + GAP * 2) / max(1, self._columns) - GAP * 2
        for place, entry in enumerate(shown):
            column, line = divmod(place, max(1, self._lines))
            left, top = self._left + column * (width + GAP * 2), self._top + line * self._line
            text = cut(entry.label, self._table, self._longest)
            rect = QRectF(left - 2, top, width + 4, self._line)
            symbol, number = symbol_of(self._figure, entry), counted(entry, shown_colors(self._figure))
            self._out.rows.append(Row(rect, entry, text, number, symbol))
        high = min(len(shown), self._lines) * self._line
        if len(shown) < count:
            self._out.thumb = self._thumb(first / (count - len(shown)), len(shown) / count, high)
        self._top += high
        if len(shown) < count:
            self._write(f"{first + 1}–{first + len(shown)} of {thousands(count)} classes")

    def _thumb(self, place: float, share: float, high: float) -> QRectF:
        """Beside the classes: `place` from 0, at their top, to 1."""
        long = max(float(pixels(LEAST_THUMB)), high * share)
        return QRectF(self._left + self._inner + GAP / 2, self._top + place * (high - long), THUMB, long)

    def _sizes(self) -> None:
        sizing = self._figure.sizing
        if sizing is None:
            return
        self._begin(f"size: {sizing.title}")
        samples = [(text, "", area_share(code)) for code, text in sizing.samples]
        samples += [("no value", thousands(sizing.missing), area_share(0))] if sizing.missing else []
        widest = max(self._table.horizontalAdvance(f"{text} {count}") for text, count, _ in samples)
        beside = self._columns > 1 and (widest + pixels(16 + 12)) * len(samples) <= self._inner
        marks = [(text, count, 0, pixels(LARGEST) * sqrt(share)) for text, count, share in samples]
        self._samples(marks, len(samples) if beside else 1)

    def _shapes(self) -> None:
        shaping = self._figure.shaping
        if shaping is None or is_shaped(self._figure):
            return
        self._begin(f"shape: {shaping.title}")
        entries = shaping.entries
        texts = [cut(entry.label, self._table, self._longest) for entry in entries]
        shown = shown_symbols(self._figure)
        marks = [
            (text, counted(one, shown), one.code, float(pixels(DOT))) for text, one in zip(texts, entries, strict=True)
        ]
        self._samples(marks, self._columns)

    def _begin(self, title: str) -> None:
        if self._out.heads:
            self._top += GAP
        self._write(title)

    def _samples(self, marks: list[tuple[str, str, int, float]], columns: int) -> None:
        """Text, count, symbol and radius of each, in as many columns as classes have if there is little room."""
        lines = ceil(len(marks) / columns)
        width = (self._inner + GAP * 2) / columns - GAP * 2
        for place, (text, count, symbol, radius) in enumerate(marks):
            column, line = divmod(place, lines)
            left, top = self._left + column * (width + GAP * 2), self._top + line * self._line
            rect = QRectF(left, top, width, self._line)
            self._out.samples.append(Sample(rect, text, count, symbol, radius))
        self._top += lines * self._line
