"""Words on an axis between two poles, with how sure their places are, and whether the axis measures anything."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.axes import Method, Poles, poles_of, share_of_pairs
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import wilson
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.core.vectors import unit
from embexplorer.core.word_lookup import ABSENT, Found, WordStep, in_other_case

BLOCK = 4096
POLES = "poles"
ENDS = (0.025, 0.975)


@register
@dataclass(frozen=True, kw_only=True)
class Axis(WordStep):
    """Words on an axis between two poles, such as man, he against woman, she.

    Each word's place is the cosine of its vector with the axis; intervals come from other draws of the pole words.
    """

    name: ClassVar[str] = "axis"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Axis"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    words: tuple[str, ...] = param((), "Words to be placed; none: the k at either end of all")
    left: tuple[str, ...] = param((), "The pole of low values: words or formulas", title="Left pole")
    right: tuple[str, ...] = param((), "The pole of high values: words or formulas", title="Right pole")
    method: Method = param("means", "Between the means of both, or along the first component of pairs")
    k: int = param(20, "How many words of either end, where none are named; 0: all words", low=0, high=1_000_000)
    times: int = param(1000, "Draws of the pole words, for the intervals", low=100, high=100_000, advanced=True)
    seed: int = param(0, "Chooses the draws", low=0)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a word, the highest first; the part `poles` says of each pole word whether it is on its own side."""
        space = inputs.the_space()
        if not self.left or not self.right:
            raise UserError("An axis needs words on both sides.", "Give --left and --right, some words each.")
        poles = poles_of(space, self.left, self.right, self, self.method)
        axis = poles.axis()
        found = self.look_up(space, self.words)
        if self.words and not found.words:
            space.keys.row_of(self.words[0])  # raises, with near spellings
        report(0.2, "Placing the words")
        rows, vectors = (found.rows, unit(found.vectors)) if self.words else self._ends(space, axis)
        labels = list(found.words) if self.words else space.keys.at(rows)
        report(0.5, "Drawing the pole words again")
        low, high = self._intervals(np.asarray(vectors, np.float64), poles, Part(report, 0.5, 1.0))
        scores = np.asarray(vectors, np.float64) @ axis
        order = np.argsort(-scores, kind="stable")
        columns = {
            "row": pa.array(rows[order], pa.int64(), mask=rows[order] < 0),
            "word": pa.array([labels[number] for number in order], pa.string()),
            "score": pa.array(scores[order], pa.float64()),
            "low": pa.array(low[order], pa.float64(), from_pandas=True),
            "high": pa.array(high[order], pa.float64(), from_pandas=True),
            "pole": pa.array([_pole(labels[number], poles) for number in order], pa.string()),
        }
        return self._table(space, poles, pa.table(columns), found)

    def _ends(self, space: EmbeddingSpace, axis: DoubleArray) -> tuple[IntArray, DoubleArray]:
        """The rows at either end of all, and their unit vectors."""
        scores = np.concatenate(
            [unit(space.vectors[at : at + BLOCK]) @ axis.astype(np.float32) for at in range(0, space.rows, BLOCK)]
        )
        order = np.argsort(scores, kind="stable")
        if self.k and 2 * self.k < len(order):
            order = np.concatenate([order[: self.k], order[-self.k :]])
        return np.asarray(order, np.int64), np.asarray(unit(space.vectors[order]), np.float64)

    def _intervals(self, vectors: DoubleArray, poles: Poles, report: Report) -> tuple[DoubleArray, DoubleArray]:
        """The ends of 95 % of the places by other draws of the pole words; NaN where there can be no other."""
        low, high = np.full(len(vectors), np.nan), np.full(len(vectors), np.nan)
        if poles.can_be_drawn():
            axes = poles.drawn(self.times, self.seed)
            for start in range(0, len(vectors), BLOCK):
                report(start / len(vectors), "Drawing the pole words again")
                part = slice(start, start + BLOCK)
                low[part], high[part] = np.quantile(vectors[part] @ axes.T, ENDS, axis=1)
        return low, high

    def _table(self, space: EmbeddingSpace, poles: Poles, columns: pa.Table, found: Found) -> Table:
        facts, told = _judged(poles)
        how = f"pairs, first component {100 * facts['explained']:.0f} %" if self.method == "pairs" else self.method
        sizes = f"{len(poles.left_words)} and {len(poles.right_words)} pole words, {how}"
        sizes += in_other_case(poles.folded + len(found.folded))
        return Table(
            name=f"Axis {poles.title}",
            columns=columns,
            caption=f"cosine with the axis · {sizes} · {captioned(space)} · exact · n = {space.rows:,}",
            missing=tuple(dict.fromkeys([*poles.missing, *found.missing])),
            facts=facts,
            form="points",
            notes=(told, *self._of_draws(poles), *poles.notes, *found.notes()),
            parts={POLES: _poles(poles)},
        )

    def _of_draws(self, poles: Poles) -> tuple[str, ...]:
        """What the intervals are, and what they leave out."""
        if not poles.can_be_drawn():
            return ("With one word on each side there are no intervals: no other words can be drawn.",)
        told = f"low and high: 95 % of {self.times:,} draws of the pole words, seed {self.seed}."
        alone = [word for word in (poles.left_words, poles.right_words) if len(word) == 1]
        return (told, *(f"‘{word}’ stands alone on its side, so the intervals are too narrow." for (word,) in alone))


def _judged(poles: Poles) -> tuple[dict[str, float], str]:
    """What the words held out say of the axis, as numbers and as the sentence that comes first in the notes."""
    facts = {"left": float(len(poles.left_words)), "right": float(len(poles.right_words))}
    if poles.method == "pairs":
        facts["explained"] = share_of_pairs(poles.left, poles.right)
    if not poles.can_be_held_out():
        return (
            facts,
            "With one word on a side nothing can be held out: whether the axis measures anything is not known.",
        )
    left, right = poles.held_out()
    good, total = int(left.sum() + right.sum()), len(left) + len(right)
    low, high = wilson(good, total)
    facts |= {"hold_out": good / total, "hold_out_low": low, "hold_out_high": high}
    verdict = "" if low > 0.5 else " That could be chance: the axis may measure nothing."
    return facts, (
        f"Held out one by one, {good} of {total} pole words fall on their own side "
        f"({100 * low:.0f} to {100 * high:.0f} %).{verdict}"
    )


def _poles(poles: Poles) -> pa.Table:
    axis = poles.axis()
    left, right = poles.held_out() if poles.can_be_held_out() else (None, None)
    sides = [
        ("left", poles.left_words, poles.left, poles.left_rows, left),
        ("right", poles.right_words, poles.right, poles.right_rows, right),
    ]
    rows = [
        {
            "row": None if places[n] == ABSENT else places[n],
            "word": word,
            "pole": side,
            "score": float(vector @ axis),
            "held_out": None if kept is None else bool(kept[n]),
        }
        for side, words, vectors, places, kept in sides
        for n, (word, vector) in enumerate(zip(words, vectors, strict=True))
    ]
    kinds = [("word", pa.string()), ("pole", pa.string()), ("score", pa.float64()), ("held_out", pa.bool_())]
    return pa.Table.from_pylist(rows, pa.schema([("row", pa.int64()), *kinds]))


def _pole(word: str, poles: Poles) -> str | None:
    if word in poles.left_words:
        return "left"
    return "right" if word in poles.right_words else None
