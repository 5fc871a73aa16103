"""Progress on standard error: one changing line in a terminal, a line now and then where it is kept in a file."""

import sys
import time
from collections.abc import Iterable
from typing import TextIO

from embexplorer.cli.watched import told_beside
from embexplorer.core.report import Measured, Report
from embexplorer.core.space import EmbeddingSpace

LEAST_GAP = {True: 0.1, False: 10.0}  # seconds between two lines, in a terminal and elsewhere
BAR = 20
FRAME_GAP = 0.05  # seconds between two frames of a film
ENDING = "Stopping with what is learned; press Ctrl+C again to discard it."


def tell_notes(notes: Iterable[str]) -> None:
    """What the user should know of a result, on standard error as all that is not the result itself."""
    from embexplorer.cli.table_lines import as_written

    sys.stdout.flush()
    for note in notes:
        print(as_written(f"Note: {note}"), file=sys.stderr)


class TerminalProgress(Report):
    """Writes “ 42 %  Neighbours”. Outside a terminal short work says nothing, so that a mistake stays one sentence."""

    def __init__(self, stream: TextIO | None = None, films: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._last = 0.0 if self._terminal else time.monotonic()
        self._dirty = False
        self._next_frame = 0.0 if films else float("inf")
        self._begun = self._ending = self._told = False
        self._watched = ""

    def wants_frame(self) -> bool:
        """20 times a second where there shall be a film."""
        now = time.monotonic()
        if now < self._next_frame:
            return False
        self._next_frame = now + FRAME_GAP
        return True

    def begin(self, space: EmbeddingSpace) -> None:
        """From here on there is something to keep."""
        self._begun = True

    def end_early(self) -> bool:
        """Ask the work to end with what it has; False where it has nothing yet, or was asked already."""
        if not self._begun or self._ending:
            return False
        self._ending = True
        return True

    def enough(self) -> bool:
        """True once it was asked to end; says so here, since a signal may come in the middle of a line."""
        if self._ending and not self._told:
            self._told = True
            self.clear()
            print(ENDING, file=self._stream, flush=True)
        return self._ending

    def __call__(self, done: float, text: str) -> None:
        now = time.monotonic()
        if now - self._last < LEAST_GAP[self._terminal]:
            return
        self._last = now
        self._write(min(1.0, max(0.0, done)), " · ".join(filter(None, (" ".join(text.split()), self._watched))))

    def measure(self, measured: Measured) -> None:
        """The cosines of watched pairs stand beside the progress from now on."""
        self._watched = told_beside(measured) or self._watched

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
