"""Say what a training would take before it is begun: how large its input is, how long it needs, and how much memory."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, cast

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimated, Size, estimated
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register, steps
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import FOLDER, Kind, Step, build, param, parameters_of
from embexplorer.core.table import Table


@register
@dataclass(frozen=True, kw_only=True)
class EstimateTraining(Step):
    """Read what a training or an encoding would begin with, and say roughly how long it takes and how much memory.

    For what learns from an open space alone, such as repeated, FILE is the folder of that space.
    """

    name: ClassVar[str] = "estimate"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Estimate of a training"
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    path: Path = param(help="The file or folder that would be learned from.")
    trainer: str = param("word2vec", "The trainer or encoder, as in its sub-command after “train-” or “encode-”.")
    settings: str = param("{}", 'Its parameters as a JSON object, such as {"epochs": 10}; the others are usual.')
    space: Path | None = param(
        None, "The folder of the space that is taken as well, such as the words for average-documents.", unit=FOLDER
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row: documents, units (words, edges, images, tokens), rows, seconds, bytes (null: unknown), condition."""
        step = self._asked()
        space = self._space(step)
        size, told = estimated(step, space, report)
        size = size or Size(documents=0, units=0, rows=space.rows if space is not None else 0)
        columns = {
            "documents": [size.documents],
            "units": [size.units],
            "rows": [size.rows],
            "seconds": pa.array([told.seconds if told else None], pa.float64()),
            "memory": pa.array([told.memory if told else None], pa.float64()),
            "condition": [told.condition if told else ""],
        }
        caption = f"{step.title} on {self.path.name}, roughly, on this computer"
        return Table(name="Estimate", columns=pa.table(columns), caption=caption, units={"memory": "bytes"})

    def _asked(self) -> Estimated:
        known = {name: step for name, step in steps().items() if issubclass(step, Estimated)}
        if self.trainer not in known:
            raise UserError(f"There is no trainer ‘{self.trainer}’.", f"There are: {', '.join(known)}.")
        kind = known[self.trainer]
        path = {"path": str(self.path)} if _reads(kind) else {}
        return cast("Estimated", build(kind, {**path, **self._settings()}))

    def _space(self, step: Estimated) -> EmbeddingSpace | None:
        if "space" not in step.takes:
            return None
        if _reads(type(step)) and self.space is None:
            raise UserError(f"{step.title} takes a space as well.", "Give the folder of one (--space).")
        return EmbeddingSpace.open(self.space if self.space is not None else self.path)

    def _settings(self) -> dict[str, Any]:
        try:
            settings = json.loads(self.settings)
        except ValueError as wrong:
            raise UserError(f"--settings is no JSON: {wrong}.", 'Write it as {"epochs": 10}.') from wrong
        if not isinstance(settings, dict):
            raise UserError(f"--settings is ‘{self.settings}’, expected a JSON object.", 'Write it as {"epochs": 10}.')
        return settings


def _reads(kind: type[Step]) -> bool:
    """Whether it cannot run without a file."""
    return any(parameter.name == "path" and parameter.required for parameter in parameters_of(kind))
