"""One layer of the map as a row: a handle to drag it by, its eye, icon and name, and how opaque it is."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from embexplorer.gui.icons import icon
from embexplorer.gui.style import appearance, colors, pixels
from embexplorer.gui.widgets.place_slider import PlaceSlider
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip

HEIGHT, TALL = 30, 46  # without and with the reason why it draws nothing
ICON = 16
SLIDER, NUMBER = 64, 40


class LayerRow(QWidget):
    """Says what the user wants of it; `show_state` shows what is so. `opaque` carries 0 to 1, `dragged` a place."""

    eye_turned = Signal(str)
    opaque = Signal(str, float)
    chosen = Signal(str)
    stepped = Signal(str, int)
    dragged = Signal(str, QPoint)
    left_by = Signal(str, int)

    def __init__(self, layer: str, name: str, drawing: str, says: str) -> None:
        super().__init__()
        self.layer = layer
        self._drawing, self._name = drawing, name
        self._is_chosen = False
        self.eye = _button()
        self.picture = QLabel()
        self.name = ElidedLabel(name, role="table")
        self.reason = Reason()
        self.reason.hide()
        self.slider = PlaceSlider(Qt.Orientation.Horizontal)
        self.number = PlainLabel("", role="table", tone="secondary")
        self.handle = Handle(self)
        self._build()
        set_plain_tooltip(self, f"{name} · {says}\nAlt+Up and Alt+Down move it forward and back")
        self.eye.clicked.connect(self._on_eye)
        self.slider.valueChanged.connect(self._on_opacity)
        appearance().changed.connect(self._on_theme)

    def show_state(self, shown: bool, opacity: float, is_chosen: bool, often: bool = False, empty: str = "") -> None:
        """Silently. `often`: it is shown where it is needed, though not wished for. `empty`: why it draws nothing."""
        self._is_chosen = is_chosen
        self.reason.setText(empty)
        self.reason.setVisible(bool(empty))
        self.setFixedHeight(pixels(TALL if empty else HEIGHT))
        self.eye.setIcon(icon("eye" if shown or often else "eye-off", "text" if shown else "tertiary"))
        self.eye.setAccessibleName(f"Hide {self._name}" if shown or often else f"Show {self._name}")
        set_plain_tooltip(self.eye, "Hide the layer" if shown or often else "Show the layer")
        self.slider.blockSignals(True)
        self.slider.setValue(round(100 * opacity))
        self.slider.blockSignals(False)
        self.number.setText(f"{round(100 * opacity)} %")
        self.name.set_tone("text" if shown or often else "tertiary")
        state = "shown" if shown else "shown where points overlap" if often else "hidden"
        said = (self._name, state, f"opacity {round(100 * opacity)} %", *([empty] if empty else []))
        self.setAccessibleName(", ".join(said))
        self._on_theme()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(pixels(4), 0, pixels(12), 0)
        row.setSpacing(pixels(6))
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setSingleStep(5)
        self.slider.setFixedWidth(pixels(SLIDER))
        self.slider.setAccessibleName(f"Opacity of {self._name}")
        set_plain_tooltip(self.slider, "Opacity of the whole layer")
        self.number.setFixedWidth(pixels(NUMBER))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self.handle, self.eye, self.picture):
            row.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(pixels(6))
        line.addWidget(self.name, 1)
        line.addWidget(self.slider)
        line.addWidget(self.number)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addLayout(line)
        words.addWidget(self.reason)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.setFixedHeight(pixels(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _on_theme(self) -> None:
        role = "accent" if self._is_chosen else "secondary"
        side = pixels(ICON)
        self.picture.setPixmap(icon(self._drawing, role).pixmap(QSize(side, side), self.devicePixelRatioF()))
        self.update()

    def _on_eye(self) -> None:
        self.eye_turned.emit(self.layer)
        self.chosen.emit(self.layer)

    def _on_opacity(self, percent: int) -> None:
        self.opaque.emit(self.layer, percent / 100)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.layer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.layer)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(self.layer, steps)
        elif steps and alone:
            self.left_by.emit(self.layer, -steps)
        elif event.key() == Qt.Key.Key_Space:
            self.eye_turned.emit(self.layer)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_chosen:
            painter.fillRect(self.rect(), QColor(colors().accent_tint))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(colors().hover))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors().accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()


class Reason(ElidedLabel):
    """Keeps its beginning where there is no room for all."""

    def __init__(self) -> None:
        super().__init__(role="caption", tone="secondary")
        self._way = Qt.TextElideMode.ElideRight


class Handle(QLabel):
    """Drags its row to another place."""

    def __init__(self, row: LayerRow) -> None:
        super().__init__(row)
        self._row = row
        self.setFixedWidth(pixels(14))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        set_plain_tooltip(self, "Drag to move the layer forward or back · Alt+Up, Alt+Down")

    def paintEvent(self, event: QPaintEvent) -> None:
        side = pixels(14)
        icon("grip", "tertiary").paint(QPainter(self), 0, (self.height() - side) // 2, side, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._row.chosen.emit(self._row.layer)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._row.dragged.emit(self._row.layer, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)


def _button() -> QToolButton:
    button = QToolButton()
    button.setProperty("small", True)
    button.setIconSize(QSize(pixels(ICON), pixels(ICON)))
    button.setFixedSize(pixels(24), pixels(24))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or a press chose the row, which may move before the release
    return button
