"""Work on threads gives way while a map is painted: a frame needs every core there is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 1.0  # seconds that such work waits

_free = threading.Event()
_free.set()


@contextmanager
def painting() -> Iterator[None]:
    """A map is painted."""
    _free.clear()
    try:
        yield
    finally:
        _free.set()


def wait_for_turn() -> None:
    """On a thread, between two parts of its work: wait until no map is painted."""
    _free.wait(LONGEST)
