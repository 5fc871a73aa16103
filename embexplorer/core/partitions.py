"""The null distribution of a sum over one of two groups: all ways to part the values, or distinct ways drawn at random.

An exact permutation test counts every way to choose as many values as the first group has. Where there are too many,
distinct ways are drawn without replacement, so that an error with the correction for finite populations belongs to
the p-value.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from embexplorer.core.typing import BoolArray, DoubleArray

Side = Literal["one", "two"]
EXACT_UP_TO = 200_000
ROUNDING = 1e-12  # of the sum of all sizes: partitions that differ by less are equal
BLOCK = 50_000  # partitions drawn at once
NUMBERS = 4_000_000  # statistics of several rows held at once


@dataclass(frozen=True, kw_only=True)
class Partitions:
    """Ways to part `count` values into two groups, the first of `size`; `total` ways there are.

    `drawn` are some of them, each once, the observed one first (it takes the first values): a row of `count` for each,
    true where a value is in the first group. None means all ways.
    """

    count: int
    size: int
    drawn: BoolArray | None = None

    @property
    def total(self) -> int:
        return math.comb(self.count, self.size)

    @property
    def exact(self) -> bool:
        return self.drawn is None

    @property
    def used(self) -> int:
        """How many partitions are looked at, the observed one among them."""
        return self.total if self.drawn is None else len(self.drawn)

    def null(self, values: DoubleArray) -> "Null":
        """The null distribution of these values, whose first `size` along the last axis are the observed first group.

        Several rows of values have as many distributions, one row each.
        """
        whole, first = values.sum(axis=-1), values[..., : self.size].sum(axis=-1)
        sums = subset_sums(values, self.size) if self.drawn is None else self._drawn_sums(values)
        return Null(
            statistics=2 * sums - whole[..., None],
            observed=np.asarray(2 * first - whole),
            center=np.asarray(whole * (2 * self.size / self.count - 1)),
            rounding=np.asarray(ROUNDING * np.abs(values).sum(axis=-1)),
            total=self.total,
        )

    def p_values(self, rows: DoubleArray, side: Side = "one") -> DoubleArray:
        """The p of each row of values by itself; as many rows at once as memory is meant for."""
        step = max(1, NUMBERS // self.used)
        blocks = [self.null(rows[start : start + step]).p_values(side) for start in range(0, len(rows), step)]
        return np.concatenate([np.empty(0), *blocks])

    def _drawn_sums(self, values: DoubleArray) -> DoubleArray:
        drawn = np.empty((0, self.count), bool) if self.drawn is None else self.drawn
        blocks = [values @ drawn[start : start + BLOCK].T for start in range(0, len(drawn), BLOCK)]
        return np.asarray(np.concatenate(blocks, axis=-1), np.float64)


@dataclass(frozen=True, kw_only=True)
class Null:
    """Sum of the first group less sum of the second, for every partition that was looked at, the observed one included.

    `statistics` is (…, partitions), the others (…): one for each row of values. `center` is the mean over all
    partitions (0 for groups of one size); statistics that differ by less than `rounding` are equal.
    """

    statistics: DoubleArray
    observed: DoubleArray
    center: DoubleArray
    rounding: DoubleArray
    total: int

    def p_values(self, side: Side = "one") -> DoubleArray:
        """The share of partitions with a statistic at least the observed one, which itself counts (so never 0).

        Two-sided: at least as far from the mean of all partitions. Of drawn partitions this is (b + 1) / (m + 1) of
        Phipson and Smyth (2010), with m + 1 = the number of partitions.
        """
        if side == "one":
            reached = self.statistics >= (self.observed - self.rounding)[..., None]
        else:
            bound = np.abs(self.observed - self.center) - self.rounding
            reached = np.abs(self.statistics - self.center[..., None]) >= bound[..., None]
        return np.asarray(np.count_nonzero(reached, axis=-1) / self.statistics.shape[-1])

    def p(self, side: Side = "one") -> float:
        """The p of a single row of values."""
        return float(self.p_values(side))

    def error(self, p: float) -> float:
        """The standard error of a p of drawn partitions: hypergeometric, since none is drawn twice; 0 for all of them.

        √(p (1 − p) / m · (N − m) / (N − 1)) with m drawn of the N that are not the observed one.
        """
        drawn, others = self.statistics.shape[-1] - 1, self.total - 1
        if drawn >= others:
            return 0.0
        return math.sqrt(p * (1 - p) / drawn * (others - drawn) / (others - 1))


def partitions(
    count: int, size: int, *, drawn: int = 10_000, exact_up_to: int = EXACT_UP_TO, seed: int = 0
) -> Partitions:
    """All partitions where there are at most `exact_up_to` (or no more than would be drawn), else `drawn` of them."""
    total = math.comb(count, size)
    if total <= max(exact_up_to, drawn):
        return Partitions(count=count, size=size)
    return Partitions(count=count, size=size, drawn=distinct_partitions(count, size, drawn, seed))


def fraction_text(p: float, total: int) -> str:
    """An exact p as a fraction of all partitions, and as a number with two figures: `1/12,870 = 0.000078`."""
    plain = np.format_float_positional(float(f"{p:.2g}"), trim="-")
    return f"{round(p * total):,}/{total:,} = {plain}"


def subset_sums(values: DoubleArray, size: int) -> DoubleArray:
    """The sums of all ways to choose `size` of the values along the last axis, in no particular order.

    Built as Pascal's triangle is: the ways to choose j of the first i values are those that leave the last of them
    out, and those that take it.
    """
    count, others = values.shape[-1], values.shape[:-1]
    if 2 * size > count:
        return np.asarray(values.sum(axis=-1)[..., None] - subset_sums(values, count - size))
    sums: list[DoubleArray] = [np.zeros((*others, 1)), *(np.empty((*others, 0)) for _ in range(size))]
    for place in range(count):
        needed = size - (count - 1 - place)  # fewer can no longer become `size`
        for j in range(size, max(needed, 1) - 1, -1):
            sums[j] = np.concatenate([sums[j], sums[j - 1] + values[..., place, None]], axis=-1)
    return sums[size]


def distinct_partitions(count: int, size: int, drawn: int, seed: int) -> BoolArray:
    """`drawn` partitions, none twice, the first `size` values first; the others are drawn without replacement.

    A partition that was drawn before is rejected and another drawn, which leaves those that are new equally likely.
    """
    random = np.random.default_rng(seed)
    found = np.arange(count)[None, :] < size
    while len(found) < drawn:
        order = np.argpartition(random.random((min(drawn, BLOCK), count)), size - 1, axis=1)
        fresh = np.zeros(order.shape, bool)
        np.put_along_axis(fresh, order[:, :size], True, axis=1)
        found = _first_of_each(np.concatenate([found, fresh]))
    return np.asarray(found[:drawn], np.bool_)


def _first_of_each(chosen: BoolArray) -> BoolArray:
    """The rows without repetitions, in the order in which each first came."""
    packed = np.packbits(chosen, axis=1)
    _, first = np.unique(packed.view([("", packed.dtype)] * packed.shape[1])[:, 0], return_index=True)
    return np.asarray(chosen[np.sort(first)], np.bool_)
