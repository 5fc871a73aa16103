"""Which true neighbours a map keeps, which it loses, and which it invents."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.table import Table
from embexplorer.core.typing import IndexArray, IntArray


@dataclass(frozen=True)
class Agreement:
    """For each row, of its k true and k map neighbours: how many are both, only on the map, only in the space."""

    kept: IntArray
    invented: IntArray
    lost: IntArray


def agreement(true: IndexArray | IntArray, on_map: IntArray) -> Agreement:
    """Count row by row; both are n × k rows without the row itself and without repeats."""
    rows, k = true.shape
    offset = np.arange(rows, dtype=np.int64)[:, None] * (int(max(true.max(), on_map.max())) + 1)
    both = np.isin((true + offset).ravel(), (on_map + offset).ravel(), assume_unique=True)
    kept = both.reshape(rows, k).sum(axis=1)
    return Agreement(kept, on_map.shape[1] - kept, k - kept)


def kept_by_chance(rows: int, k: int) -> float:
    """The share of neighbours that a random layout keeps: k of the n − 1 others are near by chance."""
    return min(1.0, k / (rows - 1))


def kept_said(trust: Table | None, row: int) -> str:
    """“7 of 15 neighbours kept”, to be said of one row; empty where the trust of the map is not known."""
    if trust is None or "kept" not in trust.columns.column_names or row >= trust.columns.num_rows:
        return ""
    return f"{trust.columns['kept'][row].as_py()} of {int(trust.facts.get('k', 0))} neighbours kept"


def percent(share: float) -> str:
    """“41 %”; below one percent with two digits: “0.05 %”."""
    value = 100 * share
    return f"{value:.0f} %" if value >= 1 else f"{float(f'{value:.2g}'):.10f}".rstrip("0").rstrip(".") + " %"
