"""Two spaces of the same words: how alike they are, and which words have changed their neighbours most."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.chance import Chance, lists_of, of_families, of_spaces
from embexplorer.core.comparison import (
    Moments,
    blocks_of,
    jackknife,
    linear_cka,
    only_in,
    pairs_of,
    procrustes_residual,
    shared_neighbors,
    without_each,
)
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.perform import perform
from embexplorer.core.reading import reader_for
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IndexArray, IntArray
from embexplorer.core.vectors import pair_scores

SIZES = (5, 10, 25, 50)  # lists of neighbours that are compared beside that of k
NAMED = 5  # neighbours that came or went are named, the nearest first
WORDS = "words"
SAYS = {
    "linear CKA": "1 is equal up to rotation and scale",
    "rank correlation": "Spearman of the cosines of {pairs}",
    "Procrustes residual": "0 is equal up to rotation and scale",
}


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The neighbours of every shared word in both spaces, the longest lists that are compared."""

    left: IndexArray
    right: IndexArray
    caption: str


@register
@dataclass(frozen=True, kw_only=True)
class Compare(Step):
    """How alike two spaces of the same words are, and which words have changed most.

    Neighbours are looked for among the shared words only. A word's change is judged by what changes between trainings
    of the same: train a space several times, or name such spaces, and the null stands beside it.
    """

    name: ClassVar[str] = "compare"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Compare"
    takes: ClassVar[tuple[str, ...]] = ("space", "other")
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy")

    k: int = param(10, "Neighbours of each word that are compared", low=1, high=200)
    pairs: int = param(100_000, "Random pairs of words for the rank correlation", low=100, high=10_000_000)
    seed: int = param(0, "Chooses the random pairs and the blocks of the intervals", low=0)
    null: tuple[str, ...] = param(
        (), "Vector files trained as FILE was, with another seed or on half of the corpus", unit="file", advanced=True
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a measure; the part `words` has a row for each shared word, the most changed first."""
        shared = shared_keys(inputs.the_space(), inputs.the_other())
        if self.k > len(shared) - 1:
            hint = f"Choose k up to {len(shared) - 1}."
            raise UserError(f"{len(shared):,} shared keys have no {self.k} neighbours each.", hint)
        lists = self._lists(shared, Part(report, 0.0, 0.5))
        cut = lists.left[:, : self.k], lists.right[:, : self.k]
        chance = self._chance(shared, cut, Part(report, 0.5, 0.8))
        report(0.8, "Comparing the two clouds")
        measures = [*self._overlaps(lists, chance), *self._clouds(shared)]
        report(0.95, "Naming what has changed")
        return Table(
            name=f"{shared.space.name} and {shared.other.name}",
            columns=pa.Table.from_pylist(measures, SCHEMA),
            caption=f"cosine · {shared.caption()} · {lists.caption}",
            notes=(shared.note(), INTERVALS, _null_note(chance)),
            facts={"shared": float(len(shared)), "k": float(self.k)},
            parts={WORDS: _words(shared, *cut, chance)},
        )

    def _lists(self, shared: Shared, report: Report) -> Lists:
        k = min(len(shared) - 1, max(*SIZES, self.k))
        left, said = lists_of(shared.keys, shared.left, k, Part(report, 0.0, 0.5))
        right, also = lists_of(shared.keys, shared.right, k, Part(report, 0.5, 1.0))
        return Lists(left=left, right=right, caption=said if said == also else f"{said}; {also}")

    def _chance(self, shared: Shared, lists: tuple[IndexArray, IndexArray], report: Report) -> Chance | None:
        if self.null:
            spaces = [_opened(path) for path in self.null]
            return of_spaces(shared, lists[0], spaces, report)
        return of_families(shared, *lists, report)

    def _overlaps(self, lists: Lists, chance: Chance | None) -> list[dict[str, object]]:
        sizes = sorted({size for size in (*SIZES, self.k) if size <= lists.left.shape[1]})
        return [self._overlap(lists, size, chance if size == self.k else None) for size in sizes]

    def _overlap(self, lists: Lists, size: int, chance: Chance | None) -> dict[str, object]:
        shares = shared_neighbors(lists.left[:, :size], lists.right[:, :size]) / size
        blocks = blocks_of(len(shares), self.seed)
        without = [float(shares[blocks != block].mean()) for block in range(int(blocks.max()) + 1)]
        low, high = jackknife(float(shares.mean()), without, 0.0, 1.0)
        null = None if chance is None else float(np.nanmean(chance.mean())) / size
        return _row(f"neighbours shared, k = {size}", float(shares.mean()), low, high, null,
                    f"mean share of the {size} nearest")  # fmt: skip

    def _clouds(self, shared: Shared) -> list[dict[str, object]]:
        blocks = blocks_of(len(shared), self.seed)
        left, right = shared.left, shared.right
        parts = [Moments.of(left[blocks == block], right[blocks == block]) for block in range(int(blocks.max()) + 1)]
        rows = [("linear CKA", *without_each(parts, linear_cka)), ("rank correlation", *self._ranks(shared, blocks))]
        rows.append(("Procrustes residual", *without_each(parts, procrustes_residual)))
        every = len(shared) * (len(shared) - 1) // 2
        said = f"all {every:,} pairs" if every <= self.pairs else f"{self.pairs:,} random pairs"
        return [
            _row(name, value, *jackknife(value, without, -1.0 if name == "rank correlation" else 0.0, 1.0), None,
                 SAYS[name].format(pairs=said))
            for name, value, without in rows
        ]  # fmt: skip

    def _ranks(self, shared: Shared, blocks: IntArray) -> tuple[float, list[float]]:
        first, second, _ = pairs_of(len(shared), self.pairs, self.seed)
        from scipy.stats import rankdata

        left = pair_scores(shared.left[first], shared.left[second], "cosine")
        right = pair_scores(shared.right[first], shared.right[second], "cosine")

        def correlation(kept: np.ndarray[tuple[int], np.dtype[np.bool_]] | slice) -> float:
            ranks = np.corrcoef(rankdata(left[kept]), rankdata(right[kept]))[0, 1]
            return float(ranks) if np.isfinite(ranks) else 0.0

        without = [
            correlation((blocks[first] != block) & (blocks[second] != block)) for block in range(int(blocks.max()) + 1)
        ]
        return correlation(slice(None)), without


INTERVALS = "low and high: 95 % intervals by leaving out each of 20 random blocks of words (jackknife)."
SCHEMA = pa.schema(
    [("measure", pa.string()), ("value", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
     ("null", pa.float64()), ("says", pa.string())]
)  # fmt: skip


def _row(measure: str, value: float, low: float, high: float, null: float | None, says: str) -> dict[str, object]:
    return {"measure": measure, "value": value, "low": low, "high": high, "null": null, "says": says}


def _words(shared: Shared, left: IndexArray, right: IndexArray, chance: Chance | None) -> pa.Table:
    """A row for each shared word, the one that has kept fewest of its neighbours first, then by its row."""
    counts, k = shared_neighbors(left, right), left.shape[1]
    order = np.lexsort((np.arange(len(counts)), counts))
    if chance is not None:
        order = np.lexsort((np.arange(len(counts)), counts - np.nan_to_num(chance.mean(), nan=0.0)))
    keys = shared.keys
    columns = {
        "row": pa.array(shared.rows[order], pa.int64()),
        "word": pa.array(keys.at(order), pa.string()),
        "shared": pa.array(counts[order], pa.int64()),
        "of": pa.array(np.full(len(counts), k), pa.int64()),
        "came": pa.array(_named(keys, right, left, order), pa.string()),
        "went": pa.array(_named(keys, left, right, order), pa.string()),
    }
    if chance is not None:
        mean, least = chance.mean()[order], chance.least()[order]
        columns["null"] = pa.array(mean, pa.float64(), from_pandas=True)
        columns["null_least"] = pa.array(least, pa.int64(), mask=least < 0)
        columns["beyond_chance"] = pa.array(counts[order] < least, pa.bool_(), mask=least < 0)
    return pa.table(columns)


def _named(keys: Keys, lists: IndexArray, others: IndexArray, order: IntArray) -> list[str]:
    """The first neighbours of each word that the other list does not have, as words with commas between."""
    new = only_in(lists[order], others[order])
    flat = keys.at(np.concatenate([rows[:NAMED] for rows in new])) if new else []
    ends = np.cumsum([min(NAMED, len(rows)) for rows in new])
    return [", ".join(flat[start:end]) for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _null_note(chance: Chance | None) -> str:
    if chance is None:
        return (
            "Without a null: how much of this is chance is not known. Train a space again several times "
            "(train-repeated), or name spaces of other seeds with --null."
        )
    return f"null: what {chance.said} keep of their neighbours; a word below the least of these changed beyond chance."


def _opened(path: str) -> EmbeddingSpace:
    space = perform(reader_for(Path(path)), nothing)
    assert isinstance(space, EmbeddingSpace)
    return space
