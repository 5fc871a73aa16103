"""The points of a figure as traces of plotly, in the order of the screen, with the words of their cards."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.coloring import NONE, TOP, Coloring
from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import POINT, SCREEN_INCH
from embexplorer.core.number_text import number_text
from embexplorer.core.report import Report
from embexplorer.core.typing import BoolArray, IntArray
from embexplorer.gui.map.html_layout import plain_label
from embexplorer.gui.map.legend_parts import counted, is_shaped, shown_colors, shown_symbols, symbol_of
from embexplorer.gui.map.page import Page
from embexplorer.gui.map.palette import color_of, lookup
from embexplorer.gui.map.point_style import FACTORS, PointStyle
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.selection import LINE, RING

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Plot

SYMBOLS = np.array([0, 1, 5, 2, 3, 4, 100, 6], np.uint8)  # of plotly, by the numbers of ours
PIECE = 50_000  # rows between two reports


class Groups:
    """Grey points, lines, points with a colour of their own, marks: what comes first lies lowest."""

    def __init__(self, page: Page, styles: tuple[PointStyle, PointStyle]) -> None:
        self._scene = page.scene
        self._pixel = page.unit / POINT * SCREEN_INCH  # of the browser, to one of the scene
        self._styles = styles
        self._groups: list[dict[str, Any]] = []
        self._legend: list[dict[str, Any]] = []
        self._written = 0

    def added_to(self, plot: "Plot", report: Report) -> dict[str, Any]:
        """Add the traces; answers what the script needs to know of them."""
        figure = self._scene.figure
        grey, classed = _rows(figure)
        if "points" in figure.layers:
            self._points(plot, grey, self._styles[0], report)
        self._edges(plot)
        if "points" in figure.layers:
            self._points(plot, classed, self._styles[1], report)
        self._marks(plot)
        if "legend" in figure.layers:
            self._entries(plot, figure.coloring, figure.hidden)
            self._shapes(plot)
            self._scale(plot, figure.coloring)
        return {"groups": self._groups, "legend": self._legend, "rows": self._written}

    def _points(self, plot: "Plot", rows: IntArray, style: PointStyle, report: Report) -> None:
        figure, tokens, coloring = self._scene.figure, self._scene.tokens, self._scene.figure.painted
        if not len(rows):
            return
        places = np.ascontiguousarray(figure.coordinates[rows], np.float32)
        marker: dict[str, Any] = {
            "size": 2 * style.radius * self._pixel * _factors(figure, rows),
            "opacity": style.opacity,
            "color": coloring.codes[rows],
            "colorscale": _colorscale(coloring, self._scene),
            "cmin": 0,
            "cmax": 255,
            "showscale": False,
            "line": {"width": style.outline * self._pixel, "color": tokens.map},
            **({} if figure.shapes is None else {"symbol": SYMBOLS[figure.shapes[rows]]}),
        }
        self._groups.append({"trace": len(plot.data), **_cards(figure, rows, report)})
        x, y = np.ascontiguousarray(places[:, 0]), np.ascontiguousarray(places[:, 1])
        plot.add_scattergl(x=x, y=y, mode="markers", marker=marker, hoverinfo="none", showlegend=False)
        self._written += len(rows)

    def _edges(self, plot: "Plot") -> None:
        figure = self._scene.figure
        if figure.pinned is None or "edges" not in figure.layers:
            return
        for kept, dash in ((True, "solid"), (False, "dash")):
            ends = [edge.row for edge in figure.edges if edge.kept == kept]
            if ends:
                between = np.full((len(ends), 3, 2), np.nan, np.float32)
                between[:, 0], between[:, 1] = figure.coordinates[figure.pinned], figure.coordinates[ends]
                line = {"color": self._scene.tokens.accent, "width": self._pixel, "dash": dash}
                self._add(plot, between.reshape(-1, 2), mode="lines", line=line)

    def _marks(self, plot: "Plot") -> None:
        """Rings around the selected points, and the pinned one."""
        figure, tokens = self._scene.figure, self._scene.tokens
        ring: dict[str, Any] = {"symbol": "circle-open", "line": {"width": LINE * self._pixel}}
        if len(figure.selected):
            ring = {**ring, "size": 2 * RING * self._pixel, "color": tokens.text}
            self._add(plot, figure.coordinates[figure.selected], mode="markers", marker=ring)
        if figure.pinned is not None:
            place = figure.coordinates[[figure.pinned]]
            ring = {**ring, "size": 15 * self._pixel, "color": tokens.accent}
            disc = {"size": 9 * self._pixel, "color": tokens.accent, "line": {"width": 1.5, "color": tokens.map}}
            self._add(plot, place, mode="markers", marker=ring)
            self._add(plot, place, mode="markers", marker=disc)

    def _add(self, plot: "Plot", places: Any, **drawn: Any) -> None:
        x, y = np.ascontiguousarray(places[:, 0]), np.ascontiguousarray(places[:, 1])
        plot.add_scattergl(x=x, y=y, hoverinfo="skip", showlegend=False, **drawn)

    def _entries(self, plot: "Plot", coloring: Coloring, hidden: tuple[str, ...]) -> None:
        """A trace without points for each line of the legend: the script hides the points of its class."""
        for entry in coloring.entries:
            away = entry.key in hidden
            self._legend.append({"trace": len(plot.data), "code": entry.code, "hidden": away})
            color = color_of(coloring, entry.code, self._scene.tokens).name()
            name = f"{plain_label(entry.label)}  {counted(entry, shown_colors(self._scene.figure))}"
            symbol = int(SYMBOLS[symbol_of(self._scene.figure, entry)])
            mark = {"color": color, "size": 8 * self._pixel, "symbol": symbol}
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
            mark = {"color": self._scene.tokens.point, "size": 8 * self._pixel, "symbol": int(SYMBOLS[entry.code])}
            plot.add_scatter(x=[None], y=[None], mode="markers", name=name, marker=mark, hoverinfo="skip")

    def _scale(self, plot: "Plot", coloring: Coloring) -> None:
        """A trace without points that brings the bar of the scale."""
        if not coloring.marks:
            return
        steps = _colorscale(coloring, self._scene)[: TOP + 1]
        text, quiet = {"size": 11 * self._pixel}, self._scene.tokens.secondary
        bar = {
            "title": {"text": plain_label(coloring.caption), "font": text},
            "tickvals": [code for code, _ in coloring.marks],
            "ticktext": [plain_label(said) for _, said in coloring.marks],
            "tickfont": {**text, "color": quiet},
            "thickness": 10 * self._pixel,
            "len": 0.4,
            "y": 1,
            "yanchor": "top",
            "outlinewidth": 0,
        }
        scale = [[step / TOP, color] for step, (_, color) in enumerate(steps)]
        mark = {"color": [0], "cmin": 0, "cmax": TOP, "colorscale": scale, "showscale": True, "colorbar": bar}
        plot.add_scatter(x=[None], y=[None], mode="markers", marker=mark, hoverinfo="skip", showlegend=False)


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


def _colorscale(coloring: Coloring, scene: Scene) -> list[list[Any]]:
    """All 256 codes with their colours."""
    colors = lookup(coloring, scene.tokens)
    return [[code / 255, f"#{int(color) & 0xFFFFFF:06x}"] for code, color in enumerate(colors)]


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
    return {"title": title, "texts": [*texts, ""], "at": _packed(at)}


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _packed(numbers: Any) -> dict[str, str]:
    from base64 import b64encode

    return {"dtype": "u4", "bdata": b64encode(np.ascontiguousarray(numbers, "<u4").tobytes()).decode("ascii")}
