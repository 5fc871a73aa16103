"""Two lines of a form: which space is meant, and a second one where that is needed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.fields import WIDE
from embexplorer.gui.widgets.form_row import LABEL
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import BELOW
from embexplorer.workspace.workspace import Workspace

LEAST = 200


class SpaceRows(QWidget):
    """Offers the spaces of the library, but not one that is being trained. `changed` is the user's own doing."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.first = Choice("Space", (LEAST, WIDE))
        self.second = Choice("Second space", (LEAST, WIDE))
        self._second_row = labelled("Second space", self.second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(BELOW))
        column.addWidget(labelled("Space", self.first))
        column.addWidget(self._second_row)
        self.first.chosen.connect(self._on_first)
        self.second.chosen.connect(self._on_second)

    def show_space(self, id: str | None) -> None:
        """Offer what is open now, and show this space."""
        self.first.show_entries(self._entries(), id)
        self._offer_others()

    def ask_for_second(self, asked: bool) -> None:
        """Show or hide the second line."""
        self._second_row.setVisible(asked)

    def space(self) -> str | None:
        """The item that is meant."""
        chosen: str | None = self.first.value()
        return chosen

    def other(self) -> str | None:
        """The second one; None where it is not asked for, or where there is none."""
        chosen: str | None = self.second.value()
        return None if self._second_row.isHidden() else chosen

    def opened(self) -> tuple[EmbeddingSpace | None, EmbeddingSpace | None]:
        """Both, mapped."""
        first, second = self.space(), self.other()
        return (
            self._workspace.space(first) if first is not None else None,
            self._workspace.space(second) if second is not None else None,
        )

    def lacks_second(self) -> bool:
        """A second space is asked for, and there is none."""
        return not self._second_row.isHidden() and self.second.value() is None

    def _entries(self) -> list[tuple[str, str]]:
        items = self._workspace.items.values()
        return [(item.name, item.id) for item in items if item.kind == "space" and not item.live]

    def _offer_others(self) -> None:
        others = [(name, id) for name, id in self._entries() if id != self.first.value()]
        known = [id for _, id in others]
        before = self.second.value()
        self.second.show_entries(others, before if before in known else next(iter(known), None))

    def _on_first(self) -> None:
        self._offer_others()
        self.changed.emit()

    def _on_second(self) -> None:
        self.changed.emit()


def labelled(title: str, field: QWidget) -> QWidget:
    """A line like those of a form: what it is, and the field."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(pixels(6))  # as in a row of a form
    label = PlainLabel(title, role="table", tone="secondary")
    label.setFixedWidth(pixels(LABEL))
    label.setBuddy(field)
    line.addWidget(label)
    line.addWidget(field, 1)
    line.addStretch(0)
    return holder
