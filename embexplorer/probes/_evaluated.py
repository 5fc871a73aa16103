"""What an evaluation found: numbers with their intervals, parts, words that were missing, and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from embexplorer.core.resampling import interval, resamples, wilson
from embexplorer.core.typing import DoubleArray

FEWEST = 3  # from which on a correlation says anything


@dataclass(frozen=True, kw_only=True)
class Score:
    """One row of the answer; `value`, `low` and `high` are None where nothing could be measured."""

    set: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    covered: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """`parts` of one name are put together over all sets; `folded` are the words found in another case only."""

    scores: tuple[Score, ...]
    parts: dict[str, pa.Table] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()


def columns_of(scores: Sequence[Score]) -> pa.Table:
    """The columns in the order in which they are promised."""
    types = {"set": pa.string(), "measure": pa.string(), "covered": pa.int64(), "total": pa.int64()}
    fields = ("set", "measure", "value", "low", "high", "covered", "total")
    return pa.table(
        {name: pa.array([getattr(score, name) for score in scores], types.get(name, pa.float64())) for name in fields}
    )


def share(right: int, total: int) -> tuple[float | None, float | None, float | None]:
    """A share with its 95 % interval (Wilson 1927), which stays within 0 and 1; None for a share of nothing."""
    if not total:
        return None, None, None
    return right / total, *wilson(right, total)


def bootstrap_mean(values: DoubleArray, times: int, seed: int) -> tuple[float | None, float | None, float | None]:
    """A mean with the 95 % interval of means of seeded resamples."""
    if not len(values):
        return None, None, None
    means = np.array([values[chosen].mean() for chosen in resamples(len(values), times, seed)])
    return float(values.mean()), *interval(means)
