"""The way back from a part of a space to the whole: “glove-100d › 214 words”, each of which can be clicked."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from embexplorer.gui.actions import plain_action_text
from embexplorer.gui.style import colors, font, pixels
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.workspace.item import Item
from embexplorer.workspace.workspace import Workspace

HEIGHT = 28
LONGEST = 40  # letters of a name


class Breadcrumb(QWidget):
    """Hidden while the shown space was made from no other."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._path: tuple[Item, ...] | None = None
        self.crumbs: list[QToolButton] = []  # of those above the shown one
        self.here = PlainLabel()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(pixels(8), 0, pixels(8), 1)
        self._row.setSpacing(pixels(4))
        self._row.addStretch(1)
        self.setAccessibleName("Path to the shown space")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for changed in (workspace.shown_changed, workspace.items_changed):
            changed.connect(self._on_changed)
        self._on_changed()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, pixels(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colors().line)

    def _on_changed(self) -> None:
        path = self._workspace.path()
        if path != self._path:
            self._path = path
            self._fill(path)
        self.setVisible(len(path) > 1)

    def _fill(self, path: tuple[Item, ...]) -> None:
        while self._row.count() > 1:
            widget = self._row.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.crumbs = [self._crumb(item, path[0]) for item in path[:-1]]
        self.here = PlainLabel(self._text(path[-1], path[0]) if path else "", role="table", weight=600)
        for crumb in self.crumbs:
            self._row.insertWidget(self._row.count() - 1, crumb)
            self._row.insertWidget(self._row.count() - 1, PlainLabel("›", role="table", tone="tertiary"))
        self._row.insertWidget(self._row.count() - 1, self.here)

    def _text(self, item: Item, first: Item) -> str:
        text = " ".join(crumb_text(item, self._unit(item), first.name).split())
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

    def _crumb(self, item: Item, first: Item) -> QToolButton:
        crumb = QToolButton()
        text = self._text(item, first)
        crumb.setText(plain_action_text(text))
        crumb.setFont(font("table"))
        crumb.setAccessibleName(text)
        crumb.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        crumb.setProperty("space", item.id)
        set_plain_tooltip(crumb, f"{item.name} · {item.rows:,} rows")
        crumb.clicked.connect(self._on_clicked)
        return crumb

    def _unit(self, item: Item) -> str:
        space = self._workspace.space(item.id)
        return space.unit if space is not None else "rows"

    def _on_clicked(self) -> None:
        self._workspace.show(self.sender().property("space"))


def crumb_text(item: Item, unit: str, first: str) -> str:
    """The name of a space; of a part, how many rows it has; of a derived one, what was done to it."""
    if item.step == "subset":
        return f"{item.rows:,} {unit.removesuffix('s') if item.rows == 1 else unit}"
    return item.name.removeprefix(f"{first} · ")
