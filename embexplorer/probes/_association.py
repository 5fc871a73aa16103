"""One word embedding association test in one space, from word sets to the numbers that every such step answers with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.found_sets import FoundSet, FoundSets, find_sets
from embexplorer.core.number_text import number_text
from embexplorer.core.partitions import EXACT_UP_TO, Null, Partitions, Side, fraction_text, partitions
from embexplorer.core.resampling import TIMES, interval
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.typing import DoubleArray
from embexplorer.core.weat import Sizes, associations, cosines, effect_size, resampled_effect_sizes
from embexplorer.core.weat_tests import NAMES, SETS
from embexplorer.core.word_lookup import WordStep

Deviation = Literal["population", "sample"]
BINS = 41
COLUMNS = pa.schema(
    {
        "test": pa.string(),
        "effect_size": pa.float64(),
        "effect_size_sample": pa.float64(),
        "p": pa.float64(),
        "exact": pa.bool_(),
        "partitions": pa.int64(),
        "low": pa.float64(),
        "high": pa.float64(),
        "low_all": pa.float64(),
        "high_all": pa.float64(),
        "statistic": pa.float64(),
        "p_two_sided": pa.float64(),
        "p_error": pa.float64(),
        "partitions_total": pa.float64(),
        "n_x": pa.int64(),
        "n_y": pa.int64(),
        "n_a": pa.int64(),
        "n_b": pa.int64(),
    }
)


@dataclass(frozen=True, kw_only=True)
class AssociationStep(WordStep):
    """What every test of association is told: sides, deviation, how many partitions, and the seed of all draws."""

    side: Side = param("one", "The p-value: of X towards A as observed (one), or of any association that large (two)")
    divide_by: Deviation = param("population", "The standard deviation that intervals and changes of d are made with")
    permutations: int = param(
        10_000, "Partitions that are drawn where they are not all counted", low=100, high=1_000_000
    )
    exact_up_to: int = param(EXACT_UP_TO, "Count all partitions where there are at most so many", low=0, high=5_000_000)
    seed: int = param(0, "Draws partitions, and words for intervals and random sets", low=0, high=2**32 - 1)

    @property
    def ddof(self) -> int:
        """What is taken from the count under the standard deviation."""
        return 0 if self.divide_by == "population" else 1

    def ways(self, count: int, size: int) -> Partitions:
        """The partitions of so many words, the first `size` on one side."""
        return partitions(count, size, drawn=self.permutations, exact_up_to=self.exact_up_to, seed=self.seed)

    def counted(self, ways: Partitions) -> str:
        """What a caption says of the partitions and of the side."""
        if ways.exact:
            return f"exact, all {ways.total:,} partitions, {self.side}-sided"
        return f"Monte Carlo, {ways.used:,} of {number_text(ways.total)} partitions drawn, {self.side}-sided"


@dataclass(frozen=True, kw_only=True)
class Association:
    """A test whose words were found: its cosines (targets × attributes), and what follows from them."""

    test: str
    step: AssociationStep
    found: FoundSets
    cosines: DoubleArray
    sizes: Sizes

    @cached_property
    def scores(self) -> DoubleArray:
        """s(w, A, B) of every target, X first."""
        return associations(self.cosines, self.sizes)

    @cached_property
    def ways(self) -> Partitions:
        return self.step.ways(self.sizes.targets, self.sizes.x)

    @cached_property
    def null(self) -> Null:
        return self.ways.null(self.scores)

    @property
    def size(self) -> float | None:
        """d by the deviation that the step was told, None where the scores do not differ."""
        return number(effect_size(self.scores, self.sizes.x, self.step.ddof))

    def interval(self, attributes: bool) -> tuple[float | None, float | None]:
        """The 95 % bootstrap interval of d over targets, or over all words; None where a target set has one word."""
        if min(self.sizes.x, self.sizes.y) < 2 or self.size is None:
            return None, None
        step = self.step
        drawn = resampled_effect_sizes(self.cosines, self.sizes, attributes=attributes, seed=step.seed, ddof=step.ddof)
        return interval(drawn)

    def row(self) -> dict[str, Any]:
        """The numbers of the test, in `COLUMNS`."""
        low, high = self.interval(attributes=False)
        low_all, high_all = self.interval(attributes=True)
        p = self.null.p(self.step.side)
        return {
            "test": self.test,
            "effect_size": number(effect_size(self.scores, self.sizes.x)),
            "effect_size_sample": number(effect_size(self.scores, self.sizes.x, ddof=1)),
            "p": p,
            "exact": self.ways.exact,
            "partitions": self.ways.used,
            "low": low,
            "high": high,
            "low_all": low_all,
            "high_all": high_all,
            "statistic": float(self.null.observed),
            "p_two_sided": self.null.p("two"),
            "p_error": self.null.error(p),
            "partitions_total": float(self.ways.total),
            "n_x": self.sizes.x,
            "n_y": self.sizes.y,
            "n_a": self.sizes.a,
            "n_b": self.sizes.b,
        }

    def notes(self) -> tuple[str, ...]:
        """What one should know of sizes, overlaps and draws before reading the numbers."""
        x, y, ways = self.sizes.x, self.sizes.y, self.ways
        sentences = []
        if x != y:
            sentences.append(f"X has {x} words and Y has {y}: partitions keep these sizes, and d compares means.")
        if ways.total < 20:
            sentences.append(f"There are only {ways.total} partitions: no p can be below {1 / ways.total:.2g}.")
        if ways.exact:
            fraction = fraction_text(self.null.p(self.step.side), ways.total)
            sentences.append(f"p = {fraction}, the observed partition counted.")
        else:
            error = number_text(self.null.error(self.null.p(self.step.side)))
            drawn = f"{ways.used:,} of {number_text(ways.total)} partitions, none twice"
            sentences.append(f"p was estimated from {drawn}; its standard error is {error}.")
        if self.size is None:
            sentences.append("All targets have the same score: no effect size follows from them.")
        return (*self.found.notes, *sentences, *self._overlaps())

    def _overlaps(self) -> list[str]:
        targets, attributes = self.found.words("X", "Y"), set(self.found.words("A", "B"))
        both = [f"‘{word}’" for word in targets if word in attributes]
        return [f"Both target and attribute, so compared with itself: {', '.join(both)}."] if both else []


def associate(
    space: EmbeddingSpace, step: AssociationStep, test: str, sets: Mapping[str, Sequence[str]]
) -> Association:
    """Look the four sets of a test up and compare them; raises UserError where that makes no test."""
    found = find_sets(space, step, {NAMES[name]: sets[name] for name in SETS})
    named: dict[str, FoundSet] = {name: found.sets[NAMES[name]] for name in SETS}
    found = FoundSets(sets=named, missing=found.missing, folded=found.folded, notes=found.notes)
    for word, row in zip(named["X"].words, named["X"].rows, strict=True):
        if word in named["Y"].words or (row >= 0 and row in named["Y"].rows):
            raise UserError(f"‘{word}’ is in both targets, X and Y.", "Take it out of one of them.")
    sizes = Sizes(**{name.lower(): len(named[name].words) for name in SETS})
    angles = cosines(found.vectors("X", "Y"), found.vectors("A", "B"))
    return Association(test=test, step=step, found=found, cosines=angles, sizes=sizes)


def null_bins(test: Association) -> pa.Table:
    """The statistic of all partitions, counted in bins of one width that lie evenly around their mean."""
    null = test.null
    reach = float(np.abs(null.statistics - null.center).max())
    edges = null.center + np.linspace(-1, 1, BINS + 1) * (reach * (1 + 1e-9) or 1)
    counts, _ = np.histogram(null.statistics, edges)
    return pa.table({"low": edges[:-1], "high": edges[1:], "count": pa.array(counts, pa.int64())})


def means(test: Association) -> dict[str, float]:
    """The mean score of either target set."""
    first = test.sizes.x
    return {"mean_x": float(test.scores[:first].mean()), "mean_y": float(test.scores[first:].mean())}


def number(value: DoubleArray | float) -> float | None:
    """A plain number; None for what is none, which a table may not hold."""
    plain = float(value)
    return plain if np.isfinite(plain) else None


def numbers(values: DoubleArray) -> list[float | None]:
    """Plain numbers; None for what is none."""
    return [number(value) for value in values]


DRAWN_ANEW = (
    f"low to high: 95 % bootstrap interval of d, the targets drawn anew {TIMES:,} times while the attributes stay, as "
    "in the permutation test; low_all to high_all: all four sets drawn anew."
)


def deviation_note(targets: str, divide_by: Deviation) -> str:
    """By which standard deviation d was divided."""
    return (
        f"effect_size divides by the population standard deviation of {targets}, effect_size_sample by the sample's; "
        f"intervals and changes are of the {divide_by}'s."
    )
