"""Carry rows out as a table: which rows, with which columns, coordinates, colours and sets, in which kind of file."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.typing import IntArray
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.map.palette import lookup
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.save_place import asked_place
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.gui.widgets.sheet_rows import foot_row, titled_row
from embexplorer.workspace.workspace import Workspace

WIDTH = 440
KINDS = (("CSV", "csv"), ("TSV", "tsv"), ("Parquet", "parquet"), ("JSON", "json"))
ALL, SHOWN, SELECTED = "all", "shown", "selected"


class DataSheet(QDialog):
    """What is ticked is written by a worker; `set_figure_source` tells what the map shows at that moment."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._figure: Callable[[], Figure | None] = nothing_shown
        self.rows = Choice("Which rows", (280, 280))
        self.kind = Choice("Kind of file", (280, 280))
        self.columns = QCheckBox("Columns of the space")
        self.coordinates = QCheckBox("Coordinates of the map")
        self.colors = QCheckBox("Class and colour of each row")
        self.trust = QCheckBox("What the map keeps of each row")
        self.sets = QCheckBox("Named sets, a column each")
        self.mark = QCheckBox("Which rows are selected")
        self.safe = QCheckBox("Safe for spreadsheets: a ' before text like =1+2")
        self.told = PlainLabel(role="caption", tone="secondary")
        self.problem = PlainLabel(role="caption", tone="error")
        self.save, self.cancel = QPushButton("Save…"), QPushButton("Cancel")
        self._build()
        actions.add(Action(id="file.export-rows", text="Export rows…", group="File", run=self.ask, section=3,
                           enabled=self._has_space, why_disabled="Open a vector file first",
                           tooltip="Export rows · words, coordinates, colours, sets as a table"))  # fmt: skip

    def set_figure_source(self, figure: Callable[[], Figure | None]) -> None:
        """Ask this for what the map shows when rows are written."""
        self._figure = figure

    def ask(self) -> None:
        """Offer what there is now."""
        workspace, space = self._workspace, self._workspace.space()
        if space is None:
            return
        selected = len(workspace.selection)
        entries = [(f"All rows ({space.rows:,})", ALL)]
        shown = workspace.shown_rows()
        entries += [] if shown is None else [(f"Rows shown on the map ({np.count_nonzero(shown):,})", SHOWN)]
        entries += [(f"Selected rows ({selected:,})", SELECTED)] if selected else []
        self.rows.show_entries(entries, SELECTED if selected else ALL)
        self._offer(self.coordinates, workspace.projection() is not None, "There is no map of this space yet")
        colored = workspace.look.color_by is not None or workspace.look.sets is not None
        self._offer(self.colors, colored, "The map is one grey")
        self._offer(self.trust, workspace.trust() is not None, "It is not known yet what this map keeps")
        self._offer(self.sets, bool(workspace.sets), "No set of words has been named yet")
        self._offer(self.mark, selected > 0, "Nothing is selected")
        self._on_changed()
        self.open()

    def write(self, path: Path) -> str:
        """Let a worker write the file; answers the job. Raises UserError where it cannot be asked."""
        workspace, selection = self._workspace, self._workspace.selection
        rows = self._rows()
        mark = self._ticked(self.mark) and rows is None
        trust = workspace.trust()
        wants_trust = self._ticked(self.trust) or self._is_colored_by_trust()
        values = {
            "path": str(path),
            "columns": self.columns.isChecked(),
            "mark_rows": mark,
            "spreadsheet_safe": self._ticked(self.safe),
            "beside": str(trust.folder) if wants_trust and trust is not None and trust.folder is not None else None,
            "sets": [_set_json(one.name, one.words) for one in workspace.sets.values()]
            if self._ticked(self.sets)
            else [],
            **self._colored(),
        }
        step = build(step_named("to-table"), values)
        return workspace.start(
            step,
            space=workspace.space_id,
            projection=workspace.projection_id if self._ticked(self.coordinates) else None,
            rows=selection if mark else rows,
        )

    def _rows(self) -> IntArray | None:
        """The rows that are written alone, None for all."""
        if self.rows.value() == SELECTED:
            return self._workspace.selection
        shown = self._workspace.shown_rows() if self.rows.value() == SHOWN else None
        return None if shown is None else np.flatnonzero(shown)

    def _colored(self) -> dict[str, object]:
        figure = self._figure()
        if not self._ticked(self.colors) or figure is None:
            return {}
        hues = [QColor.fromRgb(int(color)).name() for color in lookup(figure.coloring, colors())]
        return {"look": json.dumps(self._workspace.look.to_json()), "colors": hues}

    def _is_colored_by_trust(self) -> bool:
        space, look = self._workspace.space(), self._workspace.look
        named = look.color_by is not None and space is not None and look.color_by not in space.columns.column_names
        return self._ticked(self.colors) and named and look.sets is None

    def _build(self) -> None:
        self.setWindowTitle("Export rows")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(pixels(WIDTH))
        self.kind.show_entries(KINDS, "csv")
        self.columns.setChecked(True)
        for box in (self.coordinates, self.colors, self.sets):
            box.setChecked(True)
        self.told.setWordWrap(True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        column = padded_column(self, above=16, below=16)
        column.addWidget(PlainLabel("Export rows", role="subject"))
        column.addLayout(titled_row("Rows", self.rows))
        column.addLayout(titled_row("Kind", self.kind))
        ticks = QVBoxLayout()
        ticks.setSpacing(pixels(6))
        for box in (self.columns, self.coordinates, self.colors, self.trust, self.sets, self.mark, self.safe):
            ticks.addWidget(box)
        column.addLayout(ticks)
        column.addWidget(self.told)
        column.addWidget(self.problem)
        column.addWidget(Hairline())
        column.addLayout(foot_row(self.save, self.cancel))
        for choice in (self.kind, self.rows):
            choice.chosen.connect(self._on_changed)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _offer(self, box: QCheckBox, there: bool, why_not: str) -> None:
        box.setEnabled(there)
        set_plain_tooltip(box, "" if there else why_not)

    @staticmethod
    def _ticked(box: QCheckBox) -> bool:
        return box.isEnabled() and box.isChecked()

    def _on_changed(self) -> None:
        kind = self.kind.value()
        self.safe.setEnabled(kind == "csv")
        self.mark.setEnabled(self.rows.value() == ALL and len(self._workspace.selection) > 0)
        beside = {"parquet": "in the metadata of the file", "json": "in the file, as provenance"}
        self.told.setText(f"What made the rows stands {beside.get(kind, 'beside the file, in NAME.recipe.json')}.")
        self.problem.hide()

    def _on_save(self) -> None:
        space, kind = self._workspace.space(), self.kind.value()
        name = f"{space.name}.{kind}" if space is not None else f"rows.{kind}"
        place = asked_place(self, "Export rows", name, kind)
        if place is None:
            return
        try:
            self.write(place)
        except UserError as wrong:
            self.problem.setText(str(wrong))
            self.problem.show()
            return
        self.accept()


def nothing_shown() -> Figure | None:
    """There is no map yet."""
    return None


def _set_json(name: str, words: tuple[str, ...]) -> str:
    return json.dumps({"name": name, "words": list(words)}, ensure_ascii=False)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(DataSheet, WIDTH, 420)
