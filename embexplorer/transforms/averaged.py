"""Two spaces as one by averaging the rows they share (Coates & Bollegala 2018): only where both have one basis."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.change import unit_rows
from embexplorer.core.derived import derived, zero_note
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import mean_of
from embexplorer.core.procrustes import Pairs, Rotation, cosines, in_blocks, rotation, turned
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, left_out, refuse_other_width
from embexplorer.core.typing import DoubleArray, FloatArray

SAME_BASIS = 0.5  # of the mean cosine that the best turn reaches: below it the turn is what was missing


@register
@dataclass(frozen=True, kw_only=True)
class Averaged(Transform):
    """Average each shared word's vectors of two spaces that have one basis, or after turning the other one."""

    name: ClassVar[str] = "averaged"
    title: ClassVar[str] = "Averaged"
    takes: ClassVar[tuple[str, ...]] = ("space", "other")
    multiplies: ClassVar[bool] = True

    align: bool = param(False, "Turn the other space onto this one first (orthogonal Procrustes on the shared words)")
    unit_length: bool = param(True, "Bring both to unit length first, so that neither outweighs the other")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        space, other = inputs.the_space(), inputs.the_other()
        report(0.0, "Matching keys")
        self.refuse_unfit(space, other)
        shared = shared_keys(space, other, fewest=1)
        report(0.2, "Comparing the bases")
        fit, notes = self._fit(shared)
        report(0.6, "Averaging")
        vectors = self._average(shared, fit)
        notes = (*left_out(shared), *notes, *zero_note(vectors, " on average"))
        made = derived(space, vectors, f"averaged with {other.name}", rows=shared.rows, notes=notes)
        report(1.0, "Done")
        return made

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        if other is not None:
            hint = "Bring both to the same number first (reduced), or concatenate them."
            refuse_other_width(space, other, hint)

    def _fit(self, shared: Shared) -> tuple[Rotation | None, tuple[str, ...]]:
        """How the other is turned, where that was asked for; raises UserError where it would have to be."""
        if not self.align:
            refuse_other_basis(shared)
            return None, ()
        fit = rotation(self._pairs(shared))
        now, before = cosines(turned(self._pairs(shared), fit)).mean(), cosines(self._pairs(shared)).mean()
        nearer = f"mean cosine of a word with itself {now:.3f} (before {before:.3f}); n = {len(shared):,}"
        return fit, (f"{shared.other.name} was turned onto {shared.space.name} first: {nearer}.",)

    def _pairs(self, shared: Shared) -> Iterator[tuple[DoubleArray, DoubleArray]]:
        """The other's rows, and this space's."""
        for mine, theirs in in_blocks(shared.left, shared.right):
            yield (unit_rows(theirs), unit_rows(mine)) if self.unit_length else (theirs, mine)

    def _average(self, shared: Shared, fit: Rotation | None) -> FloatArray:
        pairs: Pairs = self._pairs(shared) if fit is None else turned(self._pairs(shared), fit)
        return np.concatenate([np.asarray((theirs + mine) / 2, np.float32) for theirs, mine in pairs])


def refuse_other_basis(shared: Shared) -> None:
    """Raise UserError when a turn of the other would bring the (centred) rows much nearer than they are."""
    here, there = mean_of(shared.left), mean_of(shared.right)

    def pairs() -> Iterator[tuple[DoubleArray, DoubleArray]]:
        return ((theirs - there, mine - here) for mine, theirs in in_blocks(shared.left, shared.right))

    as_they_are = float(cosines(pairs()).mean())
    best = float(cosines(turned(pairs(), rotation(pairs()))).mean())
    if as_they_are >= SAME_BASIS * best:
        return
    name, other = shared.space.name, shared.other.name
    raise UserError(
        f"{name} and {other} do not have one basis: the mean cosine of a word with itself is "
        f"{as_they_are:.2f}, and {best:.2f} once {other} is turned.",
        "Let it be turned first (--align), or concatenate the two.",
    )
