"""Follow a training while it runs: frames of its map, its curves, the neighbours of watched words, time and progress.

A trainer calls `look` often, from its loop or from beside it; each look costs nothing until something is due, and all
of them together take a small share of the time.
"""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from embexplorer.core.keys import Keys
from embexplorer.core.live_map import Film, LiveMap
from embexplorer.core.projection import Projection
from embexplorer.core.report import Frame, Measured, Report
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import nearest

FRAMES, CURVES = 0.03, 0.02  # of the time, at most, go into frames and into measuring
MEASURED = 0.5  # seconds between two measurements, at least
NEAREST = 10
PAIR = "–"  # between the two words of a watched pair

Measure = Callable[[], Mapping[str, float]]
Vectors = (
    FloatArray | Callable[[], FloatArray]
)  # as they are, or how to make them: asked for only when something is due


class Watched:
    """Words whose neighbours are followed, and pairs ("king–queen") whose cosine is; absent words are left out."""

    def __init__(self, keys: Keys, wanted: Sequence[str]) -> None:
        asked = [tuple(part.strip() for part in item.split(PAIR)) for item in wanted]
        found = {item: [keys.find(word) for word in item] for item in asked}
        self.missing = tuple(
            w for item, rows in found.items() for w, row in zip(item, rows, strict=True) if row is None
        )
        known = {item: [row for row in rows if row is not None] for item, rows in found.items()}
        self._keys = keys
        self._pairs = {PAIR.join(item): rows for item, rows in known.items() if len(item) == len(rows) == 2}
        self._words = {item[0]: rows[0] for item, rows in known.items() if len(item) == len(rows) == 1}

    def cosines(self, vectors: FloatArray) -> dict[str, float]:
        """Each pair's cosine as it is now."""
        return {name: _cosine(vectors[left], vectors[right]) for name, (left, right) in self._pairs.items()}

    def lists(self, vectors: FloatArray) -> dict[str, tuple[str, ...]]:
        """Each word's nearest words as they are now, best first."""
        if not self._words:
            return {}
        rows = np.array(list(self._words.values()), np.int64)
        found: IntArray = nearest(np.array(vectors[rows]), vectors, NEAREST, own=rows)[0]
        return {word: tuple(self._keys.at(near)) for word, near in zip(self._words, found, strict=True)}


class TrainingWatch:
    """`total` is how many steps (documents, pairs) all `epochs` have together; `measure` answers curves by name."""

    def __init__(
        self,
        report: Report,
        keys: Keys,
        *,
        epochs: int,
        total: int,
        words: Sequence[str] = (),
        measure: Measure = dict,
        each_epoch: Callable[[FloatArray], Mapping[str, float]] = lambda _: {},
        units: int = 0,
        unit: str = "words",
    ) -> None:
        self.watched = Watched(keys, words)
        self.film = Film()
        self.log: list[Measured] = []
        self._report = report
        self._epochs = epochs
        self._total = max(1, total)
        self._measure = measure
        self._each_epoch = each_epoch
        self._units = units
        self._unit = unit
        self._map = LiveMap()
        self._began = self._next_frame = self._next_measure = time.perf_counter()
        self._epoch = 0

    def moment(self, done: int) -> float:
        """How many epochs are over after so many steps."""
        return min(self._epochs, self._epochs * done / self._total)  # in this order whole epochs are whole

    def look(self, vectors: Vectors, done: int, *, rate: float | None = None) -> None:
        """Report progress after `done` steps, and show and measure what is due. Raises Cancelled when asked to stop."""
        at = self.moment(done)
        self._report(min(1.0, done / self._total), self._progress(at, done))
        now = time.perf_counter()
        if now >= self._next_frame and self._report.wants_frame():
            self._show(vectors, done, at)
        if now >= self._next_measure:
            self._tell(vectors, done, at, rate)
        while self._epoch < int(at):
            self._epoch += 1
            self._note(Measured(at=float(self._epoch), numbers=self._each_epoch(_now(vectors))))

    def end(self, vectors: Vectors, done: int) -> None:
        """The last look, which is always taken; a training that was over at once has this frame alone."""
        at = self.moment(done)
        if len(self.film) or self._report.wants_frame():
            self.film.close(self._map.frame(_now(vectors)), at)
        self._tell(vectors, done, at, None)
        while self._epoch < int(at):
            self._epoch += 1
            self._note(Measured(at=float(self._epoch), numbers=self._each_epoch(_now(vectors))))

    def training_map(self, name: str = "Training map") -> tuple[Projection, ...]:
        """The last frame with its film, for `beside`; nothing where no frame was shown."""
        if not len(self.film):
            return ()
        frames = self.film.frames
        note = "Its frames were taken by the clock: not repeatable."
        return (Projection(name=name, coordinates=frames[-1], film=frames, moments=self.film.moments, notes=(note,)),)

    def _show(self, vectors: Vectors, done: int, at: float) -> None:
        before = time.thread_time()  # not by the clock: a wait for the interpreter costs the training nothing
        frame = self._map.frame(_now(vectors))
        self._report.show(Frame(array=frame, at=done, total=self._total))
        self.film.add(frame, at)
        self._next_frame = time.perf_counter() + (time.thread_time() - before) / FRAMES

    def _tell(self, made: Vectors, done: int, at: float, rate: float | None) -> None:
        before = time.thread_time()
        vectors = _now(made)
        numbers = {**self._measure(), **self.watched.cosines(vectors)}
        if self._units:
            numbers[f"{self._unit} a second"] = self._speed(done)
        if rate is not None:
            numbers["learning rate"] = rate
        self._note(Measured(at=at, numbers=numbers, lists=self.watched.lists(vectors)))
        self._report.checkpoint(vectors, at)
        self._next_measure = time.perf_counter() + max(MEASURED, (time.thread_time() - before) / CURVES)

    def _note(self, measured: Measured) -> None:
        if measured.numbers or measured.lists:
            self.log.append(measured)
            self._report.measure(measured)

    def _progress(self, at: float, done: int) -> str:
        epoch = min(self._epochs, int(at) + 1)
        speed = f" · {self._speed(done):,.0f} {self._unit}/s" if self._units and done else ""
        return f"Epoch {epoch} of {self._epochs}{speed}"

    def _speed(self, done: int) -> float:
        elapsed = max(1e-9, time.perf_counter() - self._began)
        return self._units * self._epochs * min(1.0, done / self._total) / elapsed


def _now(vectors: Vectors) -> FloatArray:
    return vectors() if callable(vectors) else vectors


def _cosine(left: FloatArray, right: FloatArray) -> float:
    scale = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / scale if scale > 0 else 0.0
