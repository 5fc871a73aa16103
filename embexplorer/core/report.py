"""How a running step tells the outside how far it is, shows what it has so far, and learns that it should stop."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import FloatArray


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One partial result of an iterated step: the array as it is now, after `at` of `total` iterations."""

    array: FloatArray
    at: int
    total: int


class Report:
    """Receives progress and frames; the base class ignores both, so that a step runs alone in a notebook.

    Calling it or `show` may raise `Cancelled`: that is where a step is stopped.
    """

    def __call__(self, done: float, text: str) -> None:
        """`done` is the finished share in [0, 1]; `text` names the stage for the user."""

    def show(self, frame: Frame) -> None:
        """Offer a partial result; the receiver may drop frames, and copies what it keeps."""

    def wants_frame(self) -> bool:
        """False while a new frame would be dropped anyway; lets a step skip preparing it."""
        return False


class Part(Report):
    """The share [start, end] of a longer run: a stage reports 0 to 1 and the whole moves from start to end."""

    def __init__(self, report: Report, start: float, end: float) -> None:
        self._report = report
        self._start = start
        self._end = end

    def __call__(self, done: float, text: str) -> None:
        share = float(np.clip(done, 0.0, 1.0))
        self._report(self._start + (self._end - self._start) * share, text)

    def show(self, frame: Frame) -> None:
        self._report.show(frame)

    def wants_frame(self) -> bool:
        return self._report.wants_frame()


ignore = Report()
