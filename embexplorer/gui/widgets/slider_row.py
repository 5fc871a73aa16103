"""A slider with its name before it and its value behind it, and an arrow back to what is usual."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from embexplorer.gui.icons import icon
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.place_slider import PlaceSlider
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

LABEL, NUMBER = 68, 44


class SliderRow(QWidget):
    """`moved` carries the value that the user has chosen; `steps` are the values of the slider, in order."""

    moved = Signal(float)

    def __init__(
        self, name: str, steps: tuple[float, ...], usual: float, written: Callable[[float], str], says: str
    ) -> None:
        super().__init__()
        self._steps, self._usual, self._written = steps, usual, written
        self.label = PlainLabel(name, role="table", tone="secondary")
        self.slider = PlaceSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(steps) - 1)
        self.slider.setPageStep(max(1, len(steps) // 10))
        self.slider.setAccessibleName(name)
        set_plain_tooltip(self.slider, says)
        self.number = PlainLabel("", role="table")
        self.reset = reset_arrow(f"Reset · {written(usual)}")
        self._build()
        self.slider.valueChanged.connect(self._on_moved)
        self.reset.clicked.connect(self._on_reset)
        self.show_value(usual)

    def show_value(self, value: float) -> None:
        """Show this value, silently."""
        self.slider.blockSignals(True)
        self.slider.setValue(min(range(len(self._steps)), key=lambda step: abs(self._steps[step] - value)))
        self.slider.blockSignals(False)
        self._tell(value)

    def value(self) -> float:
        """That of the slider's place."""
        return self._steps[self.slider.value()]

    def _tell(self, value: float) -> None:
        self.number.setText(self._written(value))
        changed = abs(value - self._usual) > 1e-9
        self.label.set_tone("text" if changed else "secondary")
        self.reset.setEnabled(changed)
        self.reset.setVisible(changed)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(pixels(8))
        self.label.setMinimumWidth(pixels(LABEL))
        self.number.setMinimumWidth(pixels(NUMBER))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        row.addWidget(self.reset)
        self.setFixedHeight(pixels(28))

    def _on_moved(self) -> None:
        self._tell(self.value())
        self.moved.emit(self.value())

    def _on_reset(self) -> None:
        self.show_value(self._usual)
        self.moved.emit(self._usual)


def reset_arrow(says: str) -> QToolButton:
    """A small arrow that keeps its room while it is not needed."""
    arrow = QToolButton()
    arrow.setIcon(icon("reset", "secondary"))
    arrow.setIconSize(QSize(14, 14))
    arrow.setProperty("small", True)
    arrow.setFixedSize(pixels(22), pixels(22))
    arrow.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    arrow.setAccessibleName(says.replace(" · ", ", "))
    set_plain_tooltip(arrow, says)
    policy = arrow.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    arrow.setSizePolicy(policy)
    return arrow
