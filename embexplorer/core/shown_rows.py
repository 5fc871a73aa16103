"""Which rows of a space are drawn: those that pass the filters, of those looked at alone, less the hidden classes."""

from collections.abc import Sequence

import numpy as np

from embexplorer.core.class_hiding import rows_left, why_left_out
from embexplorer.core.coloring import Coloring
from embexplorer.core.filtering import Filtering
from embexplorer.core.look import ColumnFilter, Look
from embexplorer.core.number_text import number_text, thousands
from embexplorer.core.typing import BoolArray, IntArray

TOLD = 3  # values of a filter that a badge names
LONGEST = 24  # letters of one of them


def shown_rows(
    rows: int, look: Look, coloring: Coloring | None, isolated: IntArray, filtering: Filtering
) -> BoolArray | None:
    """One truth value for each of the rows, None where all are shown. An empty `isolated` means: all.

    `coloring` may be None where the look hides no class.
    """
    masks = [
        filtering.mask(look.filters),
        _alone(isolated, rows),
        None if coloring is None else rows_left(coloring, look),
    ]
    there = [mask for mask in masks if mask is not None]
    if not there:
        return None
    shown = there[0] if len(there) == 1 else np.logical_and.reduce(there)
    return None if shown.all() else np.asarray(shown, np.bool_)


def why_hidden(look: Look, coloring: Coloring, isolated: IntArray, filtering: Filtering) -> tuple[str, ...]:
    """What keeps rows from being shown, each in a few words."""
    reasons = [filter_text(wish) for wish in filtering.known(look.filters)]
    if len(isolated):
        reasons.append("isolated")
    return (*reasons, *why_left_out(coloring, look))


def shown_badges(
    shown: BoolArray | None, rows: int, look: Look, coloring: Coloring, isolated: IntArray, filtering: Filtering
) -> tuple[str, ...]:
    """The sentences of the map: how many rows are shown and why, and filters that ask for columns that are absent."""
    badges: tuple[str, ...] = ()
    reasons = why_hidden(look, coloring, isolated, filtering)
    if shown is not None:
        count = int(np.count_nonzero(shown))
        badges += (f"{thousands(count)} of {thousands(rows)} shown: {' · '.join(reasons)}",)
    known = filtering.known(look.filters)
    absent = dict.fromkeys(wish.column for wish in look.filters if wish not in known)
    return badges + tuple(f"No column ‘{_short(name)}’ here, so its filter waits" for name in absent)


def filter_text(wish: ColumnFilter) -> str:
    """ "rank ≤ 6,000", "cluster: 3, 7", "word contains ‘ing’"."""
    parts = [part for part in (_range_text(wish), _values_text(wish), _contains_text(wish)) if part]
    if wish.missing and (parts or wish.values is not None):
        return " or ".join([*parts, f"no {wish.column}"]) if parts else f"no {wish.column}"
    if wish.missing:
        return f"any {wish.column}"
    return " and ".join(parts) or (f"no value of {wish.column}" if wish.values is not None else f"with {wish.column}")


def _range_text(wish: ColumnFilter) -> str:
    if wish.low is not None and wish.high is not None:
        return f"{number_text(wish.low)} ≤ {wish.column} ≤ {number_text(wish.high)}"
    if wish.low is not None:
        return f"{wish.column} ≥ {number_text(wish.low)}"
    return "" if wish.high is None else f"{wish.column} ≤ {number_text(wish.high)}"


def _values_text(wish: ColumnFilter) -> str:
    return f"{wish.column}: {_listed(wish.values)}" if wish.values else ""


def _contains_text(wish: ColumnFilter) -> str:
    return f"{wish.column} contains ‘{_short(wish.contains)}’" if wish.contains else ""


def _listed(names: Sequence[str]) -> str:
    told = ", ".join(_short(name) for name in names[:TOLD])
    return f"{told} and {thousands(len(names) - TOLD)} more" if len(names) > TOLD else told


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _alone(isolated: IntArray, rows: int) -> BoolArray | None:
    if not len(isolated):
        return None
    mask = np.zeros(rows, np.bool_)
    mask[isolated] = True
    return mask
