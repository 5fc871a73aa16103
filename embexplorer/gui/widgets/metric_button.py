"""The metric as a word with a menu of the others."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from embexplorer.core.nearness import MEASURES
from embexplorer.gui.icons import icon
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.plain import set_plain_tooltip


class MetricButton(QToolButton):
    """`chosen` carries the metric that the user wants; the text is the one in use."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        menu = QMenu(self)
        for metric in MEASURES:
            menu.addAction(metric)
        menu.triggered.connect(self._on_triggered)
        self.setMenu(menu)
        self.setText(MEASURES[0])
        self.setIcon(icon("chevron-down", "secondary"))
        self.setFont(font("caption"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        self.setIconSize(QSize(pixels(12), pixels(12)))
        self.setProperty("small", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_plain_tooltip(self, "Metric · how nearness is measured")

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.text())
