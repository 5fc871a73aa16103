"""Two spaces as one by averaging the rows they share (Coates & Bollegala 2018): only where both have one basis."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.change import unit_rows
from embexplorer.core.derived import derived, zero_note
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.procrustes import cosines, rotation
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.shared_keys import shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform
from embexplorer.core.typing import DoubleArray, IntArray

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
        if space.dimensions != other.dimensions:
            raise UserError(
                f"{space.name} has {space.dimensions:,} dimensions and {other.name} has {other.dimensions:,}.",
                "Bring both to the same number first (reduced), or concatenate them.",
            )
        shared = shared_keys(space, other, fewest=1)
        mine, theirs = self._read(space, shared.rows), self._read(other, shared.other_rows)
        report(0.3, "Comparing the bases")
        theirs, notes = self._in_one_basis(mine, theirs, space, other)
        report(0.7, "Averaging")
        vectors = np.asarray((mine + theirs) / 2, np.float32)
        notes = (shared.note(), *notes, *zero_note(vectors, " on average"))
        made = derived(space, vectors, f"averaged with {other.name}", rows=shared.rows, notes=notes)
        report(1.0, "Done")
        return made

    def _read(self, space: EmbeddingSpace, rows: IntArray) -> DoubleArray:
        chosen = np.asarray(space.vectors[rows], np.float64)
        return unit_rows(chosen) if self.unit_length else chosen

    def _in_one_basis(
        self, mine: DoubleArray, theirs: DoubleArray, space: EmbeddingSpace, other: EmbeddingSpace
    ) -> tuple[DoubleArray, tuple[str, ...]]:
        """The other's rows, turned where that was asked for; raises UserError where they would have to be."""
        if self.align:
            turned = theirs @ rotation(theirs, mine).matrix
            now, then = cosines(turned, mine).mean(), cosines(theirs, mine).mean()
            nearer = f"mean cosine of a word with itself {now:.3f} (before: {then:.3f}); n = {len(mine):,}"
            return turned, (f"{other.name} was turned onto {space.name} first: {nearer}.",)
        refuse_other_basis(mine, theirs, space, other)
        return theirs, ()


def refuse_other_basis(mine: DoubleArray, theirs: DoubleArray, space: EmbeddingSpace, other: EmbeddingSpace) -> None:
    """Raise UserError when a turn of the other would bring the (centred) rows much nearer than they are."""
    here, there = mine - mine.mean(axis=0), theirs - theirs.mean(axis=0)
    as_they_are = float(cosines(here, there).mean())
    turned = float(cosines(here, there @ rotation(there, here).matrix).mean())
    if as_they_are >= SAME_BASIS * turned:
        return
    raise UserError(
        f"{space.name} and {other.name} do not have one basis: the mean cosine of a word with itself is "
        f"{as_they_are:.2f}, and {turned:.2f} once {other.name} is turned.",
        "Let it be turned first (--align), or concatenate the two.",
    )
