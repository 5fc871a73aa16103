"""How a running step tells the outside how far it is, shows what it has so far, and learns that it should stop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from embexplorer.core.typing import FloatArray

if TYPE_CHECKING:
    from embexplorer.core.space import EmbeddingSpace


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One partial result of an iterated step: the array as it is now, after `at` of `total` iterations."""

    array: FloatArray
    at: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a training measured at one moment: `at` in epochs.

    `numbers` are curves by name ("loss", "learning rate", "words a second", "king–queen"); `lists` are the nearest
    words of each watched word, best first.
    """

    at: float
    numbers: Mapping[str, float] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Report:
    """Receives progress and frames; the base class ignores both, so that a step runs alone in a notebook.

    Calling it, `show`, `wants_frame` or `rest` may raise `Cancelled`: that is where a step is stopped.
    """

    _kept_at: int | None = None

    def __call__(self, done: float, text: str) -> None:
        """`done` is the finished share in [0, 1]; `text` names the stage for the user."""

    def show(self, frame: Frame) -> None:
        """Offer a partial result; the receiver may drop frames, and copies what it keeps."""

    def wants_frame(self) -> bool:
        """False while a new frame would be dropped anyway; lets a step skip preparing it."""
        return False

    def begin(self, space: "EmbeddingSpace") -> None:
        """Say what is being trained: row i of every frame is row i of this space. Its vectors are where they begin."""

    def measure(self, measured: Measured) -> None:
        """Tell what was measured; called a few times a second at most."""

    def checkpoint(self, vectors: FloatArray, at: float) -> None:
        """Offer the vectors of `begin`'s space as they are after `at` epochs, to be found should all be killed."""

    def enough(self) -> bool:
        """True once the user wants what there is: end soon, with an ordinary result."""
        return False

    def rest(self) -> None:
        """Wait here while the user has paused the work; for loops that may pause anywhere."""

    def keep(self, at: int) -> None:
        """Note that the work ended early, at this iteration, because there was `enough`; its recipe ends there too."""
        self._kept_at = at

    def kept_at(self) -> int | None:
        """Where the work ended early, None when it went to its end."""
        return self._kept_at


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

    def begin(self, space: "EmbeddingSpace") -> None:
        self._report.begin(space)

    def measure(self, measured: Measured) -> None:
        self._report.measure(measured)

    def checkpoint(self, vectors: FloatArray, at: float) -> None:
        self._report.checkpoint(vectors, at)

    def enough(self) -> bool:
        return self._report.enough()

    def rest(self) -> None:
        self._report.rest()

    def keep(self, at: int) -> None:
        self._report.keep(at)

    def kept_at(self) -> int | None:
        return self._report.kept_at()


ignore = Report()
