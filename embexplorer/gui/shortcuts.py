"""All shortcuts on one page, written from the registry of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from embexplorer.gui.actions import Actions, shortcut_text
from embexplorer.gui.style import pixels
from embexplorer.gui.welcome_rows import ShortcutRow
from embexplorer.gui.widgets.plain import PlainLabel

GESTURES = (
    ("Pan the map", "drag"),
    ("Zoom", "wheel"),
    ("Select in a box", "Shift+drag"),
    ("Lasso once", "hold L, drag"),
    ("Add to the selection", "Ctrl"),
    ("Take from the selection", "Alt, right button"),
    ("Keep only what is in both", "Ctrl+Alt, Ctrl+right button"),
    ("Select all shown", "Ctrl+A"),
    ("Larger or smaller brush", "[ ]"),
    ("Walk to the nearest point", "arrow keys"),
    ("Pan by keys", "Shift+arrow keys"),
    ("Pin the point walked to", "Enter"),
    ("Select the point walked to", "Space"),
    ("Clear, then show all again", "Esc"),
)


class ShortcutsPage(QDialog):
    """Not modal: it may stand beside the window while one learns."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(pixels(640), pixels(520))
        known = [action for action in actions.all() if action.shortcut]
        rows = [(action.text.rstrip("…"), shortcut_text(action.shortcut)) for action in known]
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*([pixels(16)] * 4))
        for head, lines in (("On the map", list(GESTURES)), ("Everywhere", rows)):
            column.addWidget(PlainLabel(head, role="table", weight=600))
            column.addLayout(_two_columns(lines))
            column.addSpacing(pixels(12))
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def _two_columns(lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(pixels(24))
    grid.setVerticalSpacing(0)
    for place, (text, keys) in enumerate(lines):
        grid.addWidget(ShortcutRow(text, keys), place // 2, place % 2)
    return grid
