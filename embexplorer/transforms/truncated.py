"""Truncation: the first dimensions alone, as Matryoshka models are trained for (Kusupati et al. 2022)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.change import Change
from embexplorer.core.derived import changed, zero_note
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, refuse_more_dimensions


@register
@dataclass(frozen=True, kw_only=True)
class Truncated(Transform):
    """Keep the first dimensions only: harmless for Matryoshka models, a blind cut for all others."""

    name: ClassVar[str] = "truncated"
    title: ClassVar[str] = "Truncated"

    dimensions: int = param(64, "How many of the first dimensions are kept", low=1, high=100_000)
    renormalise: bool = param(True, "Bring the rows to unit length afterwards")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        space = inputs.the_space()
        report(0.0, "Cutting the rows")
        self.refuse_unfit(space)
        first = np.eye(space.dimensions, self.dimensions)
        said = f"first {self.dimensions:,}" + (" at unit length" if self.renormalise else "")
        notes = zero_note(space.vectors[:, : self.dimensions], f" in the first {self.dimensions:,} dimensions")
        return changed(space, Change(matrix=first, unit=self.renormalise), said, report, notes)

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        refuse_more_dimensions(self.dimensions, space)
