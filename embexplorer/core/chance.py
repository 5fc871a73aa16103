"""How much of a word's neighbourhood differs by chance alone: the null against which a change is judged."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.comparison import shared_neighbors
from embexplorer.core.family import aligned, places_in
from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.report import Part, Report
from embexplorer.core.shared_keys import Shared
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IndexArray, IntArray

UNKNOWN = -1  # a count that is not known, since a run lacks the word


@dataclass(frozen=True, kw_only=True)
class Chance:
    """`counts` is runs × m: of how many of its k neighbours each word keeps hold from one training to another of the
    same, −1 where a training lacks it. `said` is what was compared."""

    counts: IntArray
    said: str

    @property
    def known(self) -> BoolArray:
        """The words that some run knows."""
        return np.asarray((self.counts != UNKNOWN).any(axis=0))

    def mean(self) -> DoubleArray:
        """The mean count of each word over the runs that know it; NaN where none does."""
        there = self.counts != UNKNOWN
        total = np.where(there, self.counts, 0).sum(axis=0)
        return np.where(self.known, total / np.maximum(1, there.sum(axis=0)), np.nan)

    def least(self) -> IntArray:
        """The least count of each word over the runs that know it, −1 where none does."""
        there = self.counts != UNKNOWN
        least = np.where(there, self.counts, np.iinfo(np.int64).max).min(axis=0)
        return np.where(self.known, least, UNKNOWN)


def lists_of(keys: Keys, vectors: FloatArray, k: int, report: Report) -> tuple[IndexArray, str]:
    """The k nearest of the shared rows for each of them by cosine, and whether that is exact, as a caption says it."""
    graph = neighbor_graph(EmbeddingSpace(name="shared", keys=keys, vectors=vectors), k, "cosine", report)
    return graph.indices, graph.caption()


def of_families(shared: Shared, left: IndexArray, right: IndexArray, report: Report) -> Chance | None:
    """The null of either space that was trained several times; None where neither was."""
    sides = [(shared.space, shared.rows, left), (shared.other, shared.other_rows, right)]
    known = [(space, rows, lists) for space, rows, lists in sides if space.the_family is not None]
    parts = [
        _of_family(space, shared.keys, rows, lists, Part(report, number / len(known), (number + 1) / len(known)))
        for number, (space, rows, lists) in enumerate(known)
    ]
    if not parts:
        return None
    return Chance(counts=np.concatenate([part.counts for part in parts]), said="; ".join(part.said for part in parts))


def _of_family(space: EmbeddingSpace, keys: Keys, rows: IntArray, lists: IndexArray, report: Report) -> Chance:
    family = space.the_family
    assert family is not None
    counts = []
    for run in range(len(family)):
        part = Part(report, run / len(family), (run + 1) / len(family))
        counts.append(_kept(np.asarray(family.vectors(run)[rows]), keys, lists, part))
    said = f"{len(family)} further trainings of {space.name} (other {family.vary})"
    return Chance(counts=np.stack(counts), said=said)


def _kept(vectors: FloatArray, keys: Keys, lists: IndexArray, report: Report) -> IntArray:
    """Of how many of its listed neighbours a run knows to be among its own, for each row that it knows."""
    there = np.flatnonzero(np.isfinite(vectors).all(axis=1))
    counts = np.full(len(vectors), UNKNOWN, np.int64)
    if len(there) <= lists.shape[1]:
        return counts
    names = Keys(keys.array.take(there))
    found = there.astype(lists.dtype)[lists_of(names, vectors[there], lists.shape[1], report)[0]]
    counts[there] = shared_neighbors(lists[there], found)
    return counts


def of_spaces(shared: Shared, left: IndexArray, others: list[EmbeddingSpace], report: Report) -> Chance:
    """The null of spaces that were trained as the first was, on the same corpus with other seeds or on halves of it."""
    counts = []
    for number, space in enumerate(others):
        rows = aligned(space.vectors, places_in(shared.keys, space.keys))
        part = Part(report, number / len(others), (number + 1) / len(others))
        counts.append(_kept(rows, shared.keys, left, part))
    names = ", ".join(space.name for space in others)
    return Chance(counts=np.stack(counts), said=f"{shared.space.name} beside {names}")
