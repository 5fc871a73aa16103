"""WEAT: do two sets of target words differ in how near they are to two sets of attribute words?"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.random_sets import has_room, stand_ins
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.core.vectors import unit
from embexplorer.core.weat import direction, effect_size, effect_sizes_without_each
from embexplorer.core.weat_tests import SETS, weat_tests
from embexplorer.probes._association import (
    COLUMNS,
    DRAWN_ANEW,
    Association,
    AssociationStep,
    associate,
    deviation_note,
    means,
    null_bins,
    numbers,
)

Test = Literal["own", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
OWN = "own"
GATHERED = 1_000_000  # numbers of random vectors held at once: they stay in the cache
REPLACED = ["targets", "attributes", "all four"]
CAVEAT = "WEAT tests these words: another choice of words for the same idea can give another answer."
RANDOM_NOTE = "random: |d| when words are replaced by others of half to twice their frequency rank, drawn at random."


@register
@dataclass(frozen=True, kw_only=True)
class Weat(AssociationStep):
    """The word embedding association test: whether X are nearer to A, and Y to B, than by a random parting.

    Effect size and permutation test of Caliskan et al. (2017). Take one of their tests 1 to 10, or sets of your own; a
    set that is given together with a test replaces its set.
    """

    name: ClassVar[str] = "weat"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "WEAT"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    test: Test = param(OWN, "A test of Caliskan et al. (2017), or own: the sets given here")
    x: tuple[str, ...] = param((), "Target words X, such as flowers", title="Target X")
    y: tuple[str, ...] = param((), "Target words Y, such as insects", title="Target Y")
    a: tuple[str, ...] = param((), "Attribute words A, such as pleasant ones", title="Attribute A")
    b: tuple[str, ...] = param((), "Attribute words B, such as unpleasant ones", title="Attribute B")
    random_sets: int = param(1000, "Random sets of words as frequent that d is compared with", low=0, high=100_000)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row, and as parts: each word's score, d without each word, the null distribution, and random sets."""
        space = inputs.the_space()
        report(0.0, "Looking up the words")
        test = associate(space, self, self._called(), self._sets())
        report(0.3, "Counting partitions")
        row = test.row()
        parts = {"words": _words(test), "null": null_bins(test)}
        report(0.7, "Comparing with random sets")
        notes = (*test.notes(), deviation_note(f"all {test.sizes.targets} target scores", self.divide_by), DRAWN_ANEW)
        if self.random_sets and not has_room(space, len(test.found.words(*SETS))):
            notes = (*notes, f"{space.name} has too few other words to compare with random sets.")
        elif self.random_sets:
            parts["random"] = self._random(space, test)
            notes = (*notes, RANDOM_NOTE)
        return Table(
            name=_named(self.test),
            columns=pa.table({name: [row[name]] for name in COLUMNS.names}, schema=COLUMNS),
            caption=self._caption(space, test),
            missing=test.found.missing,
            facts=means(test),
            notes=(*notes, CAVEAT),
            parts=parts,
        )

    def _own(self) -> dict[str, tuple[str, ...]]:
        return {"X": self.x, "Y": self.y, "A": self.a, "B": self.b}

    def _sets(self) -> dict[str, tuple[str, ...]]:
        if self.test != OWN:
            known = weat_tests()[self.test].sets
            return {name: own or known[name].words for name, own in zip(SETS, self._own().values(), strict=True)}
        if lacking := [f"--{name.lower()}" for name, words in self._own().items() if not words]:
            raise UserError(
                f"WEAT needs four sets of words; there is none for {', '.join(lacking)}.",
                "Give all four, or one of the tests 1 to 10 by --test.",
            )
        return self._own()

    def _called(self) -> str:
        changed = self.test != OWN and any(self._own().values())
        return f"{self.test}, changed" if changed else self.test

    def _caption(self, space: EmbeddingSpace, test: Association) -> str:
        sizes = test.sizes
        counts = f"n = {sizes.x} + {sizes.y} targets, {sizes.a} + {sizes.b} attributes"
        return f"cosine · {captioned(space)} · {self.counted(test.ways)} · {counts}{test.found.caption()}"

    def _random(self, space: EmbeddingSpace, test: Association) -> pa.Table:
        """How large d is, by amount, when targets, attributes or all words are replaced by others as frequent."""
        drawn = stand_ins(space, test.found.rows(*SETS), self.random_sets, self.seed)
        block = max(1, GATHERED // (drawn.shape[1] * space.dimensions))
        found = [_sizes_of(space, test, drawn[start : start + block]) for start in range(0, len(drawn), block)]
        return _random_table(np.concatenate(found, axis=1), test.size)


def _named(test: str) -> str:
    return "WEAT of own sets" if test == OWN else f"WEAT {test}: {weat_tests()[test].title}"


def _words(test: Association) -> pa.Table:
    """Every word of the four sets: d without it, and of targets their score and what it says alone.

    `effect_size` and `p_two_sided` are of the single-category test over the attributes; `without` is d of the other
    words, `change` how much that is more; empty where a set would have no word left.
    """
    sizes, step = test.sizes, test.step
    ways = step.ways(sizes.attributes, sizes.a)
    without = effect_sizes_without_each(test.cosines, sizes, step.ddof)
    no_target = [None] * sizes.attributes
    columns = {
        "score": [*numbers(test.scores), *no_target],
        "effect_size": [*numbers(effect_size(test.cosines, sizes.a, step.ddof)), *no_target],
        "p_two_sided": [*numbers(ways.p_values(test.cosines, "two")), *no_target],
        "without": numbers(without),
        "change": numbers(without - (np.nan if test.size is None else test.size)),
    }
    return pa.table(
        {
            "row": pa.array(test.found.rows(*SETS), pa.int64()),
            "word": test.found.words(*SETS),
            "set": [name for name in SETS for _ in test.found.sets[name].words],
            **{name: pa.array(values, pa.float64()) for name, values in columns.items()},
        }
    )


def _sizes_of(space: EmbeddingSpace, test: Association, drawn: IntArray) -> DoubleArray:
    """d of every draw: first with the targets replaced, then the attributes, then all four sets."""
    sizes, found = test.sizes, test.found
    others = space.vectors[drawn]
    lengths = np.sqrt(np.einsum("rwd,rwd->rw", others, others))
    scale = np.asarray(1 / np.where(lengths > 0, lengths, 1), np.float32)
    targets, first = others[:, : sizes.targets], scale[:, : sizes.targets]
    attributes = direction(others[:, sizes.targets :], scale[:, sizes.targets :], sizes)
    own = direction(unit(found.vectors("A", "B")), np.ones(sizes.attributes, np.float32), sizes)
    scores = (
        (targets @ own) * first,
        attributes @ unit(found.vectors("X", "Y")).T,
        (targets @ attributes[:, :, None])[:, :, 0] * first,
    )
    return np.stack([effect_size(np.asarray(each, np.float64), sizes.x, test.step.ddof) for each in scores])


def _random_table(found: DoubleArray, size: float | None) -> pa.Table:
    amounts = [np.abs(values[np.isfinite(values)]) for values in found]
    quantiles = {
        name: pa.array([_quantile(values, share) for values in amounts], pa.float64())
        for name, share in (("median", 0.5), ("upper_10_percent", 0.9), ("upper_5_percent", 0.95))
    }
    return pa.table(
        {
            "replaced": REPLACED,
            "sets": pa.array([len(values) for values in amounts], pa.int64()),
            **quantiles,
            "share_at_least": pa.array([_share_at_least(values, size) for values in amounts], pa.float64()),
        }
    )


def _quantile(values: DoubleArray, share: float) -> float | None:
    return float(np.quantile(values, share)) if len(values) else None


def _share_at_least(values: DoubleArray, size: float | None) -> float | None:
    """(r + 1) / (n + 1), so never 0."""
    if size is None:
        return None
    return float(np.count_nonzero(values >= abs(size)) + 1) / (len(values) + 1)
