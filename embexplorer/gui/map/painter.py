"""One painting routine for the screen, PNG, SVG and PDF: the background and the stack of layers."""

from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from embexplorer.core.figure import Figure
from embexplorer.gui.map.axes import Axes
from embexplorer.gui.map.badges import Badges, badge_at
from embexplorer.gui.map.contours import Contours
from embexplorer.gui.map.density import Density, is_always
from embexplorer.gui.map.hulls import Hulls
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.layers import Arrows, LayerStack
from embexplorer.gui.map.legend import Legend
from embexplorer.gui.map.marks import Edges, Hovered, Pinned
from embexplorer.gui.map.measure_line import MeasureLine
from embexplorer.gui.map.points import ClassedPoints, GreyPoints, Points
from embexplorer.gui.map.polar_grid import PolarGrid
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.selection import Selection
from embexplorer.gui.map.tripod import Tripod
from embexplorer.gui.map.turns import painting

INSTEAD = "Density is shown where points overlap"


class MapPainter:
    """Holds the layers and what they keep from one painting to the next."""

    def __init__(self, raster: Raster | None = None) -> None:
        raster = raster or Raster()
        self._known: tuple[Figure, Figure] | None = None
        self.points = Points(raster)
        self.density = Density()
        self.points.crowds = self.density
        self.stack = LayerStack()
        self.stack.add("rings", PolarGrid(), place="back")
        self.stack.add("hulls", Hulls(), "hulls")
        self.stack.add("density", self.density, "density")
        self.stack.add("contours", Contours(), "contours")
        self.stack.add("points", GreyPoints(self.points), "points")
        self.stack.add("edges", Edges(), "edges")
        self.stack.add("classed", ClassedPoints(self.points), "points")
        self.stack.add("arrows", Arrows(), "arrows")
        self.stack.add("selection", Selection(raster, self.points))
        self.stack.add("pinned", Pinned())
        self.labels = Labels()
        self.stack.add("labels", self.labels, "labels")
        self.stack.add("hovered", Hovered(self.points), place="front")
        self.stack.add("axes", Axes(), place="front")
        self.stack.add("tripod", Tripod(), place="front")
        self.stack.add("measured", MeasureLine(), place="front")
        self.legend = Legend()
        self.stack.add("legend", self.legend, "legend")
        self.stack.add("badges", Badges(), place="front")

    def show_labels(self, labels: Labels) -> None:
        """Draw the labels by these, which know some already."""
        self.labels = labels
        self.stack.add("labels", labels, "labels")

    def row_at(self, scene: Scene, place: QPointF) -> int | None:
        """The row whose label is at this pixel, or which is drawn at, or very near, it: what lies on top.

        None where a badge lies over it.
        """
        layers = scene.figure.layers
        if badge_at(scene, place) is not None:
            return None
        label = self.labels.label_at(place, scene.figure) if "labels" in layers else None
        if label is not None:
            return label.row
        row = self.points.row_at(scene, place) if "points" in layers else None
        return row if row is not None and scene.figure.is_shown(row) else None

    def paint(self, painter: QPainter, scene: Scene) -> str:
        """Draw everything; the answer names a layer that failed, else it is empty."""
        with painting():
            scene = self._told(scene)
            if not scene.clear:
                painter.fillRect(scene.frame, QColor(scene.tokens.map))
            return self.stack.paint(painter, scene)

    def _told(self, scene: Scene) -> Scene:
        """With a badge where the density stands for points, which depends on the view."""
        if is_always(scene.figure) or not self.density.gives_way(scene):
            return scene
        if self._known is None or self._known[0] is not scene.figure:
            self._known = (scene.figure, replace(scene.figure, badges=(*scene.figure.badges, INSTEAD)))
        return replace(scene, figure=self._known[1])
