"""Turn points into pixels: by the compiled kernel once it is loaded, by numpy before."""

import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import BoolArray, IndexArray
from embexplorer.gui.map import label_sweep, numpy_raster
from embexplorer.gui.map.dots import Dots, sifted
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.transform import MapTransform

if TYPE_CHECKING:
    from embexplorer.gui.map.kernel_raster import KernelRaster

Pixels = npt.NDArray[np.uint32]

GENTLE = 0.0003  # seconds the window waits for the loading thread whenever both want the interpreter; usually 0.005
FEW = 2000  # points that are drawn in little time whatever draws them
LOADER = "load raster"


class Raster:
    """Draws points. `version` grows when it starts to draw in another way."""

    def __init__(self, beside: Callable[[], object] = lambda: None) -> None:
        self._beside = beside  # what else is to be loaded, once points can be drawn
        self.version = 0
        self._sketching = False
        self._kernel: KernelRaster | None = None

    def load(self) -> None:
        """Import and compile the kernel now: seconds the first time on a machine, a third of one after that."""
        self._kernel = _kernel()
        self.version += 1

    def load_aside(self) -> None:
        """Load on a thread of its own; `version` tells when it is done. Until then crowds are only sketched."""
        self._sketching = True

        def work() -> None:
            usual = sys.getswitchinterval()
            sys.setswitchinterval(GENTLE)
            try:
                self.load()
                self._beside()
            except RuntimeError as ending:  # the program ends while the kernel is tried out
                if "after shutdown" not in str(ending):
                    raise
            finally:
                sys.setswitchinterval(usual)

        threading.Thread(target=work, name=LOADER, daemon=True).start()  # noqa: TID251  only imports

    def prepared(self, dots: Dots) -> Dots:
        """The points as they are drawn fastest."""
        return self._kernel.prepared(dots) if self._kernel else dots

    def sifted(self, dots: Dots, shown: BoolArray) -> Dots:
        """Those whose rows are shown, ready too."""
        return self._kernel.sifted(dots, shown) if self._kernel else sifted(dots, shown)

    def count(self, dots: Dots, view: MapTransform, shape: tuple[int, int]) -> int:
        """How many of the points lie in the image."""
        if self._kernel:
            return self._kernel.count(dots, view, shape)
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
        seen: IndexArray,
    ) -> None:
        """Draw the points alone as `pixels` (premultiplied ARGB, device pixels) and enter the ranks seen into `seen`.

        However many lie over each other, the topmost is let through once at the style's opacity. `colors` are the 256
        colours of the codes, `around` that of the outline; `style` is in device pixels.
        """
        if self._sketching and self._kernel is None and len(dots) > FEW:
            numpy_raster.sketch(dots, view, style, colors, pixels, seen)
            return
        draw = self._kernel.draw if self._kernel else numpy_raster.draw
        draw(dots, view, style, colors, around, pixels, seen)

    def cut_out(self, upper: Pixels, lower: Pixels, opacity: float) -> None:
        """Take away from the lower image what the upper one, drawn at `opacity`, covers."""
        cut = self._kernel.cut_out if self._kernel else numpy_raster.cut_out
        cut(upper, lower, opacity)


def is_loading() -> bool:
    """True while a thread imports or compiles the kernel, which nothing can interrupt."""
    return any(thread.name == LOADER for thread in threading.enumerate())


_loading = threading.Lock()


def _kernel() -> "KernelRaster":
    """The one kernel of the program, loaded by whoever asks first."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> "KernelRaster":
    from embexplorer.gui.map.kernel_raster import KernelRaster

    kernel = KernelRaster()
    _try_out(kernel)
    label_sweep.load()
    return kernel


def _try_out(kernel: "KernelRaster") -> None:
    """Draw a few points in every way there is, so that everything is compiled before it is needed."""
    from embexplorer.gui.map import kernel_raster

    few = np.linspace(0, 1, kernel_raster.SORTED_FROM, dtype=np.float32)
    rows, codes = np.arange(few.size, dtype=np.int32), np.zeros(few.size, np.uint8)
    dots = kernel.prepared(Dots(rows=rows, xs=few, ys=few, codes=codes))
    kernel.sifted(dots, np.ones(few.size, np.bool_))
    view = MapTransform(scale=32.0, left=0.0, top=32.0)
    colors, pixels, seen = np.zeros(256, np.uint32), np.zeros((32, 32), np.uint32), np.full((32, 32), -1, np.int32)
    for radius in (0.75, 20.0):
        kernel.draw(dots, view, PointStyle(radius=radius, opacity=0.5), colors, 0, pixels, seen)
    kernel.cut_out(pixels, pixels.copy(), 0.5)
