"""PCA to fewer dimensions: the directions in which rows differ most, and what share of the variance they keep."""

from dataclasses import dataclass
from typing import ClassVar

from embexplorer.core.change import Change
from embexplorer.core.derived import changed
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import principal_axes
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, refuse_more_dimensions, refuse_more_than


@register
@dataclass(frozen=True, kw_only=True)
class Reduced(Transform):
    """Keep the first principal components of the centred rows: fewer dimensions, as little lost as can be."""

    name: ClassVar[str] = "reduced"
    title: ClassVar[str] = "Reduced by PCA"
    multiplies: ClassVar[bool] = True

    dimensions: int = param(50, "How many principal components are kept", low=1, high=100_000)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        space = inputs.the_space()
        report(0.0, "Finding the components")
        self.refuse_unfit(space)
        found = principal_axes(space.vectors, Part(report, 0.0, 0.6))
        refuse_more_than(self.dimensions, found, space, "--dimensions")
        change = Change(less=found.mean, matrix=found.axes[:, : self.dimensions])
        held = f"{100 * found.share(self.dimensions):.1f} % of the variance"
        notes = (f"The {self.dimensions:,} first principal components of {space.name} keep {held}.",)
        return changed(space, change, f"PCA to {self.dimensions:,}", Part(report, 0.6, 1.0), notes)

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        refuse_more_dimensions(self.dimensions, space)
