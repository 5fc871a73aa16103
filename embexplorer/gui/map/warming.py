"""Load the kernel of the raster aside, and draw again when it is there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from embexplorer.gui.map.raster import Raster, is_loading

PAUSE = 100  # milliseconds between two looks whether it is loaded


class Warming(QObject):
    """`loaded` is called from the event loop of `parent` when a kernel is there, and until all are."""

    def __init__(self, raster: Raster, loaded: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._raster = raster
        self._loaded = loaded
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._on_timer)

    def begin(self) -> None:
        """Begin to load it, unless it is loaded or being loaded."""
        if not self._timer.isActive() and self._raster.version == 0:
            self._raster.load_aside()
            self._timer.start()

    def _on_timer(self) -> None:
        if self._raster.version:
            self._loaded()
            if not is_loading():  # the other kernels
                self._timer.stop()
