"""All-but-the-top: the mean and the first principal components taken away (Mu & Viswanath 2018, algorithm 1)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.change import Change
from embexplorer.core.derived import changed
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import principal_axes
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, refuse_more_than

USUAL = 100  # dimensions for each component that is taken away, as the paper advises


@register
@dataclass(frozen=True, kw_only=True)
class AllButTheTop(Transform):
    """Take away the mean and the top principal components, which often hold word frequency more than meaning."""

    name: ClassVar[str] = "all-but-the-top"
    title: ClassVar[str] = "All but the top"
    multiplies: ClassVar[bool] = True

    components: int | None = param(
        None, "How many components are taken away; left out: one for each 100 dimensions", low=1, high=10_000
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """Rows minus mean minus their part in the top components; the number of dimensions stays."""
        space = inputs.the_space()
        count = self.components or max(1, round(space.dimensions / USUAL))
        report(0.0, "Finding the components")
        found = principal_axes(space.vectors, Part(report, 0.0, 0.6))
        refuse_more_than(count, found, space, "--components", spared=1)
        top = found.axes[:, :count]
        rest = np.eye(space.dimensions) - top @ top.T
        held = f"{100 * found.share(count):.1f} % of the variance"
        which = "The top component, which holds" if count == 1 else f"The top {count:,} components, which hold"
        notes = (f"{which} {held} of {space.name}, and the mean were taken away.",)
        said = f"without top {count:,}"
        return changed(space, Change(less=found.mean, matrix=rest), said, Part(report, 0.6, 1.0), notes)
