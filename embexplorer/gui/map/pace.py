"""How often a moving map is painted: as often as it leaves two thirds of the time to everything else."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

SHARE = 3  # of the time, one part at most goes into painting frames
LONGEST = 200  # milliseconds between two frames, however slow they are


class Pace:
    """Asks a widget to paint itself, and knows how long that took the last time."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._began = 0.0
        self._ended = 0.0
        self._soon = QTimer(widget, singleShot=True)
        self._soon.timeout.connect(widget.update)

    def ask(self) -> None:
        """There is another frame to paint; it is painted now, or when the time for it has come."""
        if not self._soon.isActive():
            self._soon.start(self.wait(time.perf_counter()))

    def wait(self, now: float) -> int:
        """How many milliseconds from now the next frame may be painted."""
        took = (self._ended - self._began) * 1000
        since = (now - self._began) * 1000
        return max(0, round(min(LONGEST, SHARE * took) - since))

    def begin(self) -> None:
        """A painting begins, for whatever reason."""
        self._began = time.perf_counter()

    def end(self, again: bool) -> None:
        """It is over; `again` if something is left for the next."""
        self._ended = time.perf_counter()
        if again:
            self.ask()
