"""The score of every target word as a tick on a line for its set, with its word above and the mean below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from embexplorer.core.axis_ticks import tick_text, ticks
from embexplorer.core.stacked_labels import HIDDEN, stacked
from embexplorer.gui.map.palette import readable
from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.plain import plain

AXIS, BELOW, TICK, LEVEL = 22, 12, 10, 15  # pixels: the axis, room for the mean, a tick, a line of words
TICKS = 6
NAMES = (90, 180)  # the least and most room for the names of the sets
AIR = 30
NEAR = 4  # pixels from a tick that still mean it


@dataclass(frozen=True, kw_only=True)
class RugWord:
    """One tick: its word, the row of the space that it pins, its place, and its tooltip."""

    word: str
    row: int
    score: float
    tip: str


@dataclass(frozen=True, kw_only=True)
class Rug:
    """One line of ticks in a class colour (`tone`, 0 to 7)."""

    name: str
    tone: int
    mean: float
    words: tuple[RugWord, ...]


@dataclass(frozen=True)
class _Placed:
    word: RugWord
    tick: QRectF
    label: QRectF | None


class RugChart(QWidget):
    """`picked` carries the row of a word that was clicked; `unnamed` says how many have no label for want of room."""

    picked = Signal(int)
    unnamed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rugs: tuple[Rug, ...] = ()
        self._placed: list[list[_Placed]] = []
        self._hidden = -1
        self.setMouseTracking(True)
        self.setAccessibleName("Score of each target word")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance().changed.connect(self._on_theme)

    def show_rugs(self, rugs: Sequence[Rug]) -> None:
        """Show these from now on, from the top down."""
        self._rugs = tuple(rugs)
        self._hidden = -1
        told = [f"{rug.name} mean {rug.mean:.3f}" for rug in self._rugs]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(520), pixels(180))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(260), pixels(90))

    def places(self) -> dict[str, QPointF]:
        """The middle of each tick that is drawn, by its word."""
        return {one.word.word: one.tick.center() for rug in self._placed for one in rug}

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rugs:
            return
        painter = QPainter(self)
        painter.setFont(font("table", tabular=True))
        box = self._box(QFontMetricsF(font("table", 600)))
        self._placed = [self._place(rug, box, number, painter) for number, rug in enumerate(self._rugs)]
        self._paint_grid(painter, box)
        for number, (rug, placed) in enumerate(zip(self._rugs, self._placed, strict=True)):
            self._paint_rug(painter, box, number, rug, placed)
        self._tell_hidden()

    def _box(self, measure: QFontMetricsF) -> QRectF:
        widest = max(measure.horizontalAdvance(rug.name) for rug in self._rugs)
        left = min(max(widest + 12, pixels(NAMES[0])), pixels(NAMES[1]))
        return self.rect().toRectF().adjusted(left, 0, -pixels(AIR), -pixels(AXIS))

    def _band(self, box: QRectF, number: int) -> QRectF:
        height = box.height() / len(self._rugs)
        return QRectF(box.left(), box.top() + number * height, box.width(), height)

    def _base(self, box: QRectF, number: int) -> float:
        return self._band(box, number).bottom() - pixels(BELOW)

    def _range(self) -> tuple[float, float]:
        scores = [word.score for rug in self._rugs for word in rug.words]
        low, high = min([*scores, 0.0]), max([*scores, 0.0])
        air = (high - low) * 0.06 or 0.1
        return low - air, high + air

    def _x(self, score: float, box: QRectF) -> float:
        low, high = self._range()
        return box.left() + box.width() * (score - low) / (high - low)

    def _place(self, rug: Rug, box: QRectF, number: int, painter: QPainter) -> list[_Placed]:
        """Where ticks and words stand; words are centred over their ticks in as many levels as there is room for."""
        measure, base = QFontMetricsF(painter.font()), self._base(box, number)
        level = max(measure.height(), pixels(LEVEL))
        room = base - pixels(TICK) - self._band(box, number).top()
        widths = [measure.horizontalAdvance(word.word) for word in rug.words]
        xs = [self._x(word.score, box) for word in rug.words]
        levels = stacked(xs, widths, max(1, int(room / level)), pixels(6))
        placed = []
        for word, x, width, at in zip(rug.words, xs, widths, levels, strict=True):
            tick = QRectF(x - 1, base - pixels(TICK), 2, pixels(TICK))
            top = tick.top() - 2 - (at + 1) * level
            label = None if at == HIDDEN else QRectF(x - width / 2, top, width + 1, level)
            placed.append(_Placed(word, tick, label))
        return placed

    def _paint_grid(self, painter: QPainter, box: QRectF) -> None:
        low, high = self._range()
        places = ticks(low, high, TICKS)
        step = places[1] - places[0] if len(places) > 1 else 1.0
        painter.setFont(font("caption", tabular=True))
        for value in places:
            x = round(self._x(value, box)) + 0.5
            zero = abs(value) < step / 1000
            painter.setPen(QPen(QColor(colors().control_line if zero else colors().faint), 1))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(QColor(colors().secondary))
            painter.drawText(QRectF(x - 30, box.bottom() + 3, 60, 16), int(Qt.AlignmentFlag.AlignHCenter),
                             tick_text(value, step))  # fmt: skip

    def _paint_rug(self, painter: QPainter, box: QRectF, number: int, rug: Rug, placed: list[_Placed]) -> None:
        tone = QColor(colors().classes[rug.tone])
        base = round(self._base(box, number)) + 0.5
        painter.setPen(QPen(QColor(colors().line), 1))
        painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))
        self._paint_name(painter, box, base, rug)
        painter.setFont(font("table", tabular=True))
        for one in placed:
            painter.fillRect(one.tick, tone)
            if one.label is not None and one.label.bottom() < one.tick.top() - 4:
                faded = QColor(tone)
                faded.setAlphaF(0.55)
                painter.setPen(QPen(faded, 0.75))
                painter.drawLine(
                    QPointF(one.tick.center().x(), one.tick.top()), QPointF(one.tick.center().x(), one.label.bottom())
                )
        painter.setPen(QColor(colors().text))
        for one in placed:
            if one.label is not None:
                ground = one.label.adjusted(-2, 0, 2, 0)
                painter.fillRect(ground, QColor(colors().window))
                painter.drawText(one.label, int(Qt.AlignmentFlag.AlignCenter), one.word.word)
        self._paint_mean(painter, self._x(rug.mean, box), base, tone)

    def _paint_name(self, painter: QPainter, box: QRectF, base: float, rug: Rug) -> None:
        painter.setFont(font("table", 600))
        painter.setPen(QColor(readable(colors().classes[rug.tone], colors())))
        room = box.left() - 8
        name = painter.fontMetrics().elidedText(rug.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(0, base - 22, room, 16), int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.setFont(font("caption", tabular=True))
        painter.setPen(QColor(colors().secondary))
        mean = written(rug.mean, "score")
        said = f"mean {mean if rug.mean < 0 else '+' + mean}"
        painter.drawText(QRectF(0, base - 6, room, 16), int(Qt.AlignmentFlag.AlignVCenter), said)

    def _paint_mean(self, painter: QPainter, x: float, base: float, tone: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawPolygon(QPolygonF([QPointF(x, base + 2), QPointF(x - 5, base + 9), QPointF(x + 5, base + 9)]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _tell_hidden(self) -> None:
        hidden = sum(one.label is None for rug in self._placed for one in rug)
        if hidden != self._hidden:
            self._hidden = hidden
            self.unnamed.emit(hidden)

    def _word_at(self, place: QPointF) -> RugWord | None:
        """The word whose label is under the pointer, or whose tick is nearest to it."""
        everything = [one for rug in self._placed for one in rug]
        named = next((one.word for one in everything if one.label is not None and one.label.contains(place)), None)
        near = [one for one in everything if one.tick.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(place)]
        closest = min(near, key=lambda one: abs(one.tick.center().x() - place.x()), default=None)
        return named or (closest.word if closest is not None else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        word = self._word_at(event.position())
        if word is not None and word.row >= 0:
            self.picked.emit(word.row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._word_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            word = self._word_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain(word.tip) if word is not None else "", self)
            return True
        return super().event(event)

    def _on_theme(self) -> None:
        self.update()
