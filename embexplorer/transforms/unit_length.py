"""Unit length: every row divided by its norm, so that only directions are left."""

from dataclasses import dataclass
from typing import ClassVar

from embexplorer.core.change import Change
from embexplorer.core.derived import changed, zero_note
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.transform import Transform


@register
@dataclass(frozen=True, kw_only=True)
class UnitLength(Transform):
    """Divide every row by its length: Euclidean distance and dot product then order words as the cosine does."""

    name: ClassVar[str] = "unit-length"
    title: ClassVar[str] = "Unit length"

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        space = inputs.the_space()
        report(0.0, "Measuring lengths")
        if not space.vectors.any():
            raise UserError(f"All rows of {space.name} are zeros and have no direction.", "Choose another space.")
        one, many = ": it has no direction and stays as it is", ": they have no direction and stay as they are"
        notes = zero_note(space.vectors, one, many)
        return changed(space, Change(unit=True), "unit length", report, notes)
