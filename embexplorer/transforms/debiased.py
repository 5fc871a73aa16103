"""Hard debiasing: words lose their part in a direction, and pairs of words come to lie alike about it."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from embexplorer.core.bias_measures import unit_rows
from embexplorer.core.change import Change
from embexplorer.core.debiasing import equalised, neutralised, subspace_of
from embexplorer.core.derived import derived, following, zero_note
from embexplorer.core.errors import UserError
from embexplorer.core.gender_words import gender_words
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.word_lookup import ABSENT, Case, rows_of

BLOCK = 8192
TOLD = 8  # missing words that are named
CAVEAT = "Debiasing hides a bias more than it removes it (Gonen & Goldberg 2019): see what debias-cost still recovers."


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What is done to which words: pairs that define the subspace, pairs to be equalised, words that keep it."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    equalise: tuple[tuple[str, ...], ...]
    keep: tuple[str, ...]


@register
@dataclass(frozen=True, kw_only=True)
class Debiased(Transform):
    """Take a direction such as gender out of all words but those that mean it, and lay pairs alike about it.

    Hard debiasing of Bolukbasi et al. (2016): rows are brought to length 1, neutralised, and pairs equalised.
    """

    name: ClassVar[str] = "debiased"
    title: ClassVar[str] = "Debiased"
    multiplies: ClassVar[bool] = True

    words: Literal["gender", "own"] = param("gender", "The bundled words of gender (English), or those given here")
    left: tuple[str, ...] = param((), "One side of the pairs that define the direction: she, woman …")
    right: tuple[str, ...] = param((), "The other side, in the same order: he, man …")
    keep: tuple[str, ...] = param((), "Words that mean the direction and keep it")
    equalise: tuple[str, ...] = param((), "Pairs to be equalised, each as one:other")
    components: int = param(1, "How many components of the pairs' differences are taken out", low=1, high=20)
    case: Case = param("fold", "A word that is absent: look for it in other case, or take it exactly", advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """Rows of length 1; keys, columns and number of dimensions stay."""
        space = inputs.the_space()
        report(0.0, "Finding the direction")
        lists = self._lists()
        first, second = self._pairs(space, lists)
        basis, shares = subspace_of(
            unit_rows(np.asarray(space.vectors[first])), unit_rows(np.asarray(space.vectors[second])), self.components
        )
        if not basis.shape[1]:
            raise UserError("Both sides of every pair are the same vector.", "Give pairs that differ.")
        rows, notes = self._changed(space, lists, basis, report)
        held = f"{100 * float(shares.sum()):.0f} % of the variance of {len(first)} pairs"
        told = (f"The direction holds {held}.", *notes, *zero_note(rows, ", since they lay in the direction"), CAVEAT)
        change = Change(matrix=np.eye(space.dimensions) - basis @ basis.T, unit=True)
        return derived(space, rows, "debiased", notes=told, model=following(space, change))

    def _lists(self) -> Lists:
        if self.words == "gender":
            known = gender_words()
            left, right = zip(*known.pairs, strict=True)
            given = Lists(left=left, right=right, equalise=known.equalise, keep=known.specific)
        else:
            given = Lists(left=(), right=(), equalise=(), keep=())
        pairs = tuple(_pair(text) for text in self.equalise)
        left, right = self.left or given.left, self.right or given.right
        if not left or not right:
            raise UserError("The direction has no pairs.", "Give --left and --right, or take --words gender.")
        if len(left) != len(right):
            raise UserError(
                f"--left has {len(left)} words and --right {len(right)}, which make no pairs.", "Give as many of each."
            )
        return Lists(left=left, right=right, equalise=pairs or given.equalise, keep=self.keep or given.keep)

    def _pairs(self, space: EmbeddingSpace, lists: Lists) -> tuple[IntArray, IntArray]:
        first, second = (rows_of(space.keys, words, case=self.case) for words in (lists.left, lists.right))
        both = (first != ABSENT) & (second != ABSENT) & (first != second)
        if not both.any():
            shown = ", ".join(f"‘{one}’–‘{two}’" for one, two in list(zip(lists.left, lists.right, strict=True))[:3])
            raise UserError(f"Of no pair are both words in {space.name}, such as {shown}.", "Give pairs that are.")
        return first[both], second[both]

    def _changed(
        self, space: EmbeddingSpace, lists: Lists, basis: DoubleArray, report: Report
    ) -> tuple[FloatArray, tuple[str, ...]]:
        """All rows at length 1, neutralised but for those that keep the direction, then the pairs equalised."""
        kept = rows_of(space.keys, lists.keep, case=self.case)
        flat = [word for words in lists.equalise for word in words]
        paired = rows_of(space.keys, flat, case=self.case).reshape(-1, 2) if flat else np.empty((0, 2), np.int64)
        whole = paired[(paired != ABSENT).all(axis=1) & (paired[:, 0] != paired[:, 1])]
        spared = np.zeros(space.rows, bool)
        spared[kept[kept != ABSENT]] = True
        answer = np.empty(space.vectors.shape, np.float32)
        for start in range(0, space.rows, BLOCK):
            report(0.1 + 0.8 * start / space.rows, f"Neutralising {start:,} of {space.rows:,} rows")
            rows = unit_rows(np.asarray(space.vectors[start : start + BLOCK]))
            block = np.where(spared[start : start + BLOCK, None], rows, neutralised(rows, basis))
            answer[start : start + BLOCK] = block
        report(0.9, "Equalising the pairs")
        for pair in whole:
            answer[pair] = equalised(unit_rows(np.asarray(space.vectors[pair])), basis)
        done = f"{int((~spared).sum()):,} rows were neutralised, {int(spared.sum())} keep the direction"
        return answer, (f"{done}, {len(whole)} of {len(paired)} pairs were equalised.", *_missing(lists, kept))


def _pair(text: str) -> tuple[str, str]:
    one, colon, two = text.partition(":")
    if not colon or not one.strip() or not two.strip():
        raise UserError(f"--equalise has ‘{text}’, which is no pair.", "Write it as one:other, such as mother:father.")
    return one.strip(), two.strip()


def _missing(lists: Lists, kept: IntArray) -> tuple[str, ...]:
    absent = [word for word, row in zip(lists.keep, kept, strict=True) if row == ABSENT]
    if not absent:
        return ()
    named = ", ".join(f"‘{word}’" for word in absent[:TOLD]) + (" …" if len(absent) > TOLD else "")
    return (f"{len(absent)} of the words that keep the direction are not in the space: {named}.",)
