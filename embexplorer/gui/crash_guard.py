"""What happens to a mistake of ours: it goes to the log and to a notice with a report, and the window goes on."""

import logging
import platform
import sys
import traceback
from types import TracebackType
from typing import Protocol

from PySide6.QtGui import QGuiApplication

import embexplorer

log = logging.getLogger("embexplorer")


class TellsOfCrashes(Protocol):
    """The window, as far as this file knows it."""

    def report_crash(self, summary: str, details: str) -> None: ...


class CrashGuard:
    """Takes the place of `sys.excepthook` while the window is open; `window` is told of every exception in a slot."""

    def __init__(self) -> None:
        self.window: TellsOfCrashes | None = None
        self._telling = False

    def install(self) -> None:
        """Be asked from now on."""
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("Unexpected error\n%s", text)
        if issubclass(kind, KeyboardInterrupt) or self.window is None or self._telling:
            sys.__excepthook__(kind, error, trace)
            return
        self._telling = True  # a mistake while telling of a mistake goes to the terminal
        self.window.report_crash(f"{kind.__name__}: {error}"[:300], report_of(text))
        self._telling = False


class CopyReport:
    """Puts the report on the clipboard."""

    def __init__(self, report: str) -> None:
        self._report = report

    def __call__(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def report_of(trace: str) -> str:
    """The trace with the versions that whoever reads it must know."""
    import PySide6

    head = f"embexplorer {embexplorer.__version__}, Python {platform.python_version()}, "
    return f"{head}PySide6 {PySide6.__version__}, {platform.platform()}\n\n{trace}"
