"""A list of named sets: the project's own, and below them those that come with the program."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from embexplorer.gui.style import font

NAME = Qt.ItemDataRole.UserRole
BUNDLED = "Bundled"


class SetList(QListWidget):
    """`currentItemChanged` says that another is chosen; `show_names` is silent."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font("body"))
        self.setProperty("lines", True)
        self.setAccessibleName("Word sets")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_names(self, own: Iterable[str], bundled: Iterable[str], chosen: str | None) -> None:
        """List these; the chosen one, or else the first, is the current one."""
        self.blockSignals(True)
        self.clear()
        for name in own:
            self.addItem(_named(name))
        heading = QListWidgetItem(BUNDLED)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(font("caption", 500))
        self.addItem(heading)
        for name in bundled:
            self.addItem(_named(name))
        names = self.names()
        self.choose(chosen if chosen in names else next(iter(names), ""))
        self.blockSignals(False)

    def names(self) -> list[str]:
        """All names, in their order."""
        names = [self.item(place).data(NAME) for place in range(self.count())]
        return [name for name in names if name is not None]

    def choose(self, name: str) -> None:
        """Make this set the current one."""
        for place in range(self.count()):
            if self.item(place).data(NAME) == name:
                self.setCurrentRow(place)

    def chosen(self) -> str | None:
        """The name of the current set."""
        return self.currentItem().data(NAME) if self.currentRow() >= 0 else None


def _named(name: str) -> QListWidgetItem:
    item = QListWidgetItem(name)
    item.setData(NAME, name)
    return item
