"""How the points look beside their colour: a factor of their size, size by a column, shape by a column."""

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from embexplorer.core.column_values import is_numeric, is_of_words
from embexplorer.core.columns import beside, readable
from embexplorer.core.look import Look
from embexplorer.core.shapes import SHAPES
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.slider_row import LABEL, SliderRow
from embexplorer.workspace.workspace import Workspace

SIZES = tuple(round(0.5 + 0.05 * step, 2) for step in range(51))  # 0.5 to 3 times the usual radius
SOME = 4096  # rows that are looked at first: most columns of numbers show there that they have no few values
NONE = ("no column", None)


class PointControls(QWidget):
    """Says what is wished for; all of it can be undone by name."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._few: dict[tuple[int, int], bool] = {}  # integer columns, by where they lie: whether shapes suffice
        self.size_row = SliderRow("Size", SIZES, 1.0, times, "Size · a factor of the usual radius")
        self.size_by = Choice("Size by", (120, 280))
        self.shape_by = Choice("Shape by", (120, 280))
        self._build()
        self.size_row.moved.connect(self._on_size)
        self.size_by.chosen.connect(self._on_size_by)
        self.shape_by.chosen.connect(self._on_shape_by)
        for changed in (workspace.look_changed, workspace.shown_changed, workspace.items_changed):
            changed.connect(self._on_changed)
        self._on_changed()

    def _build(self) -> None:
        set_plain_tooltip(self.size_by, "Size by · the area grows with the numbers of a column")
        set_plain_tooltip(self.shape_by, f"Shape by · {len(SHAPES)} symbols for the classes of a column")
        column, grid = QVBoxLayout(self), QGridLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(self.size_row)
        column.addLayout(grid)
        grid.setHorizontalSpacing(pixels(8))
        grid.setVerticalSpacing(pixels(4))
        grid.setColumnMinimumWidth(0, pixels(LABEL))
        grid.setColumnStretch(1, 1)
        for row, (text, choice) in enumerate((("Size by", self.size_by), ("Shape by", self.shape_by))):
            label = PlainLabel(text, role="table", tone="secondary")
            label.setBuddy(choice)
            grid.addWidget(label, row, 0)
            grid.addWidget(choice, row, 1)

    def _on_changed(self) -> None:
        self.show_look(self._workspace.look)

    def show_look(self, look: Look) -> None:
        """Show what is wished for; silently."""
        columns = self._columns()
        self.size_row.show_value(look.point_size)
        self.size_by.show_entries(_offered(columns, self._has_size), look.size_by)
        self.shape_by.show_entries(_offered(columns, self._has_shape), look.shape_by)
        self.setEnabled(self._workspace.space() is not None)

    def _columns(self) -> pa.Table:
        space, trust = self._workspace.space(), self._workspace.trust()
        if space is None:
            return pa.table({})
        columns = readable(space.columns)
        if trust is None or trust.columns.num_rows != space.rows:
            return columns
        return beside(columns, trust.columns)

    @staticmethod
    def _has_size(column: pa.ChunkedArray) -> bool:
        return is_numeric(column.type)

    def _has_shape(self, column: pa.ChunkedArray) -> bool:
        """Words and truth values, and whole numbers if there are few."""
        if not pa.types.is_integer(column.type):
            return is_of_words(column.type) or bool(pa.types.is_boolean(column.type))
        first = column.chunk(0).buffers()[1] if column.num_chunks else None
        key = (first.address if first is not None else 0, len(column))
        if key not in self._few:
            self._few[key] = all(pc.count_distinct(part).as_py() <= len(SHAPES) for part in (column[:SOME], column))
        return self._few[key]

    def _on_size(self, factor: float) -> None:
        look = replace(self._workspace.look, point_size=factor)
        self._workspace.set_look(look, "point size", merge=True)

    def _on_size_by(self, column: str | None) -> None:
        look = replace(self._workspace.look, size_by=column)
        self._workspace.set_look(look, f"size by {column}" if column else "size by no column")

    def _on_shape_by(self, column: str | None) -> None:
        look = replace(self._workspace.look, shape_by=column)
        self._workspace.set_look(look, f"shape by {column}" if column else "shape by no column")


def times(factor: float) -> str:
    """“× 1.25”."""
    return f"× {factor:.2f}"


def _offered(columns: pa.Table, fits: Callable[[pa.ChunkedArray], bool]) -> list[Entry]:
    names = [name for name in columns.column_names if fits(columns[name])]
    return [NONE, *((name.replace("_", " "), name) for name in names)]
