"""The density of one view as an image, and what is left of the points there."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from embexplorer.gui.map.scene import Scene

Pixels = npt.NDArray[np.uint32]
Shares = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Fields:
    """What was counted for one scale of the map: the density as an image, and what is left of the points.

    (left, top) is the corner of the image as seen from the place of the map's origin, in pixels.
    """

    density: QImage
    pixels: Pixels
    fades: Shares
    left: float
    top: float
    crowded: bool

    def corner(self, scene: Scene) -> tuple[float, float]:
        """Where the image begins in this scene, in pixels, on a whole device pixel."""
        ratio = scene.ratio
        left, top = self.left + scene.view.left, self.top + scene.view.top
        return round(left * ratio) / ratio, round(top * ratio) / ratio

    def covers(self, scene: Scene) -> bool:
        """Whether the image reaches as far as the scene."""
        left, top = (round(at * scene.ratio) for at in self.corner(scene))
        height, width = self.pixels.shape
        wanted = round(scene.height * scene.ratio), round(scene.width * scene.ratio)
        return left <= 0 and top <= 0 and left + width >= wanted[1] and top + height >= wanted[0]
