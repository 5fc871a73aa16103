"""The bundled demos on the welcome page: a space with its real map in small, and a text to train on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from embexplorer.core.coloring import NONE, color_by
from embexplorer.core.folder import map_array
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.style import colors, font, pixels

PICTURE = 148
AIR = 4
NAMES = {"glove-10k": "GloVe word vectors"}
TEXTS = {
    "kjv.tsv.gz": (
        "King James Bible",
        "31,102 verses, 790,000 words",
        "In the beginning God created the heaven and the earth.\nAnd the earth was without form, and void; and …",
    )
}
Flag = Qt.AlignmentFlag
Place = tuple[float, float]
Dots = list[tuple[int, list[Place]]]


class Card(QAbstractButton):
    """A picture over three lines: title, size, and what a click does. Outlined in accent under pointer and focus."""

    def __init__(self, title: str, size: str, act: str) -> None:
        super().__init__()
        self._may_draw = False
        self._lines = (title, size, act)
        self.setAccessibleName(f"{act}: {title}, {size}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def show_picture(self) -> None:
        """Draw the picture from now on; before, there is only its ground, so that the window stands at once."""
        self._may_draw = True
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pixels(180), pixels(PICTURE + 76))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(colors().accent if lit else colors().line), 1))
        painter.setBrush(QColor(colors().map))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        split = pixels(PICTURE)
        if self._may_draw:
            self._paint_picture(painter, QRectF(12, 12, self.width() - 24, split - 24))
        painter.setPen(QPen(QColor(colors().line), 1))
        painter.drawLine(QPointF(1, split + 0.5), QPointF(self.width() - 1, split + 0.5))
        self._paint_words(painter, split)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        raise NotImplementedError

    def _paint_words(self, painter: QPainter, top: int) -> None:
        looks = (
            (font("body", 500), colors().text),
            (font("table"), colors().secondary),
            (font("caption"), colors().accent),
        )
        for place, (text, (kind, color)) in enumerate(zip(self._lines, looks, strict=True)):
            painter.setFont(kind)
            painter.setPen(QColor(color))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 24)
            line = QRectF(12, top + pixels(8 + 20 * place), self.width() - 24, pixels(20))
            painter.drawText(line, Flag.AlignVCenter, shown)

    def _on_clicked(self) -> None:
        raise NotImplementedError


class DemoCard(Card):
    """A bundled space with its real map."""

    def __init__(self, name: str, folder: Path, open_demo: Callable[[Path], object]) -> None:
        rows, dimensions = map_array(folder / "vectors.npy").shape
        super().__init__(NAMES.get(name, name), f"{rows:,} words × {dimensions}", "Open")
        self._folder = folder
        self._open_demo = open_demo
        self._picture: tuple[object, QPixmap] | None = None

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        wanted = (box.size().toSize(), colors().theme, self.devicePixelRatioF())
        if self._picture is None or self._picture[0] != wanted:
            self._picture = (wanted, self._draw_dots(box))
        painter.drawPixmap(box.topLeft(), self._picture[1])

    def _draw_dots(self, box: QRectF) -> QPixmap:
        pixmap = QPixmap((box.size() * self.devicePixelRatioF()).toSize())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for code, dots in fitted(unit_dots(self._folder), box.width(), box.height()):
            size = 1.8 if code == NONE else 3
            painter.setPen(QPen(QColor(_color(code)), size, c=Qt.PenCapStyle.RoundCap))
            painter.drawPoints([QPointF(x, y) for x, y in dots])
        painter.end()
        return pixmap

    def _on_clicked(self) -> None:
        self._open_demo(self._folder)


class TextCard(Card):
    """A bundled text to train on; its first lines are its picture."""

    def __init__(self, path: Path, train: Callable[[Path], object]) -> None:
        title, size, self._first = TEXTS[path.name]
        super().__init__(title, size, "Train")
        self._path = path
        self._train = train

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(font("table"))
        painter.setPen(QColor(colors().tertiary))
        flags = Flag.AlignLeft | Flag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), self._first)

    def _on_clicked(self) -> None:
        self._train(self._path)


def unit_dots(folder: Path) -> Dots:
    """The demo's stored map as (color code, points): grey ones first, then each class."""
    thumbnail = folder / "thumbnail"
    if not thumbnail.is_dir():
        return []
    places = Projection.open(thumbnail).coordinates[:, :2].tolist()
    groups: dict[int, list[Place]] = {}
    for code, (x, y) in zip(_codes(EmbeddingSpace.open(folder)), places, strict=True):
        groups.setdefault(code, []).append((x, y))
    return sorted(groups.items(), reverse=True)


def fitted(dots: Dots, width: float, height: float) -> Dots:
    """The points in pixels of a box, y upwards, as large as it allows without changing their shape."""
    places = [place for _, group in dots for place in group]
    if not places:
        return []
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    low, high = min(y for _, y in places), max(y for _, y in places)
    scale = min((width - AIR) / ((right - left) or 1), (height - AIR) / ((high - low) or 1))
    middle = ((left + right) / 2, (low + high) / 2)
    return [
        (code, [((x - middle[0]) * scale + width / 2, (middle[1] - y) * scale + height / 2) for x, y in group])
        for code, group in dots
    ]


def _codes(space: EmbeddingSpace) -> list[int]:
    for name in space.columns.column_names:
        coloring = color_by(name, space.columns[name])
        if coloring.kind == "categorical":
            return coloring.codes.tolist()
    return [NONE] * space.rows


def _color(code: int) -> str:
    if code == NONE:
        return colors().point
    return colors().classes[code] if code < len(colors().classes) else colors().other
