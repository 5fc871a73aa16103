"""The effect size as one big figure, with its interval on a line, its p-value and what chance would do."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.number_text import MINUS
from embexplorer.gui.bias.answer import Answer
from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip

LINE = 40
REACH = 2  # d of two sets of one size lies between −2 and 2 (population)


class EffectPart(QWidget):
    """Says nothing until there is an answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: list[str] = []
        self._less = False
        self.title = PlainLabel("Effect size d", role="table", tone="secondary")
        self.figure = PlainLabel(role="figure")
        self.line = IntervalLine()
        self.lines = [ElidedLabel(role="table", tone="secondary") for _ in range(4)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.title, self.figure, self.line, *self.lines):
            column.addWidget(part)
        column.addStretch(1)

    def show_answer(self, answer: Answer) -> None:
        """Show the numbers of this test."""
        self.figure.setText("no value" if answer.size is None else written(answer.size, "score"))
        self.line.show_interval(answer.size, answer.row["low"], answer.row["high"])
        self._told = [*answer.intervals(), answer.p_text(), answer.chance()]
        self._say()
        divided = "population" if answer.parameters["divide_by"] == "population" else "sample"
        told = [f"d divides by the {divided} standard deviation of all target scores", *self._told]
        set_plain_tooltip(self.figure, "\n".join(filter(None, told)))

    def show_less(self, less: bool) -> None:
        """Where there is little room, one interval and p alone; the figure's tooltip says the rest."""
        self._less = less
        self._say()

    def _say(self) -> None:
        """The lines; fewer and shorter ones where there is little room."""
        told = [_short(text) for text in (*self._told[:1], *self._told[-2:-1])] if self._less else self._told
        for place, label in enumerate(self.lines):
            label.setText(told[place] if place < len(told) else "")
            label.setVisible(place < len(told))


class IntervalLine(QWidget):
    """A line from 0 (or −2) to 2 with the interval as a bar and d as a disc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size: float | None = None
        self._ends: tuple[float, float] | None = None
        self.setFixedHeight(pixels(LINE))
        self.setAccessibleName("Effect size with its interval")
        appearance().changed.connect(self._on_theme)

    def show_interval(self, size: float | None, low: float | None, high: float | None) -> None:
        """Show these from now on."""
        self._size = size
        self._ends = None if low is None or high is None else (low, high)
        self.setAccessibleDescription("no value" if size is None else f"{size:.3f}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(140), pixels(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        known = [value for value in (self._size, *(self._ends or ())) if value is not None]
        low, high = (0.0 if min(known, default=0.0) >= 0 else -float(REACH)), float(REACH)
        top = pixels(10)
        left, right = pixels(8), self.width() - pixels(8)
        self._paint_ticks(painter, low, high, left, right, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(colors().accent)
        if self._ends is not None:
            start, end = (_across(max(low, min(high, value)), low, high, left, right) for value in self._ends)
            painter.fillRect(QRectF(start, top - 1.5, max(end - start, 1.0), 3), accent)
        if self._size is not None:
            painter.setPen(QPen(QColor(colors().window), 1.5))
            painter.setBrush(accent)
            painter.drawEllipse(QPointF(_across(self._size, low, high, left, right), top), 4.5, 4.5)

    def _paint_ticks(self, painter: QPainter, low: float, high: float, left: float, right: float, top: float) -> None:
        painter.setFont(font("caption", tabular=True))
        painter.setPen(QPen(QColor(colors().control_line), 1))
        painter.drawLine(QPointF(left, top), QPointF(right, top))
        step = 0.5 if low == 0 else 1.0
        for number in range(round((high - low) / step) + 1):
            value = low + number * step
            x = _across(value, low, high, left, right)
            painter.setPen(QPen(QColor(colors().control_line), 1))
            painter.drawLine(QPointF(x, top - 4), QPointF(x, top + 4))
            painter.setPen(QColor(colors().secondary))
            place = QRectF(x - 20, top + 8, 40, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter), f"{value:g}".replace("-", MINUS))

    def _on_theme(self) -> None:
        self.update()


def _short(text: str) -> str:
    """Without what follows the comma: the fields of the form say it too."""
    return text.partition(", ")[0].replace("bootstrap ", "")


def _across(value: float, low: float, high: float, left: float, right: float) -> float:
    return left + (right - left) * (value - low) / (high - low)
