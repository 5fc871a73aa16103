"""Centring: the mean of all rows becomes zero."""

from dataclasses import dataclass
from typing import ClassVar

from embexplorer.core.change import Change
from embexplorer.core.checks import distinct_rows
from embexplorer.core.derived import changed
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.principal import mean_of
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.transform import Transform


@register
@dataclass(frozen=True, kw_only=True)
class Centred(Transform):
    """Take the mean of all rows away, so that what all words share no longer counts in their cosines."""

    name: ClassVar[str] = "centred"
    title: ClassVar[str] = "Centred"

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        space = inputs.the_space()
        report(0.0, "Taking the mean")
        if distinct_rows(space.vectors) < 2:
            raise UserError(
                f"All rows of {space.name} are the same vector ({space.rows:,}): without their mean nothing is left.",
                "Choose a space whose rows differ.",
            )
        return changed(space, Change(less=mean_of(space.vectors)), "centred", Part(report, 0.3, 1.0))
