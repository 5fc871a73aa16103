"""Whether the words of a test are put into sentences: offered, and said, where the space's model takes texts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import parameters_of
from embexplorer.gui.bias.asked import SENTENCES, WORDS, takes_sentences
from embexplorer.gui.bias.manner import row
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip

OFFERED: tuple[Entry, ...] = (("in sentences, SEAT", SENTENCES), ("as rows, WEAT", WORDS))


class Wording(QWidget):
    """A line of the form, hidden where a space holds words only; `changed` is emitted for the user's choice."""

    changed = Signal()

    def __init__(self, label_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Choice("Words", (96, 232))
        self.told = PlainLabel(role="caption", tone="secondary")
        self.told.setWordWrap(True)
        self.way.show_entries(OFFERED, SENTENCES)
        set_plain_tooltip(self.way, "Words · in sentences: embedded by the model; as rows: looked up among the rows")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(row("Words", self.way, None, label_width))
        column.addWidget(self.told)
        self.way.chosen.connect(self._on_chosen)
        self._say()
        self.hide()

    def step_for(self, space: EmbeddingSpace | None) -> str:
        """The step that asks the sets of this space."""
        return str(self.way.value()) if takes_sentences(space) else WORDS

    def show_space(self, space: EmbeddingSpace | None) -> None:
        """Offer the choice where there is one."""
        self.setVisible(takes_sentences(space))

    def _say(self) -> None:
        sentences = next(p.default for p in parameters_of(step_named(SENTENCES)) if p.name == "sentences")
        assert isinstance(sentences, tuple)
        example = str(sentences[0]).replace("{}", "[word]")
        said = f"Each word stands in {len(sentences)} sentences, such as ‘{example}’, which the model embeds."
        self.told.setText(said if self.way.value() == SENTENCES else "Each word is looked up among the rows.")

    def _on_chosen(self) -> None:
        self._say()
        self.changed.emit()
