"""How alike the offsets of word pairs are, beside pairs that were shuffled: is it one relation at all?"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from embexplorer.core.analogies import unit_rows
from embexplorer.core.report import Report, ignore
from embexplorer.core.resampling import interval
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

EXACT_UP_TO = 7  # pairs, of which there are 5,040 orders
BLOCK_NUMBERS = 1 << 22
MOVES = 50  # with which true offsets are compared, as in the paper


@dataclass(frozen=True, kw_only=True)
class Consistency:
    """`mean` is the mean cosine of any two offsets; `low` and `high` hold 95 % of it among shuffled pairs.

    `p` is the share of orders of the right words that reach it, this one counted; `separation` the chance that two
    true offsets are more alike than two of shuffled pairs (the pairing consistency score, Fournier et al. 2020).
    """

    pairs: int
    mean: float
    chance: float
    low: float
    high: float
    p: float
    exact: bool
    orders: int
    separation: float


def consistency(left: FloatArray, right: FloatArray, shuffles: int, seed: int, report: Report = ignore) -> Consistency:
    """Compare the pairs of m × d left and right words with such as share no partner by design but by chance.

    All orders of the right words where there are few, else as many seeded ones as `shuffles` says.
    """
    count = len(left)
    exact = count <= EXACT_UP_TO
    orders = _all_orders(count) if exact else _some_orders(count, shuffles, seed)
    first, second = np.asarray(left, np.float64), np.asarray(right, np.float64)
    means = _means(first, second, orders, report)
    here = float(_mean_cosine(unit_rows(second - first)[None])[0])
    reached = int((means >= here - 1e-12).sum())
    low, high = interval(means)
    return Consistency(
        pairs=count,
        mean=here,
        chance=float(means.mean()),
        low=low,
        high=high,
        p=reached / len(orders) if exact else (reached + 1) / (len(orders) + 1),
        exact=exact,
        orders=len(orders),
        separation=_separation(first, second, seed),
    )


def _means(left: DoubleArray, right: DoubleArray, orders: IntArray, report: Report) -> DoubleArray:
    step = max(1, BLOCK_NUMBERS // left.size)
    parts = []
    for start in range(0, len(orders), step):
        report(start / len(orders), "Shuffling the pairs")
        offsets = right[orders[start : start + step]] - left
        parts.append(_mean_cosine(unit_rows(offsets.reshape(-1, left.shape[1])).reshape(offsets.shape)))
    return np.concatenate(parts)


def _mean_cosine(offsets: DoubleArray) -> DoubleArray:
    """Of each set of m unit offsets the mean cosine of any two: sets × m × d → sets."""
    count = offsets.shape[1]
    total = offsets.sum(axis=1)
    own = np.einsum("smd,smd->s", offsets, offsets)
    return np.asarray((np.einsum("sd,sd->s", total, total) - own) / (count * (count - 1)), np.float64)


def _separation(left: DoubleArray, right: DoubleArray, seed: int) -> float:
    """The area under the curve between cosines of true offsets and those of moved partners, the mean of several."""
    random = np.random.default_rng(seed)
    true = _cosines(unit_rows(right - left))
    areas = [_area(true, _cosines(unit_rows(right[_moved(len(left), random)] - left))) for _ in range(MOVES)]
    return float(np.mean(areas))


def _moved(count: int, random: np.random.Generator) -> IntArray:
    """An order in which nobody keeps its place: each goes to the next one on a random round."""
    round_ = random.permutation(count)
    order = np.empty(count, np.int64)
    order[round_] = np.roll(round_, 1)
    return order


def _area(true: DoubleArray, false: DoubleArray) -> float:
    false = np.sort(false)
    below = np.searchsorted(false, true, side="left") + np.searchsorted(false, true, side="right")
    return float(below.mean() / (2 * len(false)))


def _cosines(offsets: DoubleArray) -> DoubleArray:
    return np.asarray((offsets @ offsets.T)[np.triu_indices(len(offsets), 1)], np.float64)


def _all_orders(count: int) -> IntArray:
    return np.array(list(permutations(range(count))), np.int64)


def _some_orders(count: int, times: int, seed: int) -> IntArray:
    random = np.random.default_rng(seed)
    return random.permuted(np.tile(np.arange(count), (times, 1)), axis=1)
