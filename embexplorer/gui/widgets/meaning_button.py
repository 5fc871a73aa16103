"""“By meaning”: whether a search asks the model of the space what is near, and why it cannot where it cannot."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from embexplorer.core.meaning import embeds_texts
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.style import font
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.workspace.workspace import Workspace

Way = Literal["none", "model", "average"]
SAYS: dict[Way, str] = {
    "model": "By meaning · finds what the model of the space holds to be near\nType a question, or any text",
    "average": (
        "By meaning · finds what is near to the mean of the vectors of the words you type\nThis space has no model of "
        "whole texts"
    ),
    "none": "By meaning · this space has no model that embeds texts\nOpen documents that were encoded or trained here",
}


class MeaningButton(QToolButton):
    """A switch that follows the shown space; `changed` is emitted for the user's own click."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setText("By meaning")
        self.setCheckable(True)
        self.setFont(font("table"))
        self.setAccessibleName("Search by meaning")
        self.clicked.connect(self._on_clicked)
        workspace.shown_changed.connect(self.follow_space)
        self.follow_space()

    def is_on(self) -> bool:
        """Whether the search is by meaning."""
        return self.isChecked() and self.isEnabled()

    def follow_space(self) -> None:
        """Offer what the shown space can; a wish stays for a space that can fulfil it."""
        way = way_of(self._workspace.space())
        self.setEnabled(way != "none")
        set_plain_tooltip(self, SAYS[way])

    def _on_clicked(self) -> None:
        self.changed.emit()


def way_of(space: EmbeddingSpace | None) -> Way:
    """How the space can be searched by meaning: by its model of texts, by the mean of words, or not at all."""
    if space is None:
        return "none"
    if embeds_texts(space):
        return "model"
    return "average" if space.unit == "words" else "none"
