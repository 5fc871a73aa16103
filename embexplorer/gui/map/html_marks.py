"""Lines and marks of a figure as traces of plotly: edges, contours, outlines of groups, selected and pinned words."""

from typing import TYPE_CHECKING, Any

import numpy as np

from embexplorer.core.coloring import Coloring
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.gui.map.contours import WIDTH as CONTOUR
from embexplorer.gui.map.contours import Line, lines_of, strengths
from embexplorer.gui.map.hulls import FILL, LINE, WIDTH, codes_of, is_drawn, tint
from embexplorer.gui.map.layers import opacity_of
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.selection import LINE as RING_LINE
from embexplorer.gui.map.selection import RING, RINGS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Plot

OUTLINED = 1.5  # pixels: the radius of selected points that are too many for rings


class Marks:
    """`pixel` is how many of the browser's one of the scene is. What is hidden, or nowhere, is left out."""

    def __init__(self, scene: Scene, pixel: float) -> None:
        self._scene = scene
        self._pixel = pixel
        self.hulls: list[dict[str, int]] = []  # trace, shape and colour of each outline, for the legend

    def edges(self, plot: "Plot") -> None:
        """From the pinned word to its true neighbours: solid where the map keeps them, dashed where it loses them."""
        figure = self._scene.figure
        if figure.pinned is None:
            return
        for kept, dash in ((True, "solid"), (False, "dash")):
            ends = np.array([edge.row for edge in figure.edges if edge.kept == kept], np.int64)
            start = self._there(figure.shown_of(np.array([figure.pinned])))
            lines = [figure.coordinates[[*start, end]] for end in self._there(figure.shown_of(ends)) if len(start)]
            self._lines(plot, lines, self._scene.tokens.accent, 1.0, opacity_of("edges", figure), dash)

    def contours(self, plot: "Plot") -> None:
        """Those of the first view, the outermost first."""
        scene, opacity = self._scene, opacity_of("contours", self._scene.figure)
        levels = lines_of(scene)
        for lines, strength in zip(levels, strengths(len(levels)), strict=True):
            on_map = [_on_map(scene, line) for line in lines]
            self._lines(plot, on_map, scene.tokens.text, CONTOUR, float(strength) * opacity)

    def outlines(self, plot: "Plot") -> None:
        """Of each colour the rings as lines, and what they enclose as a shape behind the points."""
        scene, figure = self._scene, self._scene.figure
        if not is_drawn(figure):
            return
        opacity = opacity_of("hulls", figure)
        for code in codes_of(figure):
            rings = [np.concatenate([ring, ring[:1]]) for ring, own in figure.hulls if own == code]
            color = tint(scene, code).name()
            self.hulls.append({"trace": len(plot.data), "shape": len(plot.layout.shapes), "code": code})
            plot.add_shape(
                type="path", path=_path(rings), layer="below", fillcolor=color, opacity=FILL * opacity, line_width=0
            )
            self._lines(plot, rings, color, WIDTH, LINE * opacity)

    def selection(self, plot: "Plot") -> None:
        """A ring around each selected point; many are outlined where they are."""
        figure, tokens = self._scene.figure, self._scene.tokens
        rows = self._there(figure.shown_of(figure.selected))
        if len(rows) <= RINGS:
            self._rings(plot, rows, RING, tokens.text, RING_LINE)
            return
        scale = colorscale(figure.painted, self._scene)
        own = {"color": figure.painted.codes[rows], "colorscale": scale, "cmin": 0, "cmax": 255, "showscale": False}
        around = {"size": 2 * (OUTLINED + RING_LINE) * self._pixel, "color": tokens.text}
        for one in (around, {**own, "size": 2 * OUTLINED * self._pixel}):
            self._add(plot, figure.coordinates[rows], mode="markers", marker=one)

    def pinned(self, plot: "Plot") -> None:
        """A disc and a ring in the accent colour."""
        figure, tokens = self._scene.figure, self._scene.tokens
        if figure.pinned is None or not len(rows := self._there(figure.shown_of(np.array([figure.pinned])))):
            return
        self._rings(plot, rows, 7.5, tokens.accent, RING_LINE)
        disc = {"size": 9 * self._pixel, "color": tokens.accent, "line": {"width": 1.5, "color": tokens.map}}
        self._add(plot, figure.coordinates[rows], mode="markers", marker=disc)

    def _rings(self, plot: "Plot", rows: IntArray, radius: float, color: str, width: float) -> None:
        if len(rows):
            line = {"width": width * self._pixel}
            ring = {"symbol": "circle-open", "line": line, "size": 2 * radius * self._pixel, "color": color}
            self._add(plot, self._scene.figure.coordinates[rows], mode="markers", marker=ring)

    def _lines(
        self, plot: "Plot", lines: list[Any], color: str, width: float, opacity: float, dash: str = "solid"
    ) -> None:
        if lines:
            gap = np.full((1, 2), np.nan, np.float32)
            places = np.concatenate([part for line in lines for part in (line, gap)]).astype(np.float32)
            drawn = {"color": color, "width": width * self._pixel, "dash": dash}
            self._add(plot, places, mode="lines", line=drawn, opacity=opacity)

    def _add(self, plot: "Plot", places: Any, **drawn: Any) -> None:
        x, y = np.ascontiguousarray(places[:, 0]), np.ascontiguousarray(places[:, 1])
        plot.add_scattergl(x=x, y=y, hoverinfo="skip", showlegend=False, **drawn)

    def _there(self, rows: IntArray) -> IntArray:
        return rows[np.isfinite(self._scene.figure.coordinates[rows]).all(axis=1)]


def colorscale(coloring: Coloring, scene: Scene) -> list[list[Any]]:
    """All 256 codes with their colours, as plotly says it."""
    colors = lookup(coloring, scene.tokens)
    return [[code / 255, f"#{int(color) & 0xFFFFFF:06x}"] for code, color in enumerate(colors)]


def _on_map(scene: Scene, line: Line) -> DoubleArray:
    """A line in pixels as one in units of the map."""
    view = scene.view
    return np.asarray((line - (view.left, view.top)) * (1 / view.scale, -1 / view.scale))


def _path(rings: list[Any]) -> str:
    """As a shape of plotly says it; where rings lie within others, those are holes."""
    return "".join(f"M{'L'.join(f'{x:.6g},{y:.6g}' for x, y in ring.tolist())}Z" for ring in rings)
