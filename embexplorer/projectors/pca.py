"""PCA: the exact principal components of a space, all of them."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from embexplorer.core.checks import refuse_unfit
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import principal_components
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Kind, Step


@register
@dataclass(frozen=True, kw_only=True)
class Pca(Step):
    """The directions of greatest variance: exact, linear and quick; distances on the map are shadows of true ones."""

    name: ClassVar[str] = "pca"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "PCA"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Projection
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """All min(n, d) components in descending order of variance, with the share each explains."""
        space = inputs.the_space()
        report(0.0, "Checking the rows")
        refuse_unfit(space)
        found = principal_components(space.vectors, report=report)
        shares = tuple(float(share) for share in found.explained)
        if space.dimensions == 1:  # a map has two axes
            shares, found = (*shares, 0.0), replace(found, coordinates=np.pad(found.coordinates, ((0, 0), (0, 1))))
        axes = tuple(f"PC{number} · {100 * share:.1f} %" for number, share in enumerate(shares, start=1))
        report(1.0, "Done")
        return Projection(name="PCA", coordinates=found.coordinates, axes=axes, explained=shares)
