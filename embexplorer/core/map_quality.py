"""How well a map keeps who is near whom, from ranks: trustworthiness, continuity and neighbourhood preservation."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.typing import DoubleArray, IndexArray, IntArray

FARTHEST = 100  # neighbours up to which a curve over k goes
PLACES = (*range(1, 21), *range(22, 51, 2), *range(55, FARTHEST + 1, 5))  # the k of a curve, denser at the left


@dataclass(frozen=True, kw_only=True)
class Ranks:
    """Of m rows in a space of n: `true_ranks` (m × K) says of the j-th nearest on the map the how manieth it is in the
    space, `map_ranks` of the j-th nearest in the space the how manieth it is on the map. Both count from 1.
    """

    true_ranks: IndexArray
    map_ranks: IndexArray
    rows: int

    @property
    def most(self) -> int:
        """The greatest k that can be asked for."""
        return int(self.true_ranks.shape[1])


def greatest_k(rows: int) -> int:
    """The k below n / 2, up to which trustworthiness and continuity are defined with their usual scale."""
    return max(1, (rows - 1) // 2)


def trustworthiness(ranks: Ranks, k: int) -> DoubleArray:
    """Of each row, 1 less what its invented neighbours cost, by how far they truly are (Venna & Kaski 2001, eq. 1).

    The mean over all rows is the published measure: 1 − 2 / (n k (2n − 3k − 1)) Σ Σ (r − k).
    """
    return 1.0 - _excess(ranks.true_ranks, k) * _scale(ranks.rows, k)


def continuity(ranks: Ranks, k: int) -> DoubleArray:
    """Of each row, 1 less what its lost neighbours cost, by how far the map puts them (Venna & Kaski 2001, eq. 2)."""
    return 1.0 - _excess(ranks.map_ranks, k) * _scale(ranks.rows, k)


def preservation(ranks: Ranks, k: int) -> DoubleArray:
    """Of each row, the share of its k nearest that are among its k nearest on the map (Lee & Verleysen 2009, Q_NX)."""
    return np.asarray((ranks.true_ranks[:, :k] <= k).mean(axis=1), np.float64)


def preservation_by_chance(rows: int, k: int) -> float:
    """What a random layout keeps: k of the n − 1 others."""
    return min(1.0, k / (rows - 1))


def beyond_chance(kept: float, rows: int, k: int) -> float:
    """0 for what a random layout keeps, 1 for all of it (Lee et al. 2013, R_NX)."""
    return ((rows - 1) * kept - k) / (rows - 1 - k) if k < rows - 1 else 1.0


def trusted_by_chance(rows: int, k: int) -> float:
    """The trustworthiness, and the continuity, that a random layout is expected to have: a little above one half."""
    n = float(rows)
    return 1.0 - (n - 1 - k) * (n - k) / ((n - 1) * (2 * n - 3 * k - 1))


def curve_places(most: int) -> IntArray:
    """The k of a curve, from 1 to `most`."""
    return np.array(sorted({*(k for k in PLACES if k < most), most}), np.int64)


def _excess(ranks: IndexArray, k: int) -> DoubleArray:
    return np.asarray(np.maximum(ranks[:, :k].astype(np.int64) - k, 0).sum(axis=1), np.float64)


def _scale(rows: int, k: int) -> float:
    return 2.0 / (k * (2.0 * rows - 3.0 * k - 1.0))
