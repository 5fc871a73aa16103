"""A histogram with two handles: all rows pale, those that pass the other filters in colour between the handles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip

SIDE, TOP, BELOW = 6, 4, 18  # pixels beside, above and below the bars
FEW = 4  # times lower bars are drawn larger
GRIP = 9  # pixels of a handle's grip
Key = Qt.Key


@dataclass(frozen=True, kw_only=True, eq=False)
class Bars:
    """`edges` has one more than there are bins; `low` and `high` are None where the handle stands at the end."""

    edges: Sequence[float]
    all: Sequence[int]
    passing: Sequence[int]
    low: float | None
    high: float | None
    texts: tuple[str, str]  # of the ends


def enlarged(bars: Bars) -> int:
    """How many times larger the bars of what passes are drawn, so that their shape can be seen where they are few."""
    times = max(1, *bars.all) // max(1, *bars.passing)
    return times if times >= FEW and any(bars.passing) else 1


class RangeBars(QWidget):
    """`moved` carries the low and the high value that the handles point at, None at an end.

    By keys: left and right move a handle by one bin, up and down take the other one, Home and End go to the ends.
    """

    moved = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: Bars | None = None
        self._handle = 0  # the one that is moved: 0 low, 1 high
        self._dragged = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Range of {name}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance().changed.connect(self._on_theme)

    def show_bars(self, bars: Bars) -> None:
        """Show these from now on; silently."""
        self._bars = bars
        low, high = (self._shares()[place] for place in (0, 1))
        self.setAccessibleDescription(f"from {100 * low:.0f} % to {100 * high:.0f} % of the range")
        self.update()

    def bars(self) -> Bars | None:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        return QSize(pixels(240), pixels(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(160), pixels(84))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._bars is None:
            return
        share = self._share_at(event.position().x())
        low, high = self._shares()
        self._handle = int(abs(share - high) < abs(share - low) or (share > high and low == high))
        self._dragged = True
        self._move_to(share)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._move_to(self._share_at(event.position().x()))
        else:
            self._tell(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.moved.emit(None, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bars = Key(event.key()), self._bars
        if bars is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Key.Key_Up, Key.Key_Down):
            self._handle = int(key == Key.Key_Up)
            self.update()
        elif key in (Key.Key_Left, Key.Key_Right):
            step = (1 if key == Key.Key_Right else -1) / (len(bars.edges) - 1)
            self._move_to(self._shares()[self._handle] + step)
        elif key in (Key.Key_Home, Key.Key_End):
            self._move_to(float(key == Key.Key_End))
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        set_plain_tooltip(self, "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _move_to(self, share: float) -> None:
        """The handle goes there, the other one gives way."""
        share = min(max(share, 0.0), 1.0)
        shares = list(self._shares())
        shares[self._handle] = share
        shares[1 - self._handle] = max(share, shares[1]) if self._handle == 0 else min(share, shares[0])
        low = None if shares[0] <= 0 else self._value(shares[0])
        high = None if shares[1] >= 1 else self._value(shares[1])
        self.moved.emit(low, high)

    def _shares(self) -> tuple[float, float]:
        """Where the handles stand, from 0 at the left to 1 at the right."""
        bars = self._bars
        if bars is None:
            return 0.0, 1.0
        low = 0.0 if bars.low is None else self._share_of(bars.low)
        return low, 1.0 if bars.high is None else self._share_of(bars.high)

    def _share_of(self, value: float) -> float:
        assert self._bars is not None
        return float(np.interp(value, self._bars.edges, np.linspace(0, 1, len(self._bars.edges))))

    def _value(self, share: float) -> float:
        assert self._bars is not None
        return float(np.interp(share, np.linspace(0, 1, len(self._bars.edges)), self._bars.edges))

    def _share_at(self, x: float) -> float:
        return (x - SIDE) / max(1, self.width() - 2 * SIDE)

    def _tell(self, x: float) -> None:
        bars, share = self._bars, self._share_at(x)
        if bars is None or not 0 <= share < 1:
            set_plain_tooltip(self, "")
            return
        place = int(share * len(bars.all))
        low, high = bars.edges[place], bars.edges[place + 1]
        set_plain_tooltip(self, f"{low:,.6g} to {high:,.6g}\n{bars.passing[place]:,} of {bars.all[place]:,} rows")

    def _on_theme(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bars is None:
            return
        painter = QPainter(self)
        floor = self.height() - pixels(BELOW)
        self._paint_bars(painter, self._bars, floor)
        painter.fillRect(QRectF(SIDE, floor, self.width() - 2 * SIDE, 1), QColor(colors().control_line))
        for handle, share in enumerate(self._shares()):
            self._paint_handle(painter, share, floor, self.hasFocus() and handle == self._handle)
        self._paint_ends(painter, self._bars, floor)

    def _paint_bars(self, painter: QPainter, bars: Bars, floor: int) -> None:
        most, wide = max(1, *bars.all), (self.width() - 2 * SIDE) / len(bars.all)
        times = enlarged(bars)
        low, high = self._shares()
        gap = 1.0 if wide > 4 else 0.25
        for place, (whole, part) in enumerate(zip(bars.all, bars.passing, strict=True)):
            middle = (place + 0.5) / len(bars.all)
            inside = colors().accent if low <= middle <= high else colors().control_line
            for count, tone in ((whole, colors().line), (part * times, inside)):
                if count:
                    high_ = max(1.0, (floor - TOP) * count / most)
                    area = QRectF(SIDE + place * wide, floor - high_, max(1.0, wide - gap), high_)
                    painter.fillRect(area, QColor(tone))

    def _paint_handle(self, painter: QPainter, share: float, floor: int, focused: bool) -> None:
        x = SIDE + share * (self.width() - 2 * SIDE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(colors().text), 1))
        painter.drawLine(QPointF(x, TOP), QPointF(x, floor))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().accent if focused else colors().text), 2 if focused else 1))
        painter.setBrush(QColor(colors().base))
        painter.drawRoundedRect(QRectF(x - GRIP / 2, floor - GRIP / 2, GRIP, GRIP), 2, 2)

    def _paint_ends(self, painter: QPainter, bars: Bars, floor: int) -> None:
        painter.setFont(font("caption", tabular=True))
        painter.setPen(QColor(colors().secondary))
        metrics = QFontMetricsF(painter.font())
        line = QRectF(SIDE, floor + GRIP / 2 + 1, self.width() - 2 * SIDE, metrics.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), bars.texts[0])
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), bars.texts[1])
        if (times := enlarged(bars)) > 1:
            said = f"coloured bars × {times:,}"
            painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter), said)
