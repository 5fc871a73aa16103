"""Progress on standard error: one changing line in a terminal, a line now and then where it is kept in a file."""

import sys
import time
from collections.abc import Iterable
from typing import TextIO

from embexplorer.core.report import Report

LEAST_GAP = {True: 0.1, False: 10.0}  # seconds between two lines, in a terminal and elsewhere
BAR = 20


def tell_notes(notes: Iterable[str]) -> None:
    """What the user should know of a result, on standard error as all that is not the result itself."""
    from embexplorer.cli.table_lines import as_written

    sys.stdout.flush()
    for note in notes:
        print(as_written(f"Note: {note}"), file=sys.stderr)


class TerminalProgress(Report):
    """Writes “ 42 %  Neighbours”. Outside a terminal short work says nothing, so that a mistake stays one sentence."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._last = 0.0 if self._terminal else time.monotonic()
        self._dirty = False

    def __call__(self, done: float, text: str) -> None:
        now = time.monotonic()
        if now - self._last < LEAST_GAP[self._terminal]:
            return
        self._last = now
        self._write(min(1.0, max(0.0, done)), " ".join(text.split()))

    def clear(self) -> None:
        """Take the line off the terminal before something else is written."""
        if self._dirty:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._dirty = False

    def _write(self, done: float, text: str) -> None:
        if not self._terminal:
            self._stream.write(f"{done:4.0%}  {text}\n")
        else:
            full = round(done * BAR)
            self._stream.write(f"\r\x1b[K{'▓' * full}{'░' * (BAR - full)} {done:4.0%}  {text[:70]}")
            self._dirty = True
        self._stream.flush()
