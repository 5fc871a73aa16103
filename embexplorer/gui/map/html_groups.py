"""What a figure draws as traces of plotly, in the order of the screen, with the words of the points' cards."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.coloring import NONE, TOP, Coloring
from embexplorer.core.figure import NO_ROWS, Figure
from embexplorer.core.figure_file import POINT, SCREEN_INCH
from embexplorer.core.number_text import number_text
from embexplorer.core.report import Report
from embexplorer.core.typing import BoolArray, IntArray
from embexplorer.gui.map.html_layout import has_whole_legend, packed, plain_label
from embexplorer.gui.map.html_marks import Marks, colorscale
from embexplorer.gui.map.legend_parts import counted, is_shaped, shown_colors, shown_symbols, symbol_of
from embexplorer.gui.map.page import Page
from embexplorer.gui.map.palette import color_of
from embexplorer.gui.map.point_style import FACTORS, PointStyle

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Plot

DRAWN = ("points", "edges", "contours", "hulls")  # as traces, in the order of the layers
SYMBOLS = np.array([0, 1, 5, 2, 3, 4, 100, 6], np.uint8)  # of plotly, by the numbers of ours
PIECE = 50_000  # rows between two reports


class Groups:
    """What comes first lies lowest; `written` are the rows that are in the file, in the order of the traces."""

    def __init__(self, page: Page, styles: tuple[PointStyle, PointStyle]) -> None:
        self._scene = page.scene
        self.pixel = page.unit / POINT * SCREEN_INCH  # of the browser, to one of the scene
        self._styles = styles
        self._groups: list[dict[str, Any]] = []
        self._legend: list[dict[str, Any]] = []
        self.written: IntArray = NO_ROWS

    def added_to(self, plot: "Plot", report: Report) -> dict[str, Any]:
        """Add the traces; answers what the script needs to know of them."""
        figure = self._scene.figure
        marks = Marks(self._scene, self.pixel)
        grey, classed = _rows(figure)
        drawn: dict[str, Callable[[], None]] = {
            "grey": partial(self._points, plot, grey, self._styles[0], report),
            "classed": partial(self._points, plot, classed, self._styles[1], report),
            "edges": partial(marks.edges, plot),
            "contours": partial(marks.contours, plot),
            "hulls": partial(marks.outlines, plot),
        }
        for name in _in_order(figure):
            drawn[name]()
        if "points" not in figure.layers and "labels" in figure.layers:
            self._unseen(np.concatenate([grey, classed]), report)
        marks.selection(plot)
        marks.pinned(plot)
        if has_whole_legend(figure):
            self._entries(plot, figure.coloring, figure.hidden)
            self._shapes(plot)
            self._scale(plot, figure.coloring)
        return {"groups": self._groups, "legend": self._legend, "hulls": marks.hulls}

    def _points(self, plot: "Plot", rows: IntArray, style: PointStyle, report: Report) -> None:
        figure, tokens, coloring = self._scene.figure, self._scene.tokens, self._scene.figure.painted
        if not len(rows):
            return
        places = np.ascontiguousarray(figure.coordinates[rows], np.float32)
        marker: dict[str, Any] = {
            "size": 2 * style.radius * self.pixel * _factors(figure, rows),
            "opacity": style.opacity,
            "color": coloring.codes[rows],
            "colorscale": colorscale(coloring, self._scene),
            "cmin": 0,
            "cmax": 255,
            "showscale": False,
            "line": {"width": style.outline * self.pixel, "color": tokens.map},
            **({} if figure.shapes is None else {"symbol": SYMBOLS[figure.shapes[rows]]}),
        }
        own = {} if figure.faded is None else {"codes": packed(figure.coloring.codes[rows], "u1")}  # of the legend
        self._groups.append({"trace": len(plot.data), **own, **_cards(figure, rows, report)})
        x, y = np.ascontiguousarray(places[:, 0]), np.ascontiguousarray(places[:, 1])
        plot.add_scattergl(x=x, y=y, mode="markers", marker=marker, hoverinfo="none", showlegend=False)
        self.written = np.concatenate([self.written, rows])

    def _unseen(self, rows: IntArray, report: Report) -> None:
        """Points that are not drawn, but have labels."""
        places, codes = self._scene.figure.coordinates[rows], self._scene.figure.coloring.codes[rows]
        where = {"x": packed(places[:, 0], "f4"), "y": packed(places[:, 1], "f4"), "codes": packed(codes, "u1")}
        self._groups.append({"trace": None, **where, **_cards(self._scene.figure, rows, report)})
        self.written = np.concatenate([self.written, rows])

    def _entries(self, plot: "Plot", coloring: Coloring, hidden: tuple[str, ...]) -> None:
        """A trace without points for each line of the legend: the script hides the points of its class."""
        for entry in coloring.entries:
            away = entry.key in hidden
            self._legend.append({"trace": len(plot.data), "code": entry.code, "hidden": away})
            color = color_of(coloring, entry.code, self._scene.tokens).name()
            name = f"{plain_label(entry.label)}  {counted(entry, shown_colors(self._scene.figure))}"
            symbol = int(SYMBOLS[symbol_of(self._scene.figure, entry)])
            mark = {"color": color, "size": 8 * self.pixel, "symbol": symbol}
            plot.add_scatter(x=[None], y=[None], mode="markers", name=name, marker=mark, hoverinfo="skip",
                             visible="legendonly" if away else True)  # fmt: skip

    def _shapes(self, plot: "Plot") -> None:
        """A line of the legend for each symbol, where those are of another column than the colours."""
        shaping = self._scene.figure.shaping
        if shaping is None or is_shaped(self._scene.figure):
            return
        shown = shown_symbols(self._scene.figure)
        for entry in shaping.entries:
            name = f"{plain_label(shaping.title)} {plain_label(entry.label)}  {counted(entry, shown)}"
            mark = {"color": self._scene.tokens.point, "size": 8 * self.pixel, "symbol": int(SYMBOLS[entry.code])}
            plot.add_scatter(x=[None], y=[None], mode="markers", name=name, marker=mark, hoverinfo="skip")

    def _scale(self, plot: "Plot", coloring: Coloring) -> None:
        """A trace without points that brings the bar of the scale."""
        if not coloring.marks:
            return
        steps = colorscale(coloring, self._scene)[: TOP + 1]
        text, quiet = {"size": 11 * self.pixel}, self._scene.tokens.secondary
        bar = {
            "title": {"text": plain_label(coloring.caption), "font": text},
            "tickvals": [code for code, _ in coloring.marks],
            "ticktext": [plain_label(said) for _, said in coloring.marks],
            "tickfont": {**text, "color": quiet},
            "thickness": 10 * self.pixel,
            "len": 0.4,
            "y": 1,
            "yanchor": "top",
            "outlinewidth": 0,
        }
        scale = [[step / TOP, color] for step, (_, color) in enumerate(steps)]
        mark = {"color": [0], "cmin": 0, "cmax": TOP, "colorscale": scale, "showscale": True, "colorbar": bar}
        plot.add_scatter(x=[None], y=[None], mode="markers", marker=mark, hoverinfo="skip", showlegend=False)


def _in_order(figure: Figure) -> list[str]:
    """What is drawn from back to front. Edges just in front of the points run beneath those with a class."""
    names = " ".join(name for name in figure.layer_order if name in figure.layers and name in DRAWN)
    names = names.replace("points edges", "grey edges classed").replace("points", "grey classed")
    return names.split()


def _rows(figure: Figure) -> tuple[IntArray, IntArray]:
    """The drawn rows from back to front: those without a colour of their own, and the others."""
    back_to_front = figure.order[::-1]
    there: BoolArray = np.asarray(np.isfinite(figure.coordinates).all(axis=1))
    if figure.shown is not None:
        there = there & figure.shown
    rows = back_to_front[there[back_to_front]]
    own = figure.coloring.codes[rows] != NONE
    return rows[~own], rows[own]


def _factors(figure: Figure, rows: IntArray) -> Any:
    """By which the radius of each point is multiplied."""
    return 1.0 if figure.sizes is None else FACTORS[figure.sizes[rows]].astype(np.float32)


def _cards(figure: Figure, rows: IntArray, report: Report) -> dict[str, Any]:
    """What the card of each row says: its label, and one of the texts."""
    keys: list[str] = []
    for start in range(0, len(rows), PIECE):
        keys += figure.keys.at(rows[start : start + PIECE])
        report(start / len(rows), "Gathering the labels")
    parts = (figure.coloring, figure.sizing, figure.shaping)
    facts = {part.title: part.values for part in parts if part is not None and part.values is not None}
    return {"keys": keys, "facts": [_fact(title, values, rows) for title, values in facts.items()]}


def _fact(title: str, whole: pa.ChunkedArray, rows: IntArray) -> dict[str, Any]:
    """The different values of these rows as the user reads them, and which of them each row has."""
    values = whole.take(pa.array(rows)).combine_chunks()
    values = values.chunk(0) if isinstance(values, pa.ChunkedArray) else values
    encoded = values if pa.types.is_dictionary(values.type) else pc.dictionary_encode(values, null_encoding="encode")
    texts = [_text(value) for value in encoded.dictionary.to_pylist()]
    at = pc.fill_null(pc.cast(encoded.indices, pa.int64()), len(texts)).to_numpy(zero_copy_only=False)
    return {"title": title, "texts": [*texts, ""], "at": packed(at, "u4")}


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
