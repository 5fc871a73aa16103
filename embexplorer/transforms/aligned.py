"""Alignment: a space turned onto another by orthogonal Procrustes on the words they share (Schönemann 1966)."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.change import Change, unit_rows
from embexplorer.core.derived import changed
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.procrustes import Rotation, cosines, residual, rotation
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform
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
        """Distances and cosines within the space stay as they are (unless centred: cosines); n rows, all of them."""
        space, other = inputs.the_space(), inputs.the_other()
        report(0.0, "Matching keys")
        if space.dimensions != other.dimensions:
            raise UserError(
                f"{space.name} has {space.dimensions:,} dimensions and {other.name} has {other.dimensions:,}.",
                "Bring both to the same number first (reduced).",
            )
        shared = shared_keys(space, other, fewest=1)
        mine, theirs = np.asarray(shared.left, np.float64), np.asarray(shared.right, np.float64)
        report(0.2, f"Turning by {len(shared):,} shared keys")
        change, fit = self._fitted(mine, theirs, other)
        said = f"aligned to {other.name}"
        turned = changed(space, change, said, Part(report, 0.4, 1.0), (shared.note(), *_arbitrary(fit, space, shared)))
        after = np.asarray(turned.vectors[shared.rows], np.float64)
        return replace(
            turned.with_columns(_column(turned, shared, cosines(after, theirs), other)),
            notes=(*turned.notes, _nearer(mine, after, theirs, other)),
        )

    def _fitted(self, mine: DoubleArray, theirs: DoubleArray, other: EmbeddingSpace) -> tuple[Change, Rotation]:
        less = mine.mean(axis=0) if self.centre else None
        plus = theirs.mean(axis=0) if self.centre else None
        from_rows = mine if less is None else mine - less
        to_rows = theirs if plus is None else theirs - plus
        weighed = (unit_rows(from_rows), unit_rows(to_rows)) if self.alike else (from_rows, to_rows)
        fit = rotation(*weighed)
        if not fit.spanned:
            raise UserError(
                f"The rows shared with {other.name} tell no direction: they are zeros, or all the same.",
                "Choose another space, or do not centre.",
            )
        stretch = _stretch(from_rows @ fit.matrix, to_rows) if self.scale else 1.0
        return Change(less=less, matrix=stretch * fit.matrix, plus=plus), fit


def _stretch(turned: DoubleArray, theirs: DoubleArray) -> float:
    """The factor that brings the turned rows nearest; 1 where they are zeros."""
    size = float(np.vdot(turned, turned))
    return float(np.vdot(turned, theirs)) / size if size > 0 else 1.0


def _column(space: EmbeddingSpace, shared: Shared, found: DoubleArray, other: EmbeddingSpace) -> pa.Table:
    """The cosine of each shared word with itself in the other space; empty for all others."""
    values = np.zeros(space.rows, np.float32)
    values[shared.rows] = found
    absent = np.ones(space.rows, np.bool_)
    absent[shared.rows] = False
    return pa.table({f"cosine to {other.name}": pa.array(values, pa.float32(), mask=absent)})


def _arbitrary(fit: Rotation, space: EmbeddingSpace, shared: Shared) -> tuple[str, ...]:
    if fit.spanned >= space.dimensions:
        return ()
    spanned = f"The {len(shared):,} shared keys span {fit.spanned:,} of {space.dimensions:,} dimensions"
    return (f"{spanned}: in the others the turn is arbitrary, and so are the places of rows that are not shared.",)


def _nearer(before: DoubleArray, after: DoubleArray, theirs: DoubleArray, other: EmbeddingSpace) -> str:
    now, then = cosines(after, theirs).mean(), cosines(before, theirs).mean()
    return (
        f"Residual {residual(after, theirs):.3f} of the length of the shared rows of {other.name} "
        f"(before: {residual(before, theirs):.3f}); mean cosine of a word with itself {now:.3f} (before: {then:.3f}); "
        f"n = {len(theirs):,}."
    )
