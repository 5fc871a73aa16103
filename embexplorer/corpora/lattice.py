"""All ways to cut words into pieces: sums and maxima over paths, in log probabilities (Kudo 2018, section 3)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import BoolArray, DoubleArray, IntArray

LONGEST = 16  # letters of a piece
BASE = np.uint64(0x100000001B3)
HashArray = npt.NDArray[np.uint64]
Tables = list[tuple[HashArray, IntArray]]
Turns = list[tuple[IntArray, IntArray]]
Together = Callable[[DoubleArray, IntArray], DoubleArray]


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Words one after the other as numbers of letters; word i is `codes[starts[i]:starts[i + 1]]`."""

    text: str
    starts: IntArray

    @cached_property
    def word(self) -> IntArray:
        """The word of each letter."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    @cached_property
    def place(self) -> IntArray:
        """The place of each letter in its word."""
        return np.arange(len(self.text)) - self.starts[:-1][self.word]

    @cached_property
    def left(self) -> IntArray:
        """How many letters of its word follow from each letter on."""
        return np.diff(self.starts)[self.word] - self.place

    @cached_property
    def windows(self) -> list[tuple[IntArray, HashArray]]:
        """For each length of pieces: where one may start, and a 64-bit hash of it."""
        codes = np.frombuffer(self.text.encode("utf-32-le"), np.uint32).astype(np.uint64) + np.uint64(1)
        hashes = np.zeros(len(codes), np.uint64)
        found = []
        for length in range(1, LONGEST + 1):
            begins = np.flatnonzero(self.left >= length)
            if not len(begins):
                break
            hashes[begins] = hashes[begins] * BASE + codes[begins + length - 1]
            found.append((begins, hashes[begins].copy()))
        return found


def letters_of(words: list[str]) -> Letters:
    """The letters of these words."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    return Letters(text="".join(words), starts=np.concatenate([[0], np.cumsum(lengths)]))


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """`source` and `target` are nodes (a word of n letters has n + 1), `piece` is what lies between them."""

    letters: Letters
    source: IntArray
    target: IntArray
    piece: IntArray

    def __post_init__(self) -> None:
        if len(self.source) == 0:
            raise ValueError("no piece fits")

    def only(self, kept: BoolArray) -> "Lattice":
        """Without the other edges."""
        return Lattice(letters=self.letters, source=self.source[kept], target=self.target[kept], piece=self.piece[kept])

    @cached_property
    def first(self) -> IntArray:
        """The first node of each word."""
        return self.letters.starts[:-1] + np.arange(len(self.letters.starts) - 1)

    @cached_property
    def last(self) -> IntArray:
        """The last node of each word."""
        return self.first + np.diff(self.letters.starts)

    @cached_property
    def word(self) -> IntArray:
        """The word of each edge."""
        return np.searchsorted(self.first, self.source, side="right") - 1

    def sums(self, scores: DoubleArray) -> DoubleArray:
        """At each node, the log of the sum over all paths from the beginning of its word."""
        return self._through(scores, self.source, self.target, self.first, self._forward, _log_sum)

    def sums_after(self, scores: DoubleArray) -> DoubleArray:
        """At each node, the log of the sum over all paths to the end of its word."""
        return self._through(scores, self.target, self.source, self.last, self._backward, _log_sum)

    def best(self, scores: DoubleArray) -> DoubleArray:
        """At each node, the best path from the beginning of its word; −∞ where there is none."""
        return self._through(scores, self.source, self.target, self.first, self._forward, np.maximum.reduceat)

    def expected(self, scores: DoubleArray, counts: DoubleArray, pieces: int) -> DoubleArray:
        """How often each piece is to be expected, when word i occurs `counts[i]` times (the E step)."""
        before, after = self.sums(scores), self.sums_after(scores)
        whole = before[self.last]
        share = np.exp(before[self.source] + scores[self.piece] + after[self.target] - whole[self.word])
        return np.asarray(np.bincount(self.piece, share * counts[self.word], pieces), np.float64)

    def _through(
        self, scores: DoubleArray, before: IntArray, after: IntArray, begins: IntArray, turns: Turns, together: Together
    ) -> DoubleArray:
        at = np.full(int(self.last[-1]) + 1, -np.inf, np.float64)
        at[begins] = 0.0
        for edges, groups in turns:
            reached = at[before[edges]] + scores[self.piece[edges]]
            at[after[edges[groups]]] = together(reached, groups)
        return at

    @cached_property
    def _forward(self) -> Turns:
        return _turns(self.target - self.first[self.word], self.target)

    @cached_property
    def _backward(self) -> Turns:
        return _turns(self.last[self.word] - self.source, self.source)


def lattice_of(letters: Letters, tables: Tables) -> Lattice:
    """The lattice of all places at which a piece stands; `tables` are hashes, sorted, and pieces, for each length."""
    sources, targets, pieces = [], [], []
    for length, ((begins, hashes), (known, numbers)) in enumerate(zip(letters.windows, tables, strict=False), start=1):
        if not len(known):
            continue
        place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        hit = known[place] == hashes
        source = begins[hit] + letters.word[begins[hit]]
        sources.append(source)
        targets.append(source + length)
        pieces.append(numbers[place[hit]])
    return Lattice(
        letters=letters,
        source=np.concatenate(sources),
        target=np.concatenate(targets),
        piece=np.concatenate(pieces),
    )


def _turns(distance: IntArray, node: IntArray) -> Turns:
    """Edges by the distance of their end from where the paths begin; within a turn, where each node's edges start."""
    order = np.lexsort((node, distance))
    cuts = np.flatnonzero(np.diff(distance[order])) + 1
    turns = []
    for edges in np.split(order, cuts):
        nodes = node[edges]
        turns.append((edges, np.concatenate([[0], np.flatnonzero(np.diff(nodes)) + 1])))
    return turns


def _log_sum(values: DoubleArray, groups: IntArray) -> DoubleArray:
    most = np.maximum.reduceat(values, groups)
    sizes = np.diff(np.append(groups, len(values)))
    sums: DoubleArray = np.log(np.add.reduceat(np.exp(values - np.repeat(most, sizes)), groups)) + most
    return sums
