"""Work on threads gives way while a map is painted: a frame needs every core there is."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 1.0  # seconds that such work waits

_free = threading.Event()
_free.set()
_begun = [0.0]  # when the last frame was


@contextmanager
def painting() -> Iterator[None]:
    """A map is painted."""
    _begun[0] = time.perf_counter()
    _free.clear()
    try:
        yield
    finally:
        _free.set()


def seconds_painted() -> float:
    """For how long the frame that is painted now has been painted; what can wait for the next one may ask."""
    return time.perf_counter() - _begun[0]


def wait_for_turn() -> None:
    """On a thread, between two parts of its work: wait until no map is painted."""
    _free.wait(LONGEST)
