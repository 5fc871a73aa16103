"""How alike two clouds of the same n things are: residual after rotation, linear CKA, neighbours shared."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from embexplorer.core.resampling import NORMAL
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray

BLOCKS = 20
AT_ONCE = 4096  # rows whose lists are compared at once


@dataclass(frozen=True)
class Moments:
    """Sums over n rows from which every centred second moment of x and y follows; sums of parts add up."""

    count: int
    x: DoubleArray
    y: DoubleArray
    xx: DoubleArray
    yy: DoubleArray
    xy: DoubleArray

    @staticmethod
    def of(x: FloatArray, y: FloatArray) -> "Moments":
        """Of n × d and n × e numbers, in float64."""
        left, right = np.asarray(x, np.float64), np.asarray(y, np.float64)
        return Moments(len(left), left.sum(axis=0), right.sum(axis=0), left.T @ left, right.T @ right, left.T @ right)

    def __add__(self, other: "Moments") -> "Moments":
        return self._with(other, 1)

    def __sub__(self, other: "Moments") -> "Moments":
        return self._with(other, -1)

    def _with(self, other: "Moments", sign: int) -> "Moments":
        return Moments(
            self.count + sign * other.count,
            self.x + sign * other.x,
            self.y + sign * other.y,
            self.xx + sign * other.xx,
            self.yy + sign * other.yy,
            self.xy + sign * other.xy,
        )

    def centred(self) -> tuple[DoubleArray, DoubleArray, DoubleArray]:
        """The scatter matrices xx, yy and xy about the means."""
        n = max(1, self.count)
        return (
            self.xx - np.outer(self.x, self.x) / n,
            self.yy - np.outer(self.y, self.y) / n,
            self.xy - np.outer(self.x, self.y) / n,
        )


def linear_cka(moments: Moments) -> float:
    """Centred kernel alignment with linear kernels, 0 to 1 (Kornblith et al. 2019, eq. 3): 1 is equal up to rotation
    and scale. 0 where one side does not vary."""
    xx, yy, xy = moments.centred()
    scale = np.linalg.norm(xx) * np.linalg.norm(yy)
    return float(np.sum(xy * xy) / scale) if scale > 0 else 0.0


def procrustes_residual(moments: Moments) -> float:
    """What is left, 0 to 1, when the centred clouds of size 1 are turned onto each other (Schönemann 1966; the
    disparity of `scipy.spatial.procrustes`). 1 where one side does not vary."""
    xx, yy, xy = moments.centred()
    scale = float(np.trace(xx) * np.trace(yy))
    if scale <= 0:
        return 1.0
    nuclear = float(np.linalg.svd(xy, compute_uv=False).sum())
    return max(0.0, 1.0 - nuclear * nuclear / scale)


def blocks_of(count: int, seed: int) -> IntArray:
    """The number of its block for each of `count` rows: 20 random blocks, fewer where there are fewer rows."""
    blocks = min(BLOCKS, count)
    return np.random.default_rng(seed).permutation(count) % max(1, blocks)


def jackknife(value: float, without: list[float], low: float, high: float) -> tuple[float, float]:
    """The 95 % interval of a value from those without one block each (delete-a-block jackknife, Künsch 1989), kept
    between `low` and `high`, which the value cannot leave."""
    left = np.asarray(without, np.float64)
    spread = float(np.sqrt((len(left) - 1) / len(left) * ((left - left.mean()) ** 2).sum()))
    return max(low, value - NORMAL * spread), min(high, value + NORMAL * spread)


def without_each(parts: list[Moments], measure: Callable[[Moments], float]) -> tuple[float, list[float]]:
    """The measure of all parts together, and of all but one, for each of them."""
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return measure(whole), [measure(whole - part) for part in parts]


def shared_neighbors(lists: IndexArray, others: IndexArray) -> IntArray:
    """For each row how many of its k neighbours (n × k row numbers) are among those of the other list."""
    counts = np.empty(len(lists), np.int64)
    for start in range(0, len(lists), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        counts[part] = (lists[part, :, None] == others[part, None, :]).any(axis=2).sum(axis=1)
    return counts


def only_in(lists: IndexArray, others: IndexArray) -> list[IntArray]:
    """For each row those of its list, in order, that are not in the other's list."""
    kept = []
    for start in range(0, len(lists), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        new = ~(lists[part, :, None] == others[part, None, :]).any(axis=2)
        kept += [np.asarray(row[mask], np.int64) for row, mask in zip(lists[part], new, strict=True)]
    return kept


def pairs_of(count: int, most: int, seed: int) -> tuple[IntArray, IntArray, bool]:
    """Pairs of different rows: every pair once, or `most` seeded random ones where there are more; whether all."""
    if count * (count - 1) // 2 <= most:
        left, right = np.triu_indices(count, 1)
        return left.astype(np.int64), right.astype(np.int64), True
    random = np.random.default_rng(seed)
    first = random.integers(0, count, most)
    second = (first + random.integers(1, count, most)) % count
    return first, second, False
