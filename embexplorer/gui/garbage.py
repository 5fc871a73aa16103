"""Collect garbage on the window's own thread only: a widget destroyed on another thread ends or stops the program.

The map draws on threads and loads its kernel on one. Python would collect cycles on whichever thread allocates, and
with them the Qt objects they hold; so the automatic collection is off and a timer does it.
"""

import atexit
import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

INTERVAL = 500  # milliseconds


class GarbageCollector(QObject):
    """Collects the young generations when they are due, as Python itself would; lives on the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> int:
        """Collect what is due and answer which generation that was, −1 if none."""
        due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        generation = max((number for number, is_due in enumerate(due) if is_due), default=-1)
        if generation >= 0:
            gc.collect(generation)
        return generation


def collect_on_this_thread() -> GarbageCollector:
    """The collector of the running application, made by the first who asks; call it before a thread is started."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("there is no application whose thread could collect")
    gc.disable()
    known = application.findChild(GarbageCollector)
    if known is not None:
        return known
    atexit.register(_leave_nothing)
    return GarbageCollector(application)


def _leave_nothing() -> None:
    """Delete what is left while there is an application: what Python frees after it would end in a crash."""
    application = QCoreApplication.instance()
    if isinstance(application, QApplication):
        for widget in application.topLevelWidgets():
            if widget.windowType() != Qt.WindowType.Popup:  # a list of completions ends with who completes
                widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
