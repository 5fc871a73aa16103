"""Ties a worker process to the window that started it: their two pipes, and its death when the window dies."""

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
NICENESS = {"heavy": 10, "open": 4, "quick": 0}  # the window's own drawing goes first
OOM_SCORE = "600"  # when memory runs out the system ends a worker rather than the window


def tie(parent: int) -> None:
    """Let the system end this process when its parent ends, however that happens; beside Linux the pipe does it."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it had ended before we asked
        os._exit(0)


def step_back(lane: str) -> None:
    """Take less of the processor than the window, and be the first to go when memory runs out."""
    with contextlib.suppress(OSError):
        os.nice(NICENESS.get(lane, 0))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(OOM_SCORE, encoding="ascii")


def take_standard_input() -> int:
    """A private descriptor of the commands; the usual one becomes empty, so that no library can eat a command."""
    commands = os.dup(0)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    return commands


def write_all(descriptor: int, line: bytes) -> None:
    """Write the whole line, however small the pipe."""
    rest = memoryview(line)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
