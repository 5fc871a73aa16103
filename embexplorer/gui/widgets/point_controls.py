"""How the points look beside their colour: a factor of their size, size by a column, shape by a column."""

import math
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from embexplorer.core.column_values import is_numeric, is_of_words
from embexplorer.core.columns import readable
from embexplorer.core.shapes import SHAPES
from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.place_slider import PlaceSlider
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.workspace.workspace import Workspace

STEPS = 40  # of the slider on either side of 1
REACH = 4.0  # the largest factor; the smallest is its inverse
NONE = ("no column", None)


class PointControls(QWidget):
    """Says what is wished for; all of it can be undone by name."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._few: dict[tuple[int, int], bool] = {}  # integer columns, by where they lie: whether shapes suffice
        self.slider = PlaceSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(-STEPS, STEPS)
        self.slider.setPageStep(STEPS // 4)
        self.slider.setAccessibleName("Point size")
        self.factor = PlainLabel(role="caption", tone="secondary")
        self.reset = QToolButton()
        self.size_by = Choice("Size by", (120, 232))
        self.shape_by = Choice("Shape by", (120, 232))
        self._build()
        self.slider.valueChanged.connect(self._on_size)
        self.reset.clicked.connect(self._on_reset)
        self.size_by.chosen.connect(self._on_size_by)
        self.shape_by.chosen.connect(self._on_shape_by)
        for changed in (workspace.look_changed, workspace.shown_changed, workspace.items_changed):
            changed.connect(self._on_changed)
        self._on_changed()

    def _build(self) -> None:
        self.reset.setIcon(icon("reset", "secondary"))
        self.reset.setProperty("small", True)
        self.reset.setAccessibleName("Usual point size")
        set_plain_tooltip(self.reset, "Usual point size")
        set_plain_tooltip(self.slider, "Point size · times that of a map of so many points")
        set_plain_tooltip(self.size_by, "Size by · the area grows with the numbers of a column")
        set_plain_tooltip(self.shape_by, f"Shape by · {len(SHAPES)} symbols for the classes of a column")
        self.factor.setMinimumWidth(self.factor.fontMetrics().horizontalAdvance("0.00 ×"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(pixels(8))
        grid.setVerticalSpacing(pixels(4))
        grid.setColumnStretch(1, 1)
        grid.addWidget(_label("Point size", self.slider), 0, 0)
        grid.addWidget(self.slider, 0, 1)
        grid.addWidget(self.factor, 0, 2)
        grid.addWidget(self.reset, 0, 3)
        for row, (text, choice) in enumerate((("Size by", self.size_by), ("Shape by", self.shape_by)), start=1):
            grid.addWidget(_label(text, choice), row, 0)
            grid.addWidget(choice, row, 1, 1, 3)

    def _on_changed(self) -> None:
        look, columns = self._workspace.look, self._columns()
        self.slider.blockSignals(True)
        self.slider.setValue(_place(look.point_size))
        self.slider.blockSignals(False)
        self.factor.setText(f"{look.point_size:.2f} ×")
        self.reset.setVisible(look.point_size != 1.0)
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
        for name in trust.columns.column_names:
            if name != "row" and name not in columns.column_names:
                columns = columns.append_column(name, trust.columns[name])
        return columns

    @staticmethod
    def _has_size(column: pa.ChunkedArray) -> bool:
        return is_numeric(column.type)

    def _has_shape(self, column: pa.ChunkedArray) -> bool:
        """Words and truth values, and whole numbers if there are few."""
        if not pa.types.is_integer(column.type):
            return is_of_words(column.type) or pa.types.is_boolean(column.type)
        first = column.chunk(0).buffers()[1] if column.num_chunks else None
        key = (first.address if first is not None else 0, len(column))
        if key not in self._few:
            self._few[key] = pc.count_distinct(column).as_py() <= len(SHAPES)
        return self._few[key]

    def _on_size(self, place: int) -> None:
        look = replace(self._workspace.look, point_size=_factor(place))
        self._workspace.set_look(look, "point size", merge=True)

    def _on_reset(self) -> None:
        self._workspace.set_look(replace(self._workspace.look, point_size=1.0), "usual point size")

    def _on_size_by(self, column: str | None) -> None:
        look = replace(self._workspace.look, size_by=column)
        self._workspace.set_look(look, f"size by {column}" if column else "size by no column")

    def _on_shape_by(self, column: str | None) -> None:
        look = replace(self._workspace.look, shape_by=column)
        self._workspace.set_look(look, f"shape by {column}" if column else "shape by no column")


def _offered(columns: pa.Table, fits: object) -> list[Entry]:
    assert callable(fits)
    names = [name for name in columns.column_names if fits(columns[name])]
    return [NONE, *((name.replace("_", " "), name) for name in names)]


def _factor(place: int) -> float:
    return round(REACH ** (place / STEPS), 3)


def _place(factor: float) -> int:
    return round(math.log(factor, REACH) * STEPS) if factor > 0 else -STEPS


def _label(text: str, buddy: QWidget) -> PlainLabel:
    label = PlainLabel(text, role="table", tone="secondary")
    label.setBuddy(buddy)
    return label
