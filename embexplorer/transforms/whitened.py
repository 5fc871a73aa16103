"""Whitening: rows whose covariance is the identity, by PCA or, turned back nearest to the originals, by ZCA."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from embexplorer.core.change import Change
from embexplorer.core.derived import changed
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import PrincipalAxes, principal_axes
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, refuse_more_dimensions, refuse_more_than


@register
@dataclass(frozen=True, kw_only=True)
class Whitened(Transform):
    """Centre, and give every direction the same variance, 1, so that none outweighs the others."""

    name: ClassVar[str] = "whitened"
    title: ClassVar[str] = "Whitened"
    multiplies: ClassVar[bool] = True

    method: Literal["pca", "zca"] = param(
        "pca", "Along the principal components, or turned back so that rows stay nearest to what they were"
    )
    dimensions: int | None = param(
        None, "How many components are kept, with pca; left out: all that have variance", low=1, high=100_000
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """The covariance of the rows, with n − 1 below the line, is the identity."""
        space = inputs.the_space()
        report(0.0, "Finding the components")
        self.refuse_unfit(space)
        found = principal_axes(space.vectors, Part(report, 0.0, 0.6))
        count = self._kept(found, space)
        matrix = found.axes[:, :count] / np.sqrt(found.variances[:count])
        if self.method == "zca":
            matrix = matrix @ found.axes.T
        change = Change(less=found.mean, matrix=matrix)
        said = "ZCA-whitened" if self.method == "zca" else "PCA-whitened"
        if self.dimensions is not None:
            said = f"{said} to {count:,}"
        return changed(space, change, said, Part(report, 0.6, 1.0), _left_out(found, space))

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        if self.method == "zca" and self.dimensions is not None:
            raise UserError(
                f"--dimensions is {self.dimensions:,}, but ZCA keeps the dimensions of the space.",
                "Leave it out, or whiten along the components (--method pca).",
            )
        refuse_more_dimensions(self.dimensions or 1, space)

    def _kept(self, found: PrincipalAxes, space: EmbeddingSpace) -> int:
        if self.method == "zca":
            if found.rank < space.dimensions:
                raise UserError(
                    f"{space.name} has variance in {found.rank:,} of its {space.dimensions:,} dimensions "
                    f"({space.rows:,} rows), and ZCA needs it in all of them.",
                    "Whiten along the components (--method pca).",
                )
            return space.dimensions
        count = self.dimensions or max(1, found.rank)
        refuse_more_than(count, found, space, "--dimensions")
        return count


def _left_out(found: PrincipalAxes, space: EmbeddingSpace) -> tuple[str, ...]:
    lost = space.dimensions - found.rank
    if not lost:
        return ()
    which = "1 direction has" if lost == 1 else f"{lost:,} directions have"
    return (f"{which} no variance in {space.name} and cannot be whitened: left out.",)
