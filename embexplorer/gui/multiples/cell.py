"""One of several small maps: the map, its value, and how much it keeps or how far its run is."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from embexplorer.core.figure import Figure
from embexplorer.gui.compare.twin import TwinWord
from embexplorer.gui.map.view import MapView
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip

LEAST = (150, 110)
WIDTH = 190
TWIN = "twin"
USUAL = 560  # pixels: the shorter side of a map whose points have their usual size
SMALLEST = 0.35  # of that


class SmallMap(MapView):
    """A whole map with smaller points, but a double click asks to have it shown large."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole: Figure | None = None
        self.setMinimumSize(pixels(LEAST[0]), pixels(LEAST[1]))

    def show_figure(self, figure: Figure | None) -> None:
        self._whole = figure
        size = min(1.0, max(SMALLEST, min(self.width(), self.height()) / pixels(USUAL)))
        super().show_figure(figure and replace(figure, point_size=size * figure.point_size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_figure(self._whole)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()


class Cell(QWidget):
    """`place` is where it stands among the others; its signals carry it first."""

    hovered = Signal(int, int)
    clicked = Signal(int, int, str)
    selected = Signal(int, object, str, str)
    opened = Signal(int)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.item: str | None = None
        self.view = SmallMap(self)
        self.value = PlainLabel("", role="table", weight=600)
        self.state = ElidedLabel(role="caption", tone="secondary")
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_plain_tooltip(self.value, "A double click shows this map large")
        self._twin = TwinWord()
        self._empty = PlainLabel("not run", self.view, role="caption", tone="tertiary")
        self._empty.move(pixels(8), pixels(8))
        self.view.add_layer(TWIN, self._twin, before="axes")
        self._build()
        self.view.hovered.connect(self._on_hovered)
        self.view.clicked.connect(self._on_clicked)
        self.view.selected.connect(self._on_selected)
        self.view.opened.connect(self._on_opened)

    def show_figure(self, figure: Figure | None) -> None:
        """Show a map, or that there is none."""
        self._empty.setVisible(figure is None)
        self.view.show_figure(figure)

    def say(self, value: str, state: str) -> None:
        """What was varied, and what came of it."""
        self.value.setText(value)
        self.state.setText(state)
        self.view.setAccessibleName(f"{value}, {state}")

    def show_twin(self, row: int | None) -> None:
        """Ring and name the point that is pointed at on another of the maps."""
        self._twin.row = row
        self.view.set_hovered(row)
        self.view.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(WIDTH), pixels(WIDTH * 3 // 4))

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(pixels(4), 0, pixels(4), 0)
        foot.setSpacing(pixels(8))
        foot.addWidget(self.value)
        foot.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(2))
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _on_hovered(self, row: int) -> None:
        self.hovered.emit(self.place, row)

    def _on_clicked(self, row: int, mode: str) -> None:
        self.clicked.emit(self.place, row, mode)

    def _on_selected(self, rows: object, mode: str, gesture: str) -> None:
        self.selected.emit(self.place, rows, mode, gesture)

    def _on_opened(self) -> None:
        self.opened.emit(self.place)
