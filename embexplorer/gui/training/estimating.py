"""What the chosen training would take, before it is begun: from the look at its text, or by asking a worker."""

import json

from PySide6.QtCore import QObject, Signal

from embexplorer.core.corpus_look import CorpusLook
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Estimated, Size
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build, parameters_of, to_json
from embexplorer.core.table import Table
from embexplorer.workspace.workspace import Workspace

STEP = "estimate"
ESTIMATE = ("seconds", "memory", "condition")
UNITS = {"graph": ("edges", "nodes"), "interactions": ("interactions", "items"), "images": ("images", "images"),
         "pairs": ("pairs", "subjects"), "texts": ("texts", "texts")}  # fmt: skip


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
        if not isinstance(step, Estimated):
            self.told.emit("")
        elif not any(parameter.name == "path" and parameter.required for parameter in parameters_of(type(step))):
            self.told.emit(sentence(step.estimate_on(space)) if space is not None else "")
        elif "tokens" in step.reading_parameters:
            self.told.emit(sentence(step.estimate(_size(step, look, space))) if look is not None else "")
        else:
            self._ask_worker(step)

    def _ask_worker(self, step: Estimated) -> None:
        values = to_json(step)["parameters"]
        self._reads = getattr(step, "reads", "texts")
        path = values.pop("path")
        asked = {"path": path, "trainer": step.name, "settings": json.dumps(values)}
        self._workspace.ask(build(step_named(STEP), asked), self._on_answered, self._on_failed, key=STEP)

    def _on_answered(self, table: Table) -> None:
        row = table.columns.to_pylist()[0]
        units, rows = UNITS[self._reads]
        size = f"{row['rows']:,} {rows}"
        if units != rows:
            size = f"{row['units']:,} {units}, {size}"
        known = row["seconds"] is not None
        takes = sentence(Estimate(**{name: row[name] for name in ESTIMATE})) if known else ""
        self.told.emit(f"{size}. {takes}".strip())

    def _on_failed(self, wrong: UserError) -> None:
        self.told.emit("")
        self.failed.emit(str(wrong))


def _size(step: Estimated, look: CorpusLook, space: EmbeddingSpace | None) -> Size:
    """What was seen of the text, beside the open space where the step takes one."""
    taken = (space.rows, space.dimensions) if space is not None and "space" in step.takes else (0, 0)
    return Size(documents=look.documents, units=look.words, rows=look.vocabulary, taken=taken)


def takes(step: Step, space: EmbeddingSpace) -> str:
    """The sentence for a step that takes the open space alone; empty where nothing is known."""
    return sentence(step.estimate_on(space)) if isinstance(step, Estimated) else ""


def sentence(estimate: Estimate | None) -> str:
    """“About 11 s and 17 MB on this computer”."""
    if estimate is None:
        return ""
    condition = f", {estimate.condition}" if estimate.condition else ""
    return f"About {_time(estimate.seconds)} and {estimate.memory / 1e6:,.0f} MB on this computer{condition}"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
