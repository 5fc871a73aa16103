"""The right end of the menu bar: the layouts as tabs, and the field that opens the palette."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from embexplorer.gui.actions import Actions, shortcut_text
from embexplorer.gui.dock import tab_bar
from embexplorer.gui.icons import tinted
from embexplorer.gui.layouts import LAYOUTS, layout_named
from embexplorer.gui.style import appearance, colors, font, pixels

Flag = Qt.AlignmentFlag


class Corner(QWidget):
    """A click on a layout arranges the docks as it wants them."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.layouts = tab_bar(tuple(layout.name for layout in LAYOUTS), "Layouts")
        self.layouts.setFont(font("body", 500))
        for index, layout in enumerate(LAYOUTS):
            self.layouts.setTabToolTip(index, f"{layout.name} · arranges the docks around the map")
        self.layouts.tabBarClicked.connect(self._on_layout)
        self.field = FindField(actions, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 1)
        row.setSpacing(pixels(16))
        row.addWidget(self.layouts, 0, Flag.AlignBottom)
        row.addWidget(self.field, 0, Flag.AlignVCenter)
        appearance().changed.connect(self.adjustSize)  # the menu bar has fitted it before its tabs were dressed

    def _on_layout(self, index: int) -> None:
        self._actions.trigger(LAYOUTS[index].action)

    def show_layout(self, layout: str) -> None:
        """Mark this layout as the one that is shown."""
        self.layouts.setCurrentIndex(LAYOUTS.index(layout_named(layout)))


class FindField(QToolButton):
    """Looks like a field and is a button."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = shortcut_text(actions.named("find.anything").shortcut)
        self._actions = actions
        self.setAccessibleName("Find anything")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFixedSize(self.sizeHint())
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(pixels(272), pixels(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(colors().accent if focused else colors().control_line), 2 if focused else 1))
        painter.setBrush(QColor(colors().hover if self.underMouse() else colors().base))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        drawing = tinted("search", QColor(colors().secondary), 14, self.devicePixelRatioF())
        painter.drawPixmap(8, (self.height() - 14) // 2, drawing)
        self._paint_words(painter, self.rect().adjusted(28, 0, -8, 0))

    def _paint_words(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(QColor(colors().secondary))
        painter.setFont(font("body"))
        painter.drawText(box, int(Flag.AlignVCenter | Flag.AlignLeft), "Find anything")
        painter.setFont(font("caption"))
        painter.drawText(box, int(Flag.AlignVCenter | Flag.AlignRight), self._keys)

    def _on_clicked(self) -> None:
        self._actions.trigger("find.anything")
