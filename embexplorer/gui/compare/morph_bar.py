"""A slider on the way from the left map to the right one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.place_slider import PlaceSlider
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

STEPS = 200
HEIGHT = 28
SAYS = "Morph · moves the points at the right from where they are on the left map"


class MorphBar(QWidget):
    """`moved` carries the share of the way: 0 is the left map, 1 the right one."""

    moved = Signal(float)

    def __init__(
        self,
        parent: QWidget | None = None,
        ends: tuple[str, str] = ("left", "right"),
        rest: int = STEPS,
        says: str = SAYS,
    ) -> None:
        super().__init__(parent)
        self._rest = rest
        self.lined = True  # above it
        self.slider = PlaceSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 10)
        self.slider.setValue(rest)
        self.slider.setMaximumWidth(pixels(360))
        self.slider.setAccessibleName(f"Morph from {ends[0]} to {ends[1]}")
        set_plain_tooltip(self.slider, says)
        self._said = PlainLabel("as it is", role="caption", tone="secondary")
        self._said.setMinimumWidth(self._said.fontMetrics().horizontalAdvance("100 % of the way"))
        row = QHBoxLayout(self)
        row.setContentsMargins(pixels(8), 1, pixels(8), 0)
        row.setSpacing(pixels(8))
        for text, widget in (("Morph", None), (ends[0], self.slider), (ends[1], self._said)):
            row.addWidget(PlainLabel(text, role="caption", tone="text" if widget is None else "secondary"))
            if widget is not None:
                row.addWidget(widget, 1 if widget is self.slider else 0)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.slider.valueChanged.connect(self._on_value)

    def share(self) -> float:
        """The share of the way that is shown."""
        return self.slider.value() / STEPS

    def reset(self) -> None:
        """The map as it is."""
        self.slider.setValue(self._rest)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), pixels(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.lined:
            QPainter(self).fillRect(0, 0, self.width(), 1, colors().line)

    def show_share(self) -> None:
        """Say how much of the way is shown."""
        value = self.slider.value()
        self._said.setText("as it is" if value == self._rest else f"{100 * (value / STEPS):.0f} % of the way")

    def _on_value(self, value: int) -> None:
        self.show_share()
        self.moved.emit(self.share())
