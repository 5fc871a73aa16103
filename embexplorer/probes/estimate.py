"""Say what a training would take before it is begun: how large its input is, how long it needs, and how much memory."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register, steps
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Kind, Step, build, param
from embexplorer.core.table import Table
from embexplorer.core.trainer import Trainer


@register
@dataclass(frozen=True, kw_only=True)
class EstimateTraining(Step):
    """Read what a trainer would learn from, and say roughly how long that takes and how much memory."""

    name: ClassVar[str] = "estimate"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Estimate of a training"
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    path: Path = param(help="The file or folder that would be learned from.")
    trainer: str = param("word2vec", "The trainer, as in its sub-command after “train-”.")
    settings: str = param("{}", 'Its parameters as a JSON object, such as {"epochs": 10}; the others are usual.')

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row: documents, units (words, edges, interactions, images), rows, seconds and bytes (null: not known)."""
        step = self._training()
        size = step.measured(report)
        if size is None:
            raise UserError(f"{step.title} learns from an open space: nothing is known of it here.", "Just run it.")
        told = step.estimate(size)
        columns = {
            "documents": [size.documents],
            "units": [size.units],
            "rows": [size.rows],
            "seconds": pa.array([told.seconds if told else None], pa.float64()),
            "memory": pa.array([told.memory if told else None], pa.float64()),
        }
        caption = f"{step.title} on {self.path.name}, roughly, on this computer"
        return Table(name="Estimate", columns=pa.table(columns), caption=caption, units={"memory": "bytes"})

    def _training(self) -> Trainer:
        known = steps("trainer")
        if self.trainer not in known:
            raise UserError(f"There is no trainer ‘{self.trainer}’.", f"There are: {', '.join(known)}.")
        step = build(known[self.trainer], {"path": str(self.path), **self._settings()})
        if not isinstance(step, Trainer):
            raise UserError(f"{step.title} says nothing of what it takes.", "Just run it.")
        return step

    def _settings(self) -> dict[str, Any]:
        try:
            settings = json.loads(self.settings)
        except ValueError as wrong:
            raise UserError(f"--settings is no JSON: {wrong}.", 'Write it as {"epochs": 10}.') from wrong
        if not isinstance(settings, dict):
            raise UserError(f"--settings is ‘{self.settings}’, expected a JSON object.", 'Write it as {"epochs": 10}.')
        return settings
