"""Turn points into pixels: by the compiled kernel once it is loaded, by numpy before."""

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import IndexArray
from embexplorer.gui.map import numpy_raster
from embexplorer.gui.map.dots import Dots
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.transform import MapTransform

Pixels = npt.NDArray[np.uint32]


class Raster:
    """Draws points; `version` grows when it starts to draw in another way."""

    def __init__(self) -> None:
        self.version = 0

    def count(self, dots: Dots, view: MapTransform, shape: tuple[int, int]) -> int:
        """How many of the points lie in the image."""
        across = dots.xs * np.float32(view.scale) + np.float32(view.left)
        down = np.float32(view.top) - dots.ys * np.float32(view.scale)
        return int(np.count_nonzero((across >= 0) & (across < shape[1]) & (down >= 0) & (down < shape[0])))

    def draw(
        self,
        dots: Dots,
        view: MapTransform,
        style: PointStyle,
        colors: Pixels,
        around: int,
        pixels: Pixels,
        rows: IndexArray,
    ) -> None:
        """Lay the points over `pixels` (premultiplied ARGB, device pixels) and enter the rows seen into `rows`.

        `colors` are the 256 colours of the codes, `around` that of the outline.
        """
        shape = (pixels.shape[0], pixels.shape[1])
        own = colors[dots.codes]
        if style.outline:
            outer = numpy_raster.topmost(dots.xs, dots.ys, view, style.radius + style.outline + 0.5, shape)
            ring = np.full(len(dots), around, np.uint32)
            numpy_raster.shaded(outer, dots.xs, dots.ys, ring, view, style.radius + style.outline, 1.0, pixels)
        soft = numpy_raster.topmost(dots.xs, dots.ys, view, style.radius + 0.5, shape)
        numpy_raster.shaded(soft, dots.xs, dots.ys, own, view, style.radius, style.opacity, pixels)
        seen = numpy_raster.topmost(dots.xs, dots.ys, view, style.radius, shape)
        np.copyto(rows, dots.rows[seen], where=seen >= 0)
