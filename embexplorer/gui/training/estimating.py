"""What the chosen training would take, before it is begun: from the look at its text, or by asking a worker."""

import json

from PySide6.QtCore import QObject, Signal

from embexplorer.core.corpus_look import CorpusLook
from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build, to_json
from embexplorer.core.table import Table
from embexplorer.core.trainer import Estimate, Size, Trainer
from embexplorer.workspace.workspace import Workspace

STEP = "estimate"
UNITS = {"graph": ("edges", "nodes"), "interactions": ("interactions", "items"), "images": ("images", "images"),
         "pairs": ("pairs", "subjects")}  # fmt: skip


class Estimating(QObject):
    """`told` carries a sentence, empty where nothing is known; `failed` what is wrong with the file."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._reads = ""

    def ask(self, step: Step, look: CorpusLook | None) -> None:
        """Say it for this step; of a text only once it has been looked at."""
        space = self._workspace.space()
        if not isinstance(step, Trainer):
            self.told.emit("")
        elif step.reads == "space":
            self.told.emit(sentence(step.estimate_on(space)) if space is not None else "")
        elif step.reads == "text":
            size = look and Size(documents=look.documents, units=look.words, rows=look.vocabulary)
            self.told.emit(sentence(step.estimate(size)) if size else "")
        else:
            self._ask_worker(step)

    def _ask_worker(self, step: Trainer) -> None:
        values = to_json(step)["parameters"]
        self._reads = step.reads
        path = values.pop("path")
        asked = {"path": path, "trainer": step.name, "settings": json.dumps(values)}
        self._workspace.ask(build(step_named(STEP), asked), self._on_answered, self._on_failed, key=STEP)

    def _on_answered(self, table: Table) -> None:
        row = table.columns.to_pylist()[0]
        units, rows = UNITS[self._reads]
        size = f"{row['units']:,} {units}" + (f", {row['rows']:,} {rows}" if rows != units else "")
        known = row["seconds"] is not None
        takes = sentence(Estimate(seconds=row["seconds"], memory=row["memory"])) if known else ""
        self.told.emit(f"{size}. {takes}".strip())

    def _on_failed(self, wrong: UserError) -> None:
        self.told.emit("")
        self.failed.emit(str(wrong))


def sentence(estimate: Estimate | None) -> str:
    """“About 11 s and 17 MB on this computer”."""
    if estimate is None:
        return ""
    return f"About {_time(estimate.seconds)} and {estimate.memory / 1e6:,.0f} MB on this computer"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
