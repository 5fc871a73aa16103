"""The points of the room as items of OpenGL: all, a few in their place while it moves, and the selected ones."""

from dataclasses import replace

import numpy as np
import pyqtgraph.opengl as gl
from PySide6.QtGui import QColor

from embexplorer.core.figure import Figure
from embexplorer.gui.map3d.cloud import Cloud, thinned
from embexplorer.gui.map3d.overlay import RINGS
from embexplorer.gui.map3d.spots import Program, Spots
from embexplorer.gui.tokens import Tokens

FEW = 20_000  # points that are drawn while the eye moves, where all would take too long
AROUND = 1.25  # pixels around a selected point, where there are too many for rings


class Crowd:
    """Points with a class lie over those without, as on the flat map; of each kind the nearest is in front."""

    def __init__(self, view: gl.GLViewWidget) -> None:
        program = Program()
        self._all = (Spots(program), Spots(program, over=True))
        self._few = (Spots(program), Spots(program, over=True))
        self._chosen = (Spots(program, over=True), Spots(program, over=True))  # discs below, the points themselves
        for place, item in enumerate(self._chosen):
            item.setDepthValue(2 + place)
        for item in self._items():
            view.addItem(item)

    def fill(self, cloud: Cloud, tokens: Tokens) -> None:
        """Draw these from now on."""
        ground = QColor(tokens.map)
        for (greys, classed), part in ((self._all, cloud), (self._few, thinned(cloud, FEW))):
            greys.show_cloud(part.part(~part.classed), ground, 0.0)
            classed.show_cloud(part.part(part.classed), ground, part.outline)

    def mark(self, figure: Figure, cloud: Cloud, tokens: Tokens) -> None:
        """Selected points that are too many for rings are drawn once more, with a line around all of them."""
        points = cloud.points_of(figure.selected)
        points = points if len(points) > RINGS else points[:0]
        part, tone = cloud.part(points), QColor(tokens.text)
        below = np.broadcast_to(np.array([tone.redF(), tone.greenF(), tone.blueF()], np.float32), part.colors.shape)
        self._chosen[0].show_cloud(replace(part, colors=below), tone, AROUND)
        self._chosen[1].show_cloud(part, tone, 0.0)

    def show(self, visible: bool, hurried: bool) -> None:
        """Show all, the few while it is `hurried`, or none."""
        for items, shown in ((self._all, visible and not hurried), (self._few, visible and hurried)):
            for item in items:
                item.setVisible(shown)
        for item in self._chosen:
            item.setVisible(not hurried)

    def set_ratio(self, ratio: float) -> None:
        """So many device pixels to a pixel."""
        for item in self._items():
            item.set_ratio(ratio)

    def is_painted(self) -> bool:
        """Whether the last painting went well."""
        return all(item.painted for item in self._items())

    def _items(self) -> tuple[Spots, ...]:
        return (*self._all, *self._few, *self._chosen)
