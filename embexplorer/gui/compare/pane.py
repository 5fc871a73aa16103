"""One of the two maps of the Compare layout: a slim bar above it, and a sentence where there is nothing to draw."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.figure import Figure
from embexplorer.gui.compare.twin import JoinedLines, TwinWord
from embexplorer.gui.icons import icon
from embexplorer.gui.map.view import MapView
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

HEIGHT = 36
ROOMY = 500  # pixels; below it the names of things in the bar give way to them
LEAST = (240, 200)
TWIN, LINES = "twin", "joined"  # layers


class Pane(QWidget):
    """`view` is a whole map of its own, with its own camera. `image_asked` comes from the button that saves it."""

    image_asked = Signal()

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.maps = Choice(says, (96, 330))
        self.view = MapView(self)
        self.view.setMinimumSize(pixels(LEAST[0]), pixels(LEAST[1]))
        self.view.setAccessibleName(says)
        self.bar = Bar()
        self._twin = TwinWord()
        self._empty = PlainLabel("", self.view, tone="secondary")
        self._empty.setWordWrap(True)
        self._empty.move(pixels(16), pixels(16))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        self.view.add_layer(LINES, JoinedLines())
        self.view.add_layer(TWIN, self._twin, before="axes")

    def fill_bar(self, before: tuple[QWidget, ...]) -> None:
        """The choice of the map at the left, these at the right, then the tools."""
        self.bar.row.addWidget(self.maps, 4)
        self.bar.row.addStretch()
        for widget in before:
            self.bar.row.addWidget(widget, 3 if isinstance(widget, Choice) else 0)
        for name, says, slot in (
            ("fit", "Fit · shows all points of this map", self.view.fit),
            ("export", "Save figure · PNG, SVG, PDF or HTML of this map", self.image_asked.emit),
        ):
            self.bar.row.addWidget(tool(name, says, slot))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for label in self.bar.findChildren(PlainLabel):
            label.setVisible(self.width() >= pixels(ROOMY))  # what it names is named by its tooltip as well

    def show_figure(self, figure: Figure | None, why: str = "") -> None:
        """Show a figure, or say why there is none."""
        self.view.show_figure(figure)
        self._empty.setText(why)
        self._empty.setVisible(bool(why) and figure is None)
        self._empty.resize(max(pixels(200), self.view.width() - pixels(32)), pixels(60))

    def show_twin(self, row: int | None) -> None:
        """Ring and name the point that is pointed at on the other map."""
        self._twin.row = row
        self.view.set_hovered(row)
        self.view.update()


class Bar(QWidget):
    """36 high, with a hairline below."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(pixels(8), 0, pixels(8), 1)
        self.row.setSpacing(pixels(6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(LEAST[0]), pixels(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colors().line)


def tool(name: str, says: str, slot: object) -> QToolButton:
    """An icon button of a bar."""
    button = QToolButton()
    button.setIcon(icon(name))
    button.setIconSize(QSize(pixels(16), pixels(16)))
    button.setFixedSize(pixels(28), pixels(26))
    button.setAccessibleName(says.partition(" ·")[0])
    set_plain_tooltip(button, says)
    button.clicked.connect(slot)
    return button
