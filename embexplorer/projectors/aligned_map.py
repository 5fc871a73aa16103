"""A map turned onto the map of another space, so that the two can be laid over each other."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.morph import left_over, turned_onto
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.shared_keys import shared_keys
from embexplorer.core.step import Kind, Step


@register
@dataclass(frozen=True, kw_only=True)
class AlignedMap(Step):
    """A map turned, scaled and moved onto the map of another space by the words that both share."""

    name: ClassVar[str] = "aligned-map"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "Aligned map"
    takes: ClassVar[tuple[str, ...]] = ("space", "projection", "other", "other_projection")
    makes: ClassVar[type] = Projection

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """n × 2; who lies near whom is as it was. The residual, 0 to 1, says how unlike the two maps are."""
        space, mine, fixed = inputs.the_space(), inputs.the_projection(), inputs.the_other_projection()
        report(0.0, "Finding the shared words")
        shared = shared_keys(space, inputs.the_other())
        for projection, owner in ((mine, space), (fixed, shared.other)):
            if projection.rows != owner.rows:
                raise UserError(
                    f"{projection.name} has {projection.rows:,} points, but {owner.name} has {owner.rows:,} rows.",
                    "Choose a projection of this space.",
                )
        report(0.5, "Turning the map")
        places, onto = np.asarray(mine.coordinates[:, :2]), np.asarray(fixed.coordinates[:, :2])
        turned = turned_onto(places, shared.rows, onto, shared.other_rows)
        residual = left_over(turned[shared.rows], onto[shared.other_rows])
        report(1.0, "Done")
        said = f"Turned onto {fixed.name} of {shared.other.name} by {len(shared):,} shared {space.unit}"
        return Projection(
            name=f"{mine.name}, turned",
            coordinates=turned,
            notes=(*mine.notes, f"{said}; residual {residual:.2f} (0 is equal)."),
            facts={"shared": float(len(shared)), "residual": residual},
        )
