"""Read who saw, bought or rated what, into lists of items for each user."""

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import BoolArray, DoubleArray, IndexArray, IntArray
from embexplorer.corpora._interaction_lines import Lines, read_lines
from embexplorer.corpora.described import described
from embexplorer.corpora.interactions_step import InteractionsStep

MOST_HELD_OUT = 2000
DESCRIBING = "an item in each line: its id, then what describes it"


@dataclass(frozen=True, kw_only=True)
class Interactions:
    """User u has `items[starts[u]:starts[u + 1]]`, sorted, with `ratings`; items are numbered the most popular first.

    Of implicit feedback (not `rated`) the ratings are strengths: how often, or what a column of amounts said.
    """

    name: str
    users: tuple[str, ...]
    ids: tuple[str, ...]
    starts: IntArray
    items: IndexArray
    ratings: DoubleArray
    rated: bool = False
    titles: tuple[str, ...] = ()
    columns: pa.Table = field(default_factory=lambda: pa.table({}))
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many interactions there are."""
        return len(self.items)

    @property
    def owners(self) -> IntArray:
        """The user of each interaction."""
        return np.repeat(np.arange(len(self.users)), np.diff(self.starts))

    @property
    def popularity(self) -> IntArray:
        """How many users each item has."""
        return np.bincount(self.items, minlength=len(self.ids)).astype(np.int64)

    def only(self, kept: BoolArray) -> "Interactions":
        """These interactions of the same users and items."""
        counts = np.bincount(self.owners[kept], minlength=len(self.users))
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return replace(self, starts=starts, items=self.items[kept], ratings=self.ratings[kept])


def hold_out(data: Interactions, share: float, seed: int) -> tuple[Interactions, IntArray]:
    """What is learned from, and the places of what is held out: one interaction of a share of the users.

    Of users with one item nothing is held out, nor an item's last user; at most 2,000 interactions are.
    """
    able = np.flatnonzero(np.diff(data.starts) > 1)
    wanted = min(MOST_HELD_OUT, round(share * len(able)))
    random = np.random.default_rng(seed)
    left = data.popularity
    chosen: list[int] = []
    for user in random.permutation(able).tolist():
        if len(chosen) >= wanted:
            break
        at = int(random.integers(data.starts[user], data.starts[user + 1]))
        if left[data.items[at]] > 1:
            left[data.items[at]] -= 1
            chosen.append(at)
    kept = np.ones(len(data), bool)
    kept[chosen] = False
    return data.only(kept), np.sort(np.array(chosen, np.int64))


def read_interactions(step: InteractionsStep, rates: bool, report: Report = ignore) -> Interactions:
    """The interactions; raises UserError for a line that is none. `rates`: explicit feedback can be made use of."""
    lines = read_lines(step, report)
    lines, rated, notes = _judged(step, lines, rates)
    users, items = (pa.array(column, pa.large_string()).dictionary_encode() for column in (lines.users, lines.items))
    owner, item = (encoded.indices.to_numpy(zero_copy_only=False) for encoded in (users, items))
    codes, values, repeated = _each_once(owner.astype(np.int64) * len(items.dictionary) + item, lines, rated)
    if repeated:
        notes.append(f"{repeated:,} interactions are repeated: " + ("the last counts." if rated else "they add up."))
    data = numbered(
        step.path.name.split(".")[0],
        tuple(users.dictionary.to_pylist()),
        tuple(items.dictionary.to_pylist()),
        codes,
        values,
        rated,
        step.min_count,
    )
    about = described(step.titles, data.ids, step.title_column, DESCRIBING, named=True)
    if about.beyond and step.titles is not None:
        notes.append(f"{len(about.beyond):,} items of {step.titles.name} have no user here.")
    report(1.0, f"Read {step.path.name}: {len(data):,} interactions")
    said = (*lines.notes, *notes, *data.notes, *about.notes)
    return replace(data, titles=about.names, columns=about.columns, notes=said)


def numbered(
    name: str,
    users: tuple[str, ...],
    ids: tuple[str, ...],
    codes: IntArray,
    values: DoubleArray,
    rated: bool,
    min_count: int = 1,
) -> Interactions:
    """Interactions from codes (user · number of items + item), each once; rare items and users left empty go."""
    owner, item = codes // len(ids), codes % len(ids)
    popularity = np.bincount(item, minlength=len(ids))
    kept = popularity[item] >= min_count
    if not kept.any():
        raise UserError(f"No item of {name} has {min_count:,} users.", "Lower the minimum count.")
    order = np.argsort(-popularity, kind="stable")[: int((popularity >= min_count).sum())]
    rank = np.full(len(ids), -1, np.int64)
    rank[order] = np.arange(len(order))
    there, owner = np.unique(owner[kept], return_inverse=True)
    sorting = np.lexsort((rank[item[kept]], owner))
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(there)))]).astype(np.int64)
    notes = []
    if len(order) < len(ids):
        notes.append(f"{len(ids) - len(order):,} items of fewer than {min_count:,} users were left out.")
    if len(there) < len(users):
        notes.append(f"{len(users) - len(there):,} users have none of the other items and were left out.")
    return Interactions(
        name=name,
        users=tuple(users[row] for row in there.tolist()),
        ids=tuple(ids[row] for row in order.tolist()),
        starts=starts,
        items=rank[item[kept]][sorting].astype(np.int32),
        ratings=values[kept][sorting],
        rated=rated,
        titles=tuple(ids[row] for row in order.tolist()),
        notes=tuple(notes),
    )


def _judged(step: InteractionsStep, lines: Lines, rates: bool) -> tuple[Lines, bool, list[str]]:
    """What counts as an interaction, and whether its rating is learned from."""
    notes: list[str] = []
    if step.least_rating is not None:
        if not lines.rated:
            raise UserError(f"{step.path.name} has no ratings to be at least {step.least_rating:g}.", "Leave it out.")
        lower = int((lines.ratings < step.least_rating).sum())
        lines = lines.only(lines.ratings >= step.least_rating, f"is rated at least {step.least_rating:g}")
        notes.append(f"{lower:,} interactions rated below {step.least_rating:g} were left out.")
    alike = bool((lines.ratings == lines.ratings[0]).all())
    one = f"{lines.ratings[0]:g}"
    if step.feedback == "explicit":
        _refuse_unrated(step, lines, alike, one)
        return lines, True, notes
    if lines.rated and alike and step.feedback == "auto":
        notes.append(f"All ratings are {one}: they say no more than what was seen (implicit feedback).")
        lines = replace(lines, ratings=np.ones_like(lines.ratings))
    if lines.rated and not alike and step.feedback == "auto" and rates:
        return lines, True, notes
    nothing = int((lines.ratings <= 0).sum())
    if nothing:
        notes.append(f"{nothing:,} interactions of strength 0 or less were left out.")
        lines = lines.only(lines.ratings > 0, "has a strength above 0")
    return lines, False, notes


def _refuse_unrated(step: InteractionsStep, lines: Lines, alike: bool, one: str) -> None:
    hint = "Learn from what was seen: --feedback implicit."
    if not lines.rated:
        raise UserError(f"{step.path.name} has no ratings, expected a third column of numbers.", hint)
    if alike:
        raise UserError(f"All {len(lines.ratings):,} ratings of {step.path.name} are {one}: nothing differs.", hint)


def _each_once(codes: IntArray, lines: Lines, rated: bool) -> tuple[IntArray, DoubleArray, int]:
    """Each pair of user and item once: with its last rating (by time, else by line), or with its strengths added."""
    if not rated:
        found, inverse = np.unique(codes, return_inverse=True)
        return found, np.asarray(np.bincount(inverse, lines.ratings), np.float64), len(codes) - len(found)
    latest = np.lexsort((np.arange(len(codes)), lines.times))[::-1]
    found, first = np.unique(codes[latest], return_index=True)
    return found, lines.ratings[latest][first], len(codes) - len(found)
