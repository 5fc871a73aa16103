"""Steps that misbehave on purpose, for the tests of the process border; worker processes load this module."""

import ctypes
import errno
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Frame, Report, ignore
from embexplorer.core.step import Step, param
from embexplorer.core.table import Table


class Silent(BaseException):
    """Cannot be told."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


@register
@dataclass(frozen=True, kw_only=True)
class TrialLayout(Step):
    """Move four points, showing each move."""

    name = "trial-layout"
    kind = "projector"
    title = "Trial layout"
    makes = Projection

    moves: int = param(5, "How often the points move")
    pause: float = param(0.0, "Seconds between two moves")
    stop_after: int | None = param(None, "Moves after which to stop")

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        places = np.zeros((4, 2), np.float32)
        for move in range(self.stop_after or self.moves):
            report(move / self.moves, f"Move {move}")
            places = places + np.float32(1)
            if report.wants_frame():
                report.show(Frame(array=places, at=move + 1, total=self.moves))
            time.sleep(self.pause)
        return Projection(name="Trial layout", coordinates=places)

    def stopped_at(self, iteration: int) -> "TrialLayout":
        return replace(self, stop_after=iteration)


@register
@dataclass(frozen=True, kw_only=True)
class Trial(Step):
    """End in one of many ways."""

    name = "trial"
    kind = "probe"
    title = "Trial"
    makes = Table

    how: str = param("well", "The way to end")
    path: Path = param(Path(), "A file to leave something in")

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        report(0.0, f"Ending {self.how}")
        getattr(self, f"_{self.how}")()
        facts = {"process": os.getpid(), "nice": os.nice(0)}
        return Table(name="Trial", columns=pa.table({"word": ["well"]}), facts=facts)

    @classmethod
    def warm(cls) -> None:
        Path(os.environ["TRIAL_WARMED"]).write_text(str(os.getpid()), encoding="ascii")
        if "TRIAL_WARM_KILLS" in os.environ:
            os.abort()

    def _well(self) -> None:
        """Nothing happens."""

    def _mistaken(self) -> None:
        raise UserError("‘quene’ is not in this space.", "Did you mean ‘queen’?")

    def _buggy(self) -> None:
        raise ZeroDivisionError("one by nought")

    def _exiting(self) -> None:
        sys.exit(3)

    def _interrupted(self) -> None:
        raise KeyboardInterrupt

    def _silent(self) -> None:
        raise Silent

    def _colourful(self) -> None:
        raise ValueError("\x1b[1m\x1b[31mred\x1b[0m\nand forty more lines")

    def _wordy(self) -> None:
        raise ValueError("w" * (3 << 20))

    def _careless(self) -> None:
        raise UserError(3, None)  # type: ignore[arg-type]

    def _deep(self) -> None:
        self._deep()

    def _unmapped(self) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    def _starving(self) -> None:
        os.write(2, b"OpenBLAS error: Memory allocation still failed after 10 retries, giving up.\n")
        os._exit(1)

    def _threadless(self) -> None:
        raise RuntimeError("can't start new thread")

    def _leaving(self) -> None:
        os._exit(3)

    def _crashing(self) -> None:
        ctypes.string_at(0)

    def _killed(self) -> None:
        os.kill(os.getpid(), 9)

    def _hungry(self) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
        np.ones(1 << 30)

    def _full(self) -> None:
        Path("/dev/full").write_text("x", encoding="ascii")

    def _deaf(self) -> None:
        ctypes.PyDLL(None).sleep(60)  # holds the interpreter lock, as UMAP's kernel does

    def _sleeping(self) -> None:
        time.sleep(60)

    def _breeding(self) -> None:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        self.path.write_text(str(child.pid), encoding="ascii")
        time.sleep(60)

    def _babbling(self) -> None:
        reply = int(next(word for word in sys.argv if word.startswith("--reply=")).removeprefix("--reply="))
        os.write(reply, b"\xff\xfe{]\n" + b'{"kind": "Finished", "job": 3}\n' + b"null\n" + b"[" * 100_000 + b"\n")
        os.write(1, b"\xff garbage on the standard output\n")
