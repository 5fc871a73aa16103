"""The lines of a file of interactions, one after the other: user, item, rating, time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report
from embexplorer.core.typing import BoolArray, DoubleArray
from embexplorer.corpora.delimited import AT_ONCE, Cells, count_of, is_number, number_of, read_cells, with_header
from embexplorer.corpora.interactions_step import InteractionsStep

EXPECTED = "an interaction in each line: user, item, and a rating if there is one"
NAMES = frozenset({
    "user", "userid", "users", "uid", "customer", "customerid", "visitor", "session", "sessionid", "person",
    "item", "itemid", "items", "iid", "movie", "movieid", "product", "productid", "article", "book", "isbn", "area",
    "areas", "song", "track", "artist", "page",
})  # fmt: skip
TIMES = frozenset({"time", "timestamp", "date", "datetime", "when", "unixtimestamp"})
WIDEST = 4  # columns of a table: user, item, rating, time


@dataclass(frozen=True, kw_only=True)
class Lines:
    """One entry for each interaction; `rated` where the file says how strong it is, else `ratings` are all 1."""

    users: list[str]
    items: list[str]
    ratings: DoubleArray
    times: DoubleArray
    rated: bool
    notes: tuple[str, ...]

    def only(self, kept: BoolArray, wish: str) -> "Lines":
        """These interactions; raises UserError where there is none."""
        if not kept.any():
            raise UserError(f"No interaction {wish}.", "Ask for less.")
        places = np.flatnonzero(kept).tolist()
        return replace(
            self,
            users=[self.users[at] for at in places],
            items=[self.items[at] for at in places],
            ratings=self.ratings[kept],
            times=self.times[kept],
        )


def read_lines(step: InteractionsStep, report: Report) -> Lines:
    """All interactions of the file in its order."""
    read = read_cells(step.path, EXPECTED, report=report)
    cells = with_header(read, step.header, NAMES).in_order(step.columns, 2)
    if step.layout == "baskets" or (step.layout == "auto" and not step.columns and _are_baskets(cells)):
        return _baskets(cells, step.layout == "auto")
    return _table(cells, bool(step.columns), report)


def _are_baskets(cells: Cells) -> bool:
    """Whether every line begins with another user, and lists of items follow: parted by blanks, or of many lengths."""
    rows = cells.rows
    if len(rows) < 2 or len({row[0] for row in rows}) < len(rows):
        return False
    widths = {len(row) for row in rows}
    if cells.separator and widths == {2}:
        return any(" " in row[1] for row in rows)
    return max(widths) > WIDEST or (not cells.separator and len(widths) > 1 and max(widths) > 2)


def _baskets(cells: Cells, guessed: bool) -> Lines:
    users: list[str] = []
    items: list[str] = []
    empty = 0
    for row in cells.rows:
        basket = row[1].split() if cells.separator and len(row) == 2 else [item for item in row[1:] if item]
        empty += not basket
        users += [row[0]] * len(basket)
        items += basket
    if not items:
        raise UserError(f"{cells.path.name} holds no user with an item.", f"Expected {EXPECTED}.")
    notes = ["Each line was read as a user with all items (baskets)."] if guessed else []
    notes += [f"{empty:,} users without an item were left out."] if empty else []
    ones = np.ones(len(items))
    return Lines(users=users, items=items, ratings=ones, times=0 * ones, rated=False, notes=(*cells.notes, *notes))


def _table(cells: Cells, named: bool, report: Report) -> Lines:
    timed = len(cells.header) == 3 and _folded(cells.header[2]) in TIMES
    width = min(max(map(len, cells.rows[:100])), WIDEST)
    rated = width > 2 and not timed
    ratings = np.ones(len(cells.rows))
    times: list[str] = []
    for at, row in enumerate(cells.rows):
        if at % AT_ONCE == 0:
            report(0.5 + 0.4 * at / len(cells.rows), f"Reading {cells.path.name}: {at:,} interactions")
        if not 2 <= len(row) <= (len(cells.header) if named else WIDEST) or not row[0] or not row[1]:
            hint = "Mend that line, or say which columns count: --columns (needs a header)."
            raise cells.refuse(at, count_of(row), "user, item, and a rating if there is one", hint)
        if rated:
            ratings[at] = _rating(cells, at, row)
        times.append(row[-1] if timed or len(row) == WIDEST else "")
    return Lines(
        users=[row[0] for row in cells.rows],
        items=[row[1] for row in cells.rows],
        ratings=ratings,
        times=_in_order(times),
        rated=rated,
        notes=cells.notes,
    )


def _rating(cells: Cells, at: int, row: Sequence[str]) -> float:
    rating = number_of(row[2]) if len(row) > 2 else math.nan
    if math.isnan(rating):
        found = f"the rating ‘{row[2]}’" if len(row) > 2 else "no rating"
        hint = "Mend that line, or name the columns of user and item only: --columns (needs a header)."
        raise cells.refuse(at, found, "a number", hint)
    return rating


def _in_order(times: list[str]) -> DoubleArray:
    """Times as numbers that sort as they do; dates that are written year first sort as text."""
    if not any(times):
        return np.zeros(len(times))
    if all(map(is_number, times)):
        return np.array([float(time) for time in times])
    return np.unique(np.array(times), return_inverse=True)[1].astype(np.float64)


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace(" ", "")
