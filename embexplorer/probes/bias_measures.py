"""Ten measures of bias for one choice of words, side by side, each with its interval and its caveat."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.found_sets import FoundSets, find_sets
from embexplorer.core.inputs import Inputs
from embexplorer.core.random_sets import has_room, stand_ins
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import interval
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray
from embexplorer.core.weat_tests import NAMES, SETS, weat_tests
from embexplorer.core.word_lookup import WordStep
from embexplorer.probes._bias_measures import MEASURES, Measure, Vectors, told_apart

OWN = "own"
INTERVALS = "low and high: 95 % of bootstrap draws of the words of all four sets; pairs stay pairs."
RANDOM = (
    "random: the median of the same measure over sets of random words as frequent; share_at_least: how many of those "
    "lie at least as far from even."
)


@dataclass(frozen=True, kw_only=True)
class Words:
    """The four sets as vectors, and X and Y once more where they are pairs: of one length, in order."""

    found: FoundSets
    sets: Vectors
    pairs: Vectors | None
    why_unpaired: str

    def of(self, measure: Measure) -> Vectors | None:
        """What the measure is taken of; None where it needs pairs and there are none."""
        return self.pairs if measure.paired else self.sets


@register
@dataclass(frozen=True, kw_only=True)
class BiasMeasures(WordStep):
    """Ten measures of bias side by side: WEAT, RND, RNSB, MAC, ECT, RIPA, direct and indirect bias.

    They need not agree, and each has a caveat. X and Y are the groups, A and B what is associated with them.
    """

    name: ClassVar[str] = "bias-measures"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Bias measures"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy", "scikit-learn")

    test: Literal["own", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] = param(
        "own", "The sets of a test of Caliskan et al. (2017), or own: those given here"
    )
    x: tuple[str, ...] = param((), "Words of one group, X, such as he, man", title="Group X")
    y: tuple[str, ...] = param((), "Words of the other group, Y, in the order of their pairs", title="Group Y")
    a: tuple[str, ...] = param((), "Attribute words A, such as career words", title="Attribute A")
    b: tuple[str, ...] = param((), "Attribute words B, such as family words", title="Attribute B")
    draws: int = param(
        200, "Bootstrap draws for the intervals, and random sets for the comparison", low=50, high=10_000
    )
    seed: int = param(0, "Draws words, random sets and folds", low=0, high=2**32 - 1)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a measure; `even` is its value without any bias that it could see, `caveat` what it cannot tell."""
        space = inputs.the_space()
        words = self._words(space)
        rows = []
        for number, measure in enumerate(MEASURES):
            part = Part(report, number / len(MEASURES), (number + 1) / len(MEASURES))
            rows.append(self._measured(space, words, measure, part))
        found = words.found
        counts = ", ".join(f"{len(found.sets[name].words)} {name}" for name in SETS)
        accuracy = told_apart(words.sets, self.seed)
        judged = (
            "" if np.isnan(accuracy) else f"The classifier of RNSB tells A from B in {100 * accuracy:.0f} % (held out)."
        )
        return Table(
            name="Bias measures" if self.test == OWN else f"Bias measures, WEAT {self.test}: {self._title()}",
            columns=pa.Table.from_pylist(rows, SCHEMA),
            caption=f"{captioned(space)} · exact · {counts} · n = {space.rows:,}{found.caption()}",
            missing=found.missing,
            notes=tuple(note for note in (*found.notes, words.why_unpaired, judged, INTERVALS, RANDOM) if note),
            facts={} if np.isnan(accuracy) else {"rnsb_accuracy": accuracy},
        )

    def _title(self) -> str:
        return weat_tests()[self.test].title

    def _asked(self) -> dict[str, tuple[str, ...]]:
        own = {"X": self.x, "Y": self.y, "A": self.a, "B": self.b}
        if self.test == OWN:
            return own
        known = weat_tests()[self.test].sets
        return {name: own[name] or known[name].words for name in SETS}

    def _words(self, space: EmbeddingSpace) -> Words:
        asked = self._asked()
        if lacking := [f"--{name.lower()}" for name, words in asked.items() if not words]:
            raise UserError(
                f"Measures of bias need four sets of words; there is none for {', '.join(lacking)}.",
                "Give all four, or one of the tests 1 to 10 by --test.",
            )
        found = find_sets(space, self, {NAMES[name]: asked[name] for name in SETS})
        found = FoundSets(
            sets={name: found.sets[NAMES[name]] for name in SETS},
            missing=found.missing,
            folded=found.folded,
            notes=found.notes,
        )
        sets: Vectors = {name: np.asarray(found.sets[name].vectors, np.float64) for name in SETS}
        pairs, why = _paired(asked["X"], asked["Y"], found, sets)
        return Words(found=found, sets=sets, pairs=pairs, why_unpaired=why)

    def _measured(self, space: EmbeddingSpace, words: Words, measure: Measure, report: Report) -> dict[str, Any]:
        report(0.0, f"Measuring {measure.name}")
        sets = words.of(measure)
        row = {"measure": measure.name, "even": measure.even, "says": measure.says, "caveat": measure.caveat}
        if sets is None or not np.isfinite(value := measure.of(sets)):
            return row
        drawn = self._drawn(sets, measure, Part(report, 0.0, 0.5))
        low, high = interval(drawn) if np.isfinite(drawn).any() else (None, None)
        row |= {"value": value, "low": low, "high": high}
        if has_room(space, sum(len(rows) for rows in sets.values())):
            chance = self._random(space, words, measure, Part(report, 0.5, 1.0))
            if len(chance):
                far = np.abs(chance - measure.even) >= abs(value - measure.even)
                row |= {"random": float(np.median(chance)), "share_at_least": (far.sum() + 1.0) / (len(chance) + 1)}
        return row

    def _drawn(self, sets: Vectors, measure: Measure, report: Report) -> DoubleArray:
        """The measure when the words of each set are drawn anew."""
        random, values = np.random.default_rng(self.seed), np.empty(self.draws)
        for number in range(self.draws):
            report(number / self.draws, f"Measuring {measure.name}")
            chosen = {name: random.integers(0, len(rows), len(rows)) for name, rows in sets.items()}
            if measure.paired:
                chosen["Y"] = chosen["X"]
            values[number] = measure.of({name: rows[chosen[name]] for name, rows in sets.items()})
        return values

    def _random(self, space: EmbeddingSpace, words: Words, measure: Measure, report: Report) -> DoubleArray:
        """The measure of random words as frequent in the place of all, where it is a number."""
        sets = words.of(measure)
        assert sets is not None
        sizes = [len(rows) for rows in sets.values()]
        rows = np.concatenate([words.found.sets[name].rows[: len(sets[name])] for name in SETS])
        drawn = stand_ins(space, rows, self.draws, self.seed)
        values = np.empty(len(drawn))
        for number, one in enumerate(drawn):
            report(number / len(drawn), f"Measuring {measure.name} of random words")
            parts = np.split(np.asarray(space.vectors[one], np.float64), np.cumsum(sizes)[:-1])
            values[number] = measure.of(dict(zip(sets, parts, strict=True)))
        return values[np.isfinite(values)]


SCHEMA = pa.schema(
    [("measure", pa.string()), ("value", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
     ("even", pa.float64()), ("random", pa.float64()), ("share_at_least", pa.float64()), ("says", pa.string()),
     ("caveat", pa.string())]
)  # fmt: skip


def _paired(x: tuple[str, ...], y: tuple[str, ...], found: FoundSets, sets: Vectors) -> tuple[Vectors | None, str]:
    """X and Y cut to the pairs of which both words are there, or why there are none."""
    if len(x) != len(y):
        return (
            None,
            f"No pairs, since X has {len(x)} words and Y {len(y)}: RIPA, direct and indirect bias are left out.",
        )
    place = [{word: number for number, word in enumerate(found.sets[name].words)} for name in ("X", "Y")]
    both = [
        (place[0][one], place[1][two]) for one, two in zip(x, y, strict=True) if one in place[0] and two in place[1]
    ]
    if not both:
        return None, "Of no pair of X and Y are both words there: RIPA, direct and indirect bias are left out."
    first, second = zip(*both, strict=True)
    left_out = len(x) - len(both)
    left = f"; {left_out} pairs lack a word and are left out" if left_out else ""
    note = f"RIPA, direct and indirect bias take the words of X and Y as pairs, in their order{left}."
    return {**sets, "X": sets["X"][list(first)], "Y": sets["Y"][list(second)]}, note
