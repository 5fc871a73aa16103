"""One process at a time does a piece of work; others that want the same wait, and take over when that process dies."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from embexplorer.core.report import Report

PAUSE = 0.03  # seconds between two looks whether it is our turn


@contextlib.contextmanager
def turn(file: Path, before: Sequence[Path], report: Report, waiting: str) -> Iterator[None]:
    """Hold the lock of `file` for the length of the block, once nobody holds it nor one of those `before` it.

    The system releases a lock when its process ends, however it ends. Where no lock can be made the block runs anyway.
    """
    for other in before:
        with _held(other, report, waiting):
            pass
    with _held(file, report, waiting):
        yield


@contextlib.contextmanager
def _held(file: Path, report: Report, waiting: str) -> Iterator[None]:
    lock = _acquired(file, report, waiting)
    try:
        yield
    finally:
        if lock is not None:
            file.unlink(missing_ok=True)  # before it is released: who waits sees that it holds a file that is gone
            lock.close()


def _acquired(file: Path, report: Report, waiting: str) -> IO[bytes] | None:
    while (lock := _opened(file)) is not None:
        if _taken(lock, file):
            return lock
        lock.close()
        report(0.0, waiting)
        time.sleep(PAUSE)
    return None


def _opened(file: Path) -> IO[bytes] | None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("ab")
    except OSError:  # a folder that may only be read
        return None


def _taken(lock: IO[bytes], file: Path) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock.fileno()), file.stat())
    return False
