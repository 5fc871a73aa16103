"""Words along one axis as ranked bars with their scores: from the right pole down to the left one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.axis_plot import TONES, Placed
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.plain import plain

LINE, BAR, HEAD = 22, 10, 22  # pixels: a row, the bar in it, and the poles above
WORD, SCORE, GAP = 132, 60, 8  # pixels of the columns beside the bars


class AxisBars(QAbstractScrollArea):
    """`picked` carries the row of a word that was clicked or entered. A line breaks where words are left out."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed: tuple[Placed, ...] = ()
        self._poles = ("", "")
        self._break: int | None = None
        self._focus = 0
        self._hovered: int | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Words on the axis, as bars")
        appearance().changed.connect(self._on_theme)

    def show_words(self, placed: Sequence[Placed], left: str, right: str, gap: int | None = None) -> None:
        """Show these words; below so many of the first (`gap`) others are left out."""
        self._placed = tuple(sorted(placed, key=lambda word: -word.score))
        self._poles = (left, right)
        self._break = gap
        self._focus, self._hovered = 0, None
        self._fit()
        self.verticalScrollBar().setValue(0)

    def words(self) -> tuple[str, ...]:
        """The words from the first bar to the last."""
        return tuple(word.word for word in self._placed)

    def bar(self, number: int) -> QRectF:
        """Where a word's bar is drawn: from 0 to its score."""
        zero, end = self._x(0.0), self._x(self._placed[number].score)
        top = self._y(number) + (pixels(LINE) - pixels(BAR)) / 2
        return QRectF(min(zero, end), top, abs(end - zero), pixels(BAR))

    def sizeHint(self) -> QSize:
        return QSize(pixels(480), pixels(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number != self._hovered:
            self._hovered = number
            said = "" if number is None else plain(self._placed[number].said())
            QToolTip.showText(event.globalPosition().toPoint(), said, self)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pick(number)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._placed:
            self._go_to(min(max(self._focus + steps[key], 0), len(self._placed) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._placed:
            self._pick(self._focus)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption", tabular=True))
        self._paint_poles(painter)
        painter.setClipRect(QRectF(0, pixels(HEAD), self.viewport().width(), self.viewport().height()))
        painter.setPen(QPen(QColor(colors().control_line), 1))
        x = round(self._x(0.0)) + 0.5
        painter.drawLine(QPointF(x, pixels(HEAD)), QPointF(x, self.viewport().height()))
        for number in range(len(self._placed)):
            if -pixels(LINE) < self._y(number) < self.viewport().height():
                self._paint_word(painter, number)

    def _paint_poles(self, painter: QPainter) -> None:
        measure, zero = QFontMetricsF(painter.font()), self._x(0.0)
        first, last = pixels(WORD) + GAP, self.viewport().width() - pixels(SCORE)
        painter.setPen(QColor(colors().text))
        for text, left, right, flag in (
            (f"← {self._poles[0]}", first, zero - GAP, Qt.AlignmentFlag.AlignLeft),
            (f"{self._poles[1]} →", zero + GAP, last, Qt.AlignmentFlag.AlignRight),
        ):
            shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, right - left))
            place = QRectF(left, 0, max(0.0, right - left), pixels(HEAD))
            painter.drawText(place, int(flag | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_word(self, painter: QPainter, number: int) -> None:
        word, top = self._placed[number], self._y(number)
        strong = number in (self._hovered, self._focus if self.hasFocus() else None)
        measure = QFontMetricsF(painter.font())
        painter.setPen(QColor(colors().text if word.pole or strong else colors().secondary))
        label = measure.elidedText(word.word.replace("\n", " "), Qt.TextElideMode.ElideRight, pixels(WORD) - GAP)
        one_line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(0, top, pixels(WORD) - GAP, pixels(LINE)), int(one_line), label)
        score = QRectF(self.viewport().width() - pixels(SCORE), top, pixels(SCORE) - GAP, pixels(LINE))
        painter.drawText(score, int(one_line | Qt.AlignmentFlag.AlignRight), written(word.score, "score"))
        tone = QColor(colors().classes[TONES[word.pole]] if word.pole else colors().accent if strong else colors().bar)
        painter.fillRect(self.bar(number), tone)
        if word.low is not None and word.high is not None:
            y = top + pixels(LINE) / 2
            painter.setPen(QPen(QColor(colors().secondary), 1))
            painter.drawLine(QPointF(self._x(word.low), y), QPointF(self._x(word.high), y))
        if self._break == number + 1 and number + 1 < len(self._placed):
            painter.setPen(QPen(QColor(colors().control_line), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, top + pixels(LINE)), QPointF(self.viewport().width(), top + pixels(LINE)))

    def _x(self, score: float) -> float:
        """One scale for both sides; 0 is always in the picture, since bars begin there."""
        first, last = pixels(WORD), self.viewport().width() - pixels(SCORE) - GAP
        low = min(0.0, min((word.ends[0] for word in self._placed), default=0.0))
        high = max(0.0, max((word.ends[1] for word in self._placed), default=0.0))
        width = (high - low) or 1.0
        return first + (score - low) / width * max(1.0, last - first)

    def _y(self, number: int) -> float:
        return pixels(HEAD) + number * pixels(LINE) - self.verticalScrollBar().value()

    def _at(self, place: QPointF) -> int | None:
        if place.y() < pixels(HEAD):
            return None
        number = int((place.y() - pixels(HEAD) + self.verticalScrollBar().value()) // pixels(LINE))
        return number if 0 <= number < len(self._placed) else None

    def _fit(self) -> None:
        room = self.viewport().height() - pixels(HEAD)
        self.verticalScrollBar().setRange(0, max(0, round(len(self._placed) * pixels(LINE) - room)))
        self.verticalScrollBar().setPageStep(max(1, round(room)))
        self.verticalScrollBar().setSingleStep(pixels(LINE))
        self.viewport().update()

    def _go_to(self, number: int) -> None:
        self._focus = number
        bar, top = self.verticalScrollBar(), number * pixels(LINE)
        room = self.viewport().height() - pixels(HEAD)
        bar.setValue(min(max(bar.value(), round(top + pixels(LINE) - room)), round(top)))
        self.setAccessibleDescription(self._placed[number].said())
        self.viewport().update()

    def _pick(self, number: int) -> None:
        self._focus = number
        self.viewport().update()
        if self._placed[number].row >= 0:
            self.picked.emit(self._placed[number].row)

    def _on_theme(self) -> None:
        self.viewport().update()
