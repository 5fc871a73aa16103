"""Ctrl+C while something is trained: the first ends it with what is learned, the second discards it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def ended_by_interrupt(end_early: Callable[[], bool]) -> Iterator[None]:
    """Inside, Ctrl+C first asks `end_early`; where that answers False, it interrupts as it always does.

    Nothing changes where interrupts are ignored, as they are in the background of a script.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield
        return

    def interrupted(number: int, frame: FrameType | None) -> None:
        if not end_early():
            signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
