"""Carry vectors out: a space or a selection as a vector file, a projection as coordinates; each is an action."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from embexplorer.core.coordinates import write_coordinates
from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.actions import Action, Actions
from embexplorer.workspace.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of vector file: what the dialog says, how it ends, and the step that writes it."""

    title: str
    suffix: str
    step: str

    @property
    def filter(self) -> str:
        return f"{self.title} (*{self.suffix})"


FORMATS = (
    Format(title="word2vec text", suffix=".txt", step="to-word2vec"),
    Format(title="NumPy array with labels", suffix=".npy", step="to-npy"),
)


class VectorExports(QObject):
    """Asks where a file goes, over `parent`, and has it written."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parent = parent
        self._register(actions)

    def export_vectors(self, path: Path, chosen: Format, selection: bool) -> str:
        """Write the shown space, or its selected rows, in a worker; answers the job."""
        rows = self._workspace.selection if selection else None
        step = build(step_named(chosen.step), {"path": str(path)})
        return self._workspace.start(step, space=self._workspace.space_id, rows=rows)

    def export_coordinates(self, path: Path) -> None:
        """Write the shown components of the shown projection, with their recipe beside them."""
        space, projection = self._workspace.space(), self._workspace.projection()
        if space is None or projection is None:
            return
        try:
            write_coordinates(path, space, projection, self._workspace.look.axes)
        except UserError as unwritable:
            self._workspace.notice(str(unwritable), "error")
            return
        self._workspace.notice(f"{path.name} was written: {projection.rows:,} rows, and its recipe beside it.")

    def _register(self, actions: Actions) -> None:
        common: dict[str, Any] = {"group": "File", "section": 3}
        actions.add(Action(id="file.export-space", text="Export space…", run=self._on_space, enabled=self._has_space,
                           why_disabled="Open a vector file first", **common))  # fmt: skip
        actions.add(Action(id="file.export-selection", text="Export selection…", run=self._on_selection,
                           enabled=self._has_selection, why_disabled="Select words first", **common))  # fmt: skip
        actions.add(Action(id="file.export-coordinates", text="Export coordinates…", run=self._on_coordinates,
                           enabled=self._has_projection, why_disabled="Run a projection first", **common))  # fmt: skip

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _has_selection(self) -> bool:
        return len(self._workspace.selection) > 0

    def _has_projection(self) -> bool:
        return self._workspace.projection() is not None

    def _on_space(self) -> None:
        self._ask_vectors("Export space", selection=False)

    def _on_selection(self) -> None:
        self._ask_vectors("Export selection", selection=True)

    def _ask_vectors(self, title: str, selection: bool) -> None:
        filters = ";;".join(one.filter for one in FORMATS)
        path, chosen = QFileDialog.getSaveFileName(self._parent, title, self._workspace.space().name, filters)
        if path:
            one = next((one for one in FORMATS if one.filter == chosen), FORMATS[0])
            self.export_vectors(_ending(Path(path), one.suffix), one, selection)

    def _on_coordinates(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self._parent, "Export coordinates", "coordinates.csv", "CSV (*.csv)")
        if path:
            self.export_coordinates(_ending(Path(path), ".csv"))


def _ending(path: Path, suffix: str) -> Path:
    return path if path.suffix else path.with_suffix(suffix)
