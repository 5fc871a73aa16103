"""Threads beside the window's own, none of which is left when the program ends."""

import atexit
import threading
from collections.abc import Callable

PATIENCE = 5.0  # seconds that one is waited for
Thread = threading.Thread  # noqa: TID251  each works for less than a second, or in a kernel

_running: dict[Thread, Callable[[], object]] = {}


def begin_aside(name: str, work: Callable[[], object], stop: Callable[[], object]) -> Thread:
    """Work on a thread of its own; when the program ends `stop` tells it so, and it is waited for.

    A thread that Python ends in the middle of a compiled library can end the whole program with an abort.
    """

    def run() -> None:
        try:
            work()
        finally:
            _running.pop(thread, None)

    thread = Thread(target=run, name=name, daemon=True)
    _running[thread] = stop
    thread.start()
    return thread


@atexit.register
def _end_all() -> None:
    running = list(_running.items())
    for _, stop in running:
        stop()
    for thread, _ in running:
        thread.join(PATIENCE)
