"""The null distribution: how often each difference of sums comes up among the partitions, and the observed one."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from embexplorer.core.axis_ticks import tick_text, ticks
from embexplorer.core.number_text import number_text
from embexplorer.gui.bias.answer import Answer
from embexplorer.gui.style import appearance, colors, font, pixels
from embexplorer.gui.widgets.numbers import written
from embexplorer.gui.widgets.section import Head

TOP, BOTTOM = 22, 20
TICKS = 6
AIR = 0.06  # of the width of all bins, on either side


class NullPart(QWidget):
    """The histogram under its head."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Head("")
        self.chart = NullChart()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.chart, 1)

    def show_answer(self, answer: Answer) -> None:
        """Show the partitions of this test."""
        row = answer.row
        words, same = row["n_x"] + row["n_y"], "equal splits" if row["n_x"] == row["n_y"] else "splits"
        if row["exact"]:
            title = f"All {row['partitions']:,} {same} of the {words} targets"
        else:
            title = f"{row['partitions']:,} of {number_text(row['partitions_total'])} {same}, none twice"
        self.head.title.setText(title)
        self.head.caption.setText("sum X − sum Y")
        bins = answer.table.parts["null"].to_pydict()
        self.chart.show_bins((*bins["low"], bins["high"][-1]), tuple(bins["count"]), row["statistic"])


class NullChart(QWidget):
    """Bars without gaps of meaning, the observed value as an upright line in accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edges: tuple[float, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._observed = 0.0
        self.setAccessibleName("Null distribution of the test statistic")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance().changed.connect(self._on_theme)

    def show_bins(self, edges: tuple[float, ...], counts: tuple[int, ...], observed: float) -> None:
        """Show these from now on."""
        self._edges, self._counts, self._observed = edges, counts, observed
        self.setAccessibleDescription(f"observed {observed:.3f}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(340), pixels(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(180), pixels(90))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._counts:
            return
        painter = QPainter(self)
        painter.setFont(font("caption", tabular=True))
        box = self.rect().toRectF().adjusted(1, pixels(TOP), -1, -pixels(BOTTOM))
        self._paint_bars(painter, box)
        self._paint_axis(painter, box)
        self._paint_observed(painter, box)

    def _paint_bars(self, painter: QPainter, box: QRectF) -> None:
        highest, color = max(self._counts), QColor(colors().control_line)
        for number, count in enumerate(self._counts):
            left, right = self._x(self._edges[number], box), self._x(self._edges[number + 1], box)
            height = box.height() * count / highest
            height = max(height, 1.0) if count else 0.0  # a single partition is seen too
            painter.fillRect(QRectF(left, box.bottom() - height, max(right - left - 1, 1.0), height), color)

    def _paint_axis(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(QColor(colors().control_line), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() + 0.5), QPointF(box.right(), box.bottom() + 0.5))
        painter.setPen(QColor(colors().secondary))
        places = ticks(*self._range(), TICKS)
        step = places[1] - places[0] if len(places) > 1 else 1.0
        for value in places:
            x = min(max(self._x(value, box), box.left() + 20), box.right() - 20)
            place = QRectF(x - 30, box.bottom() + 3, 60, 16)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter), tick_text(value, step))

    def _paint_observed(self, painter: QPainter, box: QRectF) -> None:
        x = self._x(self._observed, box)
        accent = QColor(colors().accent)
        painter.fillRect(QRectF(x - 1, box.top(), 2, box.height()), accent)
        painter.setPen(accent)
        painter.setFont(font("table", tabular=True))
        text = f"observed {written(self._observed, 'score')}"
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        left = min(max(x - width / 2, 0.0), self.width() - width)
        painter.drawText(QRectF(left, 0, width, box.top() - 3), int(Qt.AlignmentFlag.AlignCenter), text)

    def _x(self, value: float, box: QRectF) -> float:
        low, high = self._range()
        return box.left() + box.width() * (value - low) / (high - low)

    def _range(self) -> tuple[float, float]:
        """The bins with some air, so that the line of an extreme value does not stand at the edge."""
        air = AIR * (self._edges[-1] - self._edges[0])
        return self._edges[0] - air, self._edges[-1] + air

    def _on_theme(self) -> None:
        self.update()
