"""Words along an axis between two poles: a dot and an interval each, with labels that never cover each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from embexplorer.core.axis_ticks import tick_text, ticks
from embexplorer.core.lanes import lanes
from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.plain import plain

LANE, BELOW, SIDE = 18, 36, 8  # pixels: a lane, the axis with its poles, the air at both sides
DOT, INTERVAL = 3.5, 3
APART = 56  # pixels between two ticks, at least
GAP = 5
LONGEST = 160  # pixels of a label
TONES = {"left": 0, "right": 1}  # classes of the poles, as in their fields


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A word on the axis; `row` is −1 for one that is no row of the space, `pole` says which it belongs to, if any."""

    word: str
    row: int
    score: float
    low: float | None
    high: float | None
    pole: str | None

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where it reaches."""
        low, high = self.low, self.high
        return (
            self.score if low is None else min(low, self.score),
            self.score if high is None else max(high, self.score),
        )

    def said(self) -> str:
        """What the pointer and the keyboard are told."""
        place = f"{self.word}\n{written(self.score, 'score')}"
        if self.low is None or self.high is None:
            return place
        return f"{place}, 95 % {written(self.low, 'score')} to {written(self.high, 'score')}"


@dataclass(frozen=True)
class Mark:
    """Where a word is drawn: its lane, and the left end of its label."""

    lane: int
    label: float


class AxisPlot(QAbstractScrollArea):
    """`picked` carries the row of a word that was clicked or entered."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed: tuple[Placed, ...] = ()
        self._poles = ("", "")
        self._marks: list[Mark] = []
        self._focus = 0
        self._hovered: int | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Words on the axis")
        appearance().changed.connect(self._on_theme)

    def show_words(self, placed: Sequence[Placed], left: str, right: str) -> None:
        """Show these words between poles of these names."""
        self._placed = tuple(sorted(placed, key=lambda word: word.score))
        self._poles = (left, right)
        self._focus, self._hovered = 0, None
        self._lay()
        self.verticalScrollBar().setValue(0)

    def word_at(self, place: QPointF) -> int | None:
        """The word whose dot, interval or label is at a place of the viewport."""
        for number, word in enumerate(self._placed):
            if self._box(number, word).contains(place) and place.y() < self._floor():
                return number
        return None

    def boxes(self) -> list[QRectF]:
        """The room that each word takes with its dot, interval and label, in the order of the scores."""
        return [self._box(number, word) for number, word in enumerate(self._placed)]

    def sizeHint(self) -> QSize:
        return QSize(pixels(480), pixels(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before, self._hovered = self._hovered, self.word_at(event.position())
        if before != self._hovered:
            said = "" if self._hovered is None else self._placed[self._hovered].said()
            QToolTip.showText(event.globalPosition().toPoint(), plain(said), self.viewport())
            shape = Qt.CursorShape.ArrowCursor if self._hovered is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.word_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self._focus = number
            self._pick(number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or Qt warns that nobody takes it

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -len(self._placed),
                 Qt.Key.Key_End: len(self._placed)}  # fmt: skip
        key = Qt.Key(event.key())
        if self._placed and key in steps:
            self._move_to(min(len(self._placed) - 1, max(0, self._focus + steps[key])))
        elif self._placed and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._focus)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _pick(self, number: int) -> None:
        if self._placed[number].row >= 0:
            self.picked.emit(self._placed[number].row)

    def _move_to(self, number: int) -> None:
        self._focus = number
        bar, box = self.verticalScrollBar(), self._box(number, self._placed[number])
        bar.setValue(round(bar.value() + min(0.0, box.top()) + max(0.0, box.bottom() - self._floor())))
        self.setAccessibleDescription(self._placed[number].said().replace("\n", " "))
        self.viewport().update()

    def _on_theme(self) -> None:
        self.viewport().update()

    def _floor(self) -> float:
        """Where the axis begins."""
        return self.viewport().height() - pixels(BELOW)

    def _range(self) -> tuple[float, float]:
        """What is shown: all words with their intervals, and always 0."""
        ends = [end for word in self._placed for end in word.ends] + [0.0]
        low, high = min(ends), max(ends)
        air = (high - low) * 0.03 or 0.1
        return low - air, high + air

    def _x(self, value: float) -> float:
        low, high = self._range()
        width = self.viewport().width() - 2 * pixels(SIDE)
        return pixels(SIDE) + width * (value - low) / (high - low)

    def _lay(self) -> None:
        """Give each word the first lane in which it has room, and its label the side on which there is more."""
        measure, room = QFontMetricsF(font("caption")), self.viewport().width()
        spans, labels = [], []
        low, high = self._range()
        scale = (room - 2 * pixels(SIDE)) / (high - low)
        for word in self._placed:
            first, last = (pixels(SIDE) + scale * (end - low) for end in word.ends)
            first, last = first - DOT, last + DOT
            width = min(pixels(LONGEST), measure.horizontalAdvance(word.word))
            behind = last + GAP + width <= room
            labels.append(last + GAP if behind else first - GAP - width)
            spans.append((first, last + GAP + width) if behind else (first - GAP - width, last))
        found = lanes(spans, 2.0 * GAP)
        self._marks = [Mark(lane, label) for lane, label in zip(found, labels, strict=True)]
        much = (max(found, default=-1) + 1) * pixels(LANE) + pixels(4)
        self.verticalScrollBar().setRange(0, max(0, round(much - self._floor())))
        self.verticalScrollBar().setPageStep(max(1, round(self._floor())))
        self.verticalScrollBar().setSingleStep(pixels(LANE))
        self.viewport().update()

    def _y(self, number: int) -> float:
        return pixels(LANE) * (self._marks[number].lane + 0.5) + pixels(2) - self.verticalScrollBar().value()

    def _box(self, number: int, word: Placed) -> QRectF:
        measure = QFontMetricsF(font("caption"))
        width = min(pixels(LONGEST), measure.horizontalAdvance(word.word))
        first, last = (self._x(end) for end in word.ends)
        label = self._marks[number].label
        left, right = min(label, first - DOT), max(label + width, last + DOT)
        return QRectF(left, self._y(number) - pixels(LANE) / 2, right - left, pixels(LANE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(font("caption", tabular=True))
        floor = self._floor()
        self._paint_axis(painter, floor)
        painter.setClipRect(QRect(0, 0, self.viewport().width(), round(floor)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, word in enumerate(self._placed):
            if -pixels(LANE) < self._y(number) < floor + pixels(LANE):
                self._paint_word(painter, number, word)

    def _paint_axis(self, painter: QPainter, floor: float) -> None:
        low, high = self._range()
        found = ticks(low, high, max(2, int(self.viewport().width() / pixels(APART))))
        step = found[1] - found[0] if len(found) > 1 else 1.0
        measure = QFontMetricsF(painter.font())
        for value in found:
            x = round(self._x(value)) + 0.5
            painter.setPen(QPen(QColor(colors().control_line if value == 0 else colors().faint), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, floor))
            painter.setPen(QColor(colors().secondary))
            place = QRectF(x - pixels(30), floor + 2, pixels(60), pixels(15))
            text = tick_text(value, step)
            if abs(2 * x - self.viewport().width()) + measure.horizontalAdvance(text) < self.viewport().width():
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setPen(QPen(QColor(colors().control_line), 1))
        painter.drawLine(QPointF(0, floor + 0.5), QPointF(self.viewport().width(), floor + 0.5))
        self._paint_poles(painter, floor + pixels(18))

    def _paint_poles(self, painter: QPainter, top: float) -> None:
        half = self.viewport().width() / 2 - GAP
        measure = QFontMetricsF(painter.font())
        sides = ((0.0, Qt.AlignmentFlag.AlignLeft, "← {}"), (half + 2 * GAP, Qt.AlignmentFlag.AlignRight, "{} →"))
        for (x, flag, pattern), name in zip(sides, self._poles, strict=True):
            shown = measure.elidedText(name, Qt.TextElideMode.ElideRight, half - pixels(24))
            painter.setPen(QColor(colors().text))
            painter.drawText(QRectF(x, top, half, pixels(16)), int(flag), pattern.format(shown) if name else "")

    def _paint_word(self, painter: QPainter, number: int, word: Placed) -> None:
        y = self._y(number)
        strong = number == self._hovered
        tone = QColor(colors().classes[TONES[word.pole]] if word.pole else colors().accent)
        if word.low is not None and word.high is not None:
            painter.setPen(QPen(QColor(colors().control_line), INTERVAL, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(self._x(word.low), y), QPointF(self._x(word.high), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawEllipse(QPointF(self._x(word.score), y), DOT + strong, DOT + strong)
        measure = QFontMetricsF(painter.font())
        place = QRectF(self._marks[number].label, y - pixels(LANE) / 2, pixels(LONGEST) + 1, pixels(LANE))
        painter.setPen(QColor(colors().text if word.pole or strong else colors().secondary))
        shown = measure.elidedText(word.word.replace("\n", " "), Qt.TextElideMode.ElideRight, pixels(LONGEST))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        if self.hasFocus() and number == self._focus:
            painter.setPen(QPen(QColor(colors().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._box(number, word).adjusted(-2, 1, 2, -1), 3, 3)
