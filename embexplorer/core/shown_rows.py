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

    `coloring` may be None where the look neither hides a class nor leaves out what lies beside the span of a scale.
    """
    left = None if coloring is None else rows_left(coloring, look)
    shown = _all_of(passing_rows(rows, look, isolated, filtering), left)
    return None if shown is None or shown.all() else shown


def passing_rows(rows: int, look: Look, isolated: IntArray, filtering: Filtering) -> BoolArray | None:
    """The rows that filters and isolation leave, whatever the legend hides; None where nothing is asked of them."""
    return _all_of(filtering.mask(look.filters), _alone(isolated, rows))


def _all_of(one: BoolArray | None, other: BoolArray | None) -> BoolArray | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def why_hidden(look: Look, coloring: Coloring, isolated: IntArray, filtering: Filtering) -> tuple[str, ...]:
    """What keeps rows from being shown, each in a few words."""
    reasons = [filter_text(wish) for wish in filtering.known(look.filters)]
    return (*reasons, *(("isolated",) if len(isolated) else ()), *why_left_out(coloring, look))


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


def filter_text(wish: ColumnFilter, named: bool = True) -> str:
    """ "rank ≤ 6,000", "cluster: 3, 7", "word contains ‘ing’"; without the column's name where that is said already."""
    name = wish.column if named else ""
    parts = [part for part in (_range_text(wish, name), _values_text(wish, name), _contains_text(wish, name)) if part]
    said = " and ".join(parts) or (f"no value of {name}" if wish.values is not None else f"with {name}")
    if not wish.missing:
        return said.removesuffix(" of ").removesuffix(" with ").strip()
    lacking = f"no {name or 'value'}"
    return f"{said} or {lacking}" if parts else lacking if wish.values is not None else f"any {name or 'value'}"


def _range_text(wish: ColumnFilter, name: str) -> str:
    low, high = (None if end is None else number_text(end) for end in (wish.low, wish.high))
    if low is not None and high is not None:
        return f"{low} ≤ {name} ≤ {high}" if name else f"{low} to {high}"
    return f"{name} ≥ {low}".strip() if low is not None else f"{name} ≤ {high}".strip() if high is not None else ""


def _values_text(wish: ColumnFilter, name: str) -> str:
    return (f"{name}: " if name else "") + _listed(wish.values) if wish.values else ""


def _contains_text(wish: ColumnFilter, name: str) -> str:
    return f"{name} contains ‘{_short(wish.contains)}’".strip() if wish.contains else ""


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
