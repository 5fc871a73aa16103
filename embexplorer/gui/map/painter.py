"""One painting routine for the screen, PNG, SVG and PDF: the background and the stack of layers."""

from PySide6.QtGui import QColor, QPainter

from embexplorer.gui.map.axes import Axes
from embexplorer.gui.map.badges import Badges
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.layers import Arrows, LayerStack
from embexplorer.gui.map.legend import Legend
from embexplorer.gui.map.marks import Edges, Hovered, Pinned
from embexplorer.gui.map.points import ClassedPoints, GreyPoints, Points
from embexplorer.gui.map.polar_grid import PolarGrid
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.selection import Selection


class MapPainter:
    """Holds the layers and what they keep from one painting to the next."""

    def __init__(self, raster: Raster | None = None) -> None:
        raster = raster or Raster()
        self.points = Points(raster)
        self.stack = LayerStack()
        self.stack.add("rings", PolarGrid())
        self.stack.add("points", GreyPoints(self.points), "points")
        self.stack.add("edges", Edges(), "edges")
        self.stack.add("classed", ClassedPoints(self.points), "points")
        self.stack.add("arrows", Arrows(), "arrows")
        self.stack.add("selection", Selection(raster, self.points))
        self.stack.add("pinned", Pinned())
        self.labels = Labels()
        self.stack.add("labels", self.labels, "labels")
        self.stack.add("hovered", Hovered(self.points))
        self.stack.add("axes", Axes())
        self.legend = Legend()
        self.stack.add("legend", self.legend, "legend")
        self.stack.add("badges", Badges())

    def paint(self, painter: QPainter, scene: Scene) -> str:
        """Draw everything; the answer names a layer that failed, else it is empty."""
        painter.fillRect(scene.frame, QColor(scene.tokens.map))
        return self.stack.paint(painter, scene)
