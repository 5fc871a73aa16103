"""Alignment: a space turned onto another by orthogonal Procrustes on the words they share (Schönemann 1966)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.change import Change, unit_rows
from embexplorer.core.derived import changed
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import mean_of
from embexplorer.core.procrustes import Rotation, cosines, in_blocks, residual, rotation, turned
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, left_out, refuse_other_width
from embexplorer.core.typing import DoubleArray


@register
@dataclass(frozen=True, kw_only=True)
class Aligned(Transform):
    """Turn all rows so that the words shared with another space come nearest to their places there."""

    name: ClassVar[str] = "aligned"
    title: ClassVar[str] = "Aligned"
    takes: ClassVar[tuple[str, ...]] = ("space", "other")
    multiplies: ClassVar[bool] = True

    centre: bool = param(False, "Turn about the means of the shared words, and move onto the other's mean")
    scale: bool = param(False, "Stretch all rows by one factor too, so that sizes fit")
    alike: bool = param(False, "Let every shared word count alike in the fit, whatever its length", advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """All n rows. Distances within the space stay as they are but for `scale`; cosines but for `centre`."""
        space, other = inputs.the_space(), inputs.the_other()
        report(0.0, "Matching keys")
        self.refuse_unfit(space, other)
        shared = shared_keys(space, other, fewest=1)
        report(0.2, f"Turning by {len(shared):,} shared keys")
        change, fit = self._fitted(shared)
        notes = (*left_out(shared), *_arbitrary(fit, shared))
        made = changed(space, change, f"aligned to {other.name}", Part(report, 0.4, 0.9), notes)
        column, told = _nearness(shared, made)
        report(1.0, "Done")
        return replace(made.with_columns(column), notes=(*made.notes, told))

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        if other is not None:
            refuse_other_width(space, other, "Bring both to the same number first (reduced).")

    def _fitted(self, shared: Shared) -> tuple[Change, Rotation]:
        less = mean_of(shared.left) if self.centre else None
        plus = mean_of(shared.right) if self.centre else None
        fit = rotation(self._pairs(shared, less, plus, self.alike))
        if not fit.spanned:
            raise UserError(
                f"The rows shared with {shared.other.name} tell no direction: they are zeros, or all the same.",
                "Choose another space, or do not centre.",
            )
        factor = _factor(turned(self._pairs(shared, less, plus, False), fit)) if self.scale else 1.0
        return Change(less=less, matrix=factor * fit.matrix, plus=plus), fit

    @staticmethod
    def _pairs(
        shared: Shared, less: DoubleArray | None, plus: DoubleArray | None, alike: bool
    ) -> Iterator[tuple[DoubleArray, DoubleArray]]:
        for rows, others in in_blocks(shared.left, shared.right):
            mine = rows if less is None else rows - less
            theirs = others if plus is None else others - plus
            yield (unit_rows(mine), unit_rows(theirs)) if alike else (mine, theirs)


def _factor(pairs: Iterator[tuple[DoubleArray, DoubleArray]]) -> float:
    """What the turned rows are multiplied by to come nearest; 1 where they are zeros."""
    sums = [(np.vdot(rows, others), np.vdot(rows, rows)) for rows, others in pairs]
    both, size = float(sum(one for one, _ in sums)), float(sum(one for _, one in sums))
    return both / size if size > 0 else 1.0


def _nearness(shared: Shared, made: EmbeddingSpace) -> tuple[pa.Table, str]:
    """The cosine of each shared word with itself in the other space (others: empty), and all in all as a sentence."""
    other, after = shared.other, np.asarray(made.vectors[shared.rows])
    now, before = cosines(in_blocks(after, shared.right)), cosines(in_blocks(shared.left, shared.right))
    left, was = residual(in_blocks(after, shared.right)), residual(in_blocks(shared.left, shared.right))
    values, absent = np.zeros(made.rows, np.float32), np.ones(made.rows, np.bool_)
    values[shared.rows], absent[shared.rows] = now, False
    told = (
        f"Mean cosine with the same word in {other.name} {now.mean():.3f} (before {before.mean():.3f}), "
        f"residual {left:.3f} (before {was:.3f}); n = {len(shared):,}."
    )
    return pa.table({f"cosine to {other.name}": pa.array(values, pa.float32(), mask=absent)}), told


def _arbitrary(fit: Rotation, shared: Shared) -> tuple[str, ...]:
    if fit.spanned >= shared.space.dimensions:
        return ()
    spanned = f"The {len(shared):,} shared keys span {fit.spanned:,} of {shared.space.dimensions:,} dimensions"
    return (f"{spanned}: in the others the turn is arbitrary, and so are the places of rows that are not shared.",)
