"""Which rows belong together by their labels: who is learned from, who is held out, and triples drawn from that."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import BoolArray, IntArray

Triples = tuple[IntArray, IntArray, IntArray]
NONE = -1  # the class of a row without a label


@dataclass(frozen=True, kw_only=True)
class Labels:
    """`codes` is the class of every row, −1 for none; `names` are the classes, sorted."""

    codes: IntArray
    names: tuple[str, ...]

    @property
    def counts(self) -> IntArray:
        """How many rows each class has."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.names)).astype(np.int64)

    @property
    def unlabelled(self) -> int:
        """How many rows have no label."""
        return int((self.codes == NONE).sum())

    def split(self, share: float, seed: int) -> tuple[IntArray, IntArray]:
        """Rows to learn from and rows held out: this share of each class, which keeps two rows to learn from."""
        random = np.random.default_rng(seed)
        held = []
        for code, count in enumerate(self.counts.tolist()):
            rows = np.flatnonzero(self.codes == code)
            held.append(random.permutation(rows)[: max(0, min(round(share * count), count - 2))])
        held_out = np.sort(np.concatenate(held)).astype(np.int64)
        return np.setdiff1d(np.flatnonzero(self.codes >= 0), held_out), held_out


def labels_of(values: Sequence[str | None]) -> Labels:
    """Number the labels; None and the empty word are none."""
    names = sorted({value for value in values if value})
    code_of = {name: code for code, name in enumerate(names)}
    codes = [code_of[value] if value else NONE for value in values]
    return Labels(codes=np.array(codes, np.int64), names=tuple(names))


class LabelledTriples:
    """Anchor, another row of its class, a row of another class; each row of a class of two or more is anchor once."""

    def __init__(self, rows: IntArray, codes: IntArray) -> None:
        order = np.argsort(codes[rows], kind="stable")
        self._rows = rows[order]
        self._codes = codes
        ranked = codes[self._rows]
        self._first = np.searchsorted(ranked, ranked, side="left")
        self._size = np.searchsorted(ranked, ranked, side="right") - self._first
        self._anchors = np.flatnonzero(self._size > 1)

    def __len__(self) -> int:
        return len(self._anchors)

    def draw(self, random: np.random.Generator) -> Triples:
        """One triple for each anchor, in random order."""
        at = random.permutation(self._anchors)
        first, size = self._first[at], self._size[at]
        positive = first + (at - first + 1 + random.integers(0, size - 1)) % size
        other = random.integers(0, len(self._rows) - size)
        negative = np.where(other < first, other, other + size)
        return self._rows[at], self._rows[positive], self._rows[negative]

    def same(self, left: IntArray, right: IntArray) -> BoolArray:
        """m × n: whether these rows are of one class."""
        return np.asarray(self._codes[left][:, None] == self._codes[right], bool)
