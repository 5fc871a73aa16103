"""Long work in small pieces: the window answers between them; what is short is done at once."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

AT_A_TIME = 0.015  # seconds
Done = Callable[[], None]
Failed = Callable[[OSError], None]


def nothing() -> None:
    """Nobody waits for the end."""


def raised(problem: OSError) -> None:
    """Nobody answers for the problem here."""
    raise problem


class Unhurried(QObject):
    """Takes one piece after another, then calls `done`, or `failed` with an OSError; ends with its parent."""

    def __init__(
        self, pieces: Iterator[object], done: Done = nothing, failed: Failed = raised, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._done = done
        self._failed = failed
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()
        self._go_on()

    def _go_on(self) -> None:
        until = time.perf_counter() + AT_A_TIME
        try:
            while time.perf_counter() < until:
                next(self._pieces)
        except StopIteration:
            self._end()
            self._done()
        except OSError as problem:
            self._end()
            self._failed(problem)

    def _end(self) -> None:
        self._timer.stop()
        self.deleteLater()
