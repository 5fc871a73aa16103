"""A slider over how many neighbours are compared: what is chosen is told when the hand rests."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from embexplorer.core.map_quality import PLACES
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.place_slider import PlaceSlider
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

RESTED = 250  # milliseconds


class KSlider(QWidget):
    """Over the k that a curve has, in even steps. `moved` comes at once, `chosen` when the slider has rested."""

    moved = Signal(int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = PlaceSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(PLACES) - 1)
        self.slider.setPageStep(5)
        self.slider.setAccessibleName("Neighbours compared, k")
        set_plain_tooltip(self.slider, "k · how many nearest neighbours of each point are compared, map against space")
        self._said = PlainLabel("", role="table")
        self._said.setMinimumWidth(self._said.fontMetrics().horizontalAdvance("k = 100"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(pixels(8))
        row.addWidget(self.slider, 1)
        row.addWidget(self._said)
        self._rested = QTimer(self, singleShot=True, interval=RESTED)
        self._rested.timeout.connect(self._on_rested)
        self.slider.valueChanged.connect(self._on_moved)

    def k(self) -> int:
        """What the slider shows."""
        return PLACES[self.slider.value()]

    def show_k(self, k: int) -> None:
        """Show this, or the place nearest to it; silently, and not while the hand is on it."""
        if self._rested.isActive() or self.slider.isSliderDown():
            return
        self.slider.blockSignals(True)
        self.slider.setValue(min(range(len(PLACES)), key=lambda place: abs(PLACES[place] - k)))
        self.slider.blockSignals(False)
        self._say()

    def _on_moved(self) -> None:
        self._say()
        self.moved.emit(self.k())
        self._rested.start()

    def _on_rested(self) -> None:
        self.chosen.emit(self.k())

    def _say(self) -> None:
        self._said.setText(f"k = {self.k()}")
