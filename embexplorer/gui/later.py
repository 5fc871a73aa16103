"""What a window does once it stands: one thing after another, each in an idle turn of the event loop."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

Task = Callable[[], object]


class Later(QObject):
    """A queue of tasks; `done` is emitted whenever it has become empty. Nobody waits but who calls `finish`."""

    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: deque[Task] = deque()
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self.do_one)

    def add(self, task: Task) -> None:
        """Do this after what is queued already."""
        self._tasks.append(task)
        self._idle.start()

    def do_one(self) -> None:
        """Do the next task now."""
        if self._tasks:
            self._tasks.popleft()()
        if not self._tasks and self._idle.isActive():
            self._idle.stop()
            self.done.emit()

    def finish(self) -> None:
        """Do all that is left now."""
        while self._tasks:
            self.do_one()

    def stop(self) -> None:
        """Forget what is left: the window closes."""
        self._idle.stop()
        self._tasks.clear()
