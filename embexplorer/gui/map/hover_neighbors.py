"""Draw what the map keeps of the point that is pointed at: lines to its true neighbours, rings around strangers."""

from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from embexplorer.gui.map.scene import Scene
from embexplorer.gui.style import font, pixels

RING, CROSS = 5.5, 3.0  # pixels
EDGE, PAD, HEIGHT = 8, 8, 22
LINE, GAP = 22, 6  # of the samples in the key


@dataclass(frozen=True, kw_only=True)
class Hovered:
    """The rows of the map around one: its true neighbours that are kept and lost, and the invented ones.

    `why` is said in their place where nothing is known.
    """

    row: int
    kept: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    invented: tuple[int, ...] = ()
    why: str = ""


class HoverNeighbors:
    """A layer of a map on the screen; draws only while its point is the one pointed at."""

    def __init__(self) -> None:
        self.shown: Hovered | None = None

    def paint(self, painter: QPainter, scene: Scene) -> None:
        shown = self.shown
        if shown is None or shown.row != scene.hovered or shown.row >= scene.figure.rows:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start = scene.at(shown.row)
        _lines(painter, scene, start, shown.kept, _pen(scene, "solid"))
        _lines(painter, scene, start, shown.lost, _pen(scene, "dashed"))
        for row in shown.invented:
            _ring(painter, scene, scene.at(row))


class HoverKey:
    """Says above all other layers what the other one draws, and how many there are of each."""

    def __init__(self, drawn: HoverNeighbors) -> None:
        self._drawn = drawn

    def paint(self, painter: QPainter, scene: Scene) -> None:
        shown = self._drawn.shown
        if shown is None or shown.row != scene.hovered or shown.row >= scene.figure.rows:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _say(painter, scene, [("", shown.why)] if shown.why else _told(scene, shown))


def _lines(painter: QPainter, scene: Scene, start: QPointF, rows: tuple[int, ...], pen: QPen) -> None:
    painter.setPen(pen)
    for row in rows:
        end = scene.at(row)
        if _is_somewhere(start) and _is_somewhere(end):
            painter.drawLine(start, end)


def _ring(painter: QPainter, scene: Scene, place: QPointF) -> None:
    """Ring and bar: a stranger must be told apart from a selected point without its colour."""
    if not _is_somewhere(place):
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((scene.tokens.map, 3.0), (scene.tokens.warn, 1.25)):
        painter.setPen(QPen(QColor(color), width))
        painter.drawEllipse(place, RING, RING)
        painter.drawLine(place + QPointF(-CROSS, CROSS), place + QPointF(CROSS, -CROSS))


def _pen(scene: Scene, style: str) -> QPen:
    pen = QPen(QColor(scene.tokens.accent), 1)
    if style == "dashed":
        pen.setDashPattern([4, 3])
    return pen


def _told(scene: Scene, shown: Hovered) -> list[tuple[str, str]]:
    """The key: samples of what is drawn and how many there are of each."""
    of = len(shown.kept) + len(shown.lost)
    word = scene.figure.keys[shown.row]
    return [
        ("", f"{word if len(word) < 30 else word[:29] + '…'}: {len(shown.kept)} of {of} nearest kept"),
        ("solid", "kept"),
        ("dashed", f"lost {len(shown.lost)}"),
        ("ring", f"invented {len(shown.invented)}"),
    ]


def _say(painter: QPainter, scene: Scene, parts: list[tuple[str, str]]) -> None:
    """In a frame at the top left of the map."""
    painter.setFont(font("caption", tabular=True))
    measure = QFontMetricsF(painter.font())
    widths = [(LINE + GAP if sample else 0) + measure.horizontalAdvance(text) for sample, text in parts]
    frame = QRectF(scene.area.left + EDGE, EDGE, sum(widths) + PAD * (len(parts) + 1), pixels(HEIGHT))
    painter.setPen(QPen(QColor(scene.tokens.line), 1))
    painter.setBrush(QColor(scene.tokens.map))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    left = frame.left() + PAD
    for (sample, text), width in zip(parts, widths, strict=True):
        _sample(painter, scene, sample, QPointF(left, frame.center().y()))
        painter.setPen(QColor(scene.tokens.secondary))
        place = QRectF(left + (LINE + GAP if sample else 0), frame.top(), width + 2, frame.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        left += width + PAD


def _sample(painter: QPainter, scene: Scene, sample: str, place: QPointF) -> None:
    if sample == "ring":
        _ring(painter, scene, place + QPointF(LINE / 2, 0))
    elif sample:
        painter.setPen(_pen(scene, sample))
        painter.drawLine(place, place + QPointF(LINE, 0))


def _is_somewhere(place: QPointF) -> bool:
    return isfinite(place.x()) and isfinite(place.y())
