"""One painting routine for the screen, PNG, SVG and PDF: the background and the stack of layers."""

from dataclasses import replace

from PySide6.QtGui import QColor, QPainter

from embexplorer.core.figure import Figure
from embexplorer.gui.map.axes import Axes
from embexplorer.gui.map.badges import Badges
from embexplorer.gui.map.contours import Contours, badge
from embexplorer.gui.map.density import Density, is_always
from embexplorer.gui.map.hulls import Hulls
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.layers import Arrows, LayerStack
from embexplorer.gui.map.legend import Legend
from embexplorer.gui.map.marks import Edges, Hovered, Pinned
from embexplorer.gui.map.points import ClassedPoints, GreyPoints, Points
from embexplorer.gui.map.polar_grid import PolarGrid
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.selection import Selection

INSTEAD = "Density is shown where points overlap"


class MapPainter:
    """Holds the layers and what they keep from one painting to the next."""

    def __init__(self, raster: Raster | None = None) -> None:
        raster = raster or Raster()
        self._known: tuple[Figure, Figure, tuple[str, ...]] | None = None
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
        self.legend = Legend()
        self.stack.add("legend", self.legend, "legend")
        self.stack.add("badges", Badges(), place="front")

    def paint(self, painter: QPainter, scene: Scene) -> str:
        """Draw everything; the answer names a layer that failed, else it is empty."""
        scene = self._told(scene)
        if not scene.clear:
            painter.fillRect(scene.frame, QColor(scene.tokens.map))
        return self.stack.paint(painter, scene)

    def _told(self, scene: Scene) -> Scene:
        """With a badge for what stands for points: it depends on the view whether the density does."""
        says = (*self._of_density(scene), *self._of_contours(scene))
        if not says:
            return scene
        if self._known is None or self._known[0] is not scene.figure or self._known[2] != says:
            self._known = (scene.figure, replace(scene.figure, badges=(*scene.figure.badges, *says)), says)
        return replace(scene, figure=self._known[1])

    def _of_density(self, scene: Scene) -> tuple[str, ...]:
        if is_always(scene.figure):
            return (f"Density of points, bandwidth {scene.figure.bandwidth:g} px",)
        return (INSTEAD,) if self.density.gives_way(scene) else ()

    def _of_contours(self, scene: Scene) -> tuple[str, ...]:
        levels = scene.figure.contour_levels
        return (badge(levels),) if "contours" in scene.figure.layers and levels else ()
