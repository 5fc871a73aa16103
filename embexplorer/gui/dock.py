"""A dock with our own title bar: its name at the left, a few small tools at the right, no frame and no buttons else."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QSizePolicy, QTabBar, QToolButton, QWidget

from embexplorer.gui.icons import icon
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

TITLE = 32
Area = Qt.DockWidgetArea


class TitleBar(QWidget):
    """The head of a dock, 32 high, with a hairline below; tools are added at the right."""

    def __init__(self, title: QWidget, side: int) -> None:
        super().__init__()
        self._title = title
        self._tools = 0
        self._named = True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(pixels(side), 0, pixels(8), 1)
        self._row.setSpacing(0)
        self._row.addWidget(title)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, tool: QWidget) -> None:
        """Put a tool at the right end."""
        self._tools += 1
        self._row.addWidget(tool)

    def add_wide(self, widget: QWidget) -> None:
        """Put something at the right that takes all the room there is."""
        self._row.setStretch(1, 0)
        self._row.addWidget(widget, 1)

    def show_name(self, named: bool) -> None:
        """Whether the name is needed: not beneath a tab that says it. A head without anything is a line."""
        self._named = named
        self._title.setVisible(named)
        self.updateGeometry()

    def _height(self) -> int:
        return pixels(TITLE) if self._named or self._tools else 1

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(colors().line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class Dock(QDockWidget):
    """A named dock; `name` is its id in the saved arrangement."""

    def __init__(self, name: str, title: QWidget, content: QWidget, parent: QWidget, side: int = 16) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(name.capitalize())
        self.setAccessibleName(name.capitalize())
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.head = TitleBar(title, side)
        self.setTitleBarWidget(self.head)
        self.setWidget(content)


def dock_name(text: str) -> PlainLabel:
    """The name of a dock, 12/600 in secondary."""
    return PlainLabel(text, role="table", tone="secondary", weight=600)


def small_tool(name: str, says: str, parent: QWidget | None = None) -> QToolButton:
    """A small icon button for the head of a dock."""
    button = QToolButton(parent)
    button.setIcon(icon(name, "secondary"))
    button.setIconSize(QSize(14, 14))
    button.setProperty("small", True)
    button.setFixedSize(pixels(26), pixels(24))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(says)
    set_plain_tooltip(button, says)
    return button


def tab_bar(names: tuple[str, ...], says: str) -> QTabBar:
    """A flat row of tabs, as wide as their words."""
    bar = QTabBar()
    bar.setExpanding(False)
    bar.setDrawBase(False)
    bar.setUsesScrollButtons(False)
    bar.setElideMode(Qt.TextElideMode.ElideNone)
    bar.setAccessibleName(says)
    for name in names:
        bar.addTab(name)
    return bar
