"""Analogies written as an equation: man : king = woman : ?, answered by every method side by side."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from embexplorer.core.analogies import BASELINE, NAMES
from embexplorer.core.errors import UserError
from embexplorer.core.figure import Arrow, Drawing
from embexplorer.core.number_text import number_text
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.gui.actions import Actions
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.method_columns import MethodColumns, by_method
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline
from embexplorer.gui.widgets.spelling_button import SpellingButton
from embexplorer.gui.widgets.table_exports import MoreButton, TableExports
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.word_line import WordLine
from embexplorer.workspace.workspace import Workspace

STEP = "analogy"
EXAMPLE = ("man", "king", "woman")
FIELDS = ("a", "b", "c", "expected")
SIGNS = ("", ":", "=", ":")


class AnalogyPanel(QWidget):
    """Asks `analogy`; a clicked line pins its word, and the parallelogram is drawn on the map while this is shown."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._space = workspace.space_id
        self._drawing: Drawing | None = None
        self.fields = {name: WordLine(workspace) for name in FIELDS}
        self.pairs = WordLine(workspace)
        self.spelling = SpellingButton(workspace)
        self.ask = QPushButton("Ask")
        self.arrows = QToolButton()
        self.problem = PlainLabel(role="caption", tone="error")
        self.said = ElidedLabel(role="caption", tone="secondary")
        self.table = TableView(self)  # the whole answer, for what is copied and saved
        self.answers = MethodColumns(self.table)
        self.exports = TableExports(self.table, workspace)
        self.empty = EmptyState(
            "No analogy yet", "Man is to king as woman is to what? Type three words, or try these.", "Try it"
        )
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def step(self) -> Step:
        """What the equation says; a named set may stand for the pairs."""
        words = [word_of(self.fields[name]) for name in FIELDS]
        asked = tuple(word for word in words[:3] if word)
        values: dict[str, Any] = {"words": asked, "expected": words[3], "pairs": self.pairs.words()}
        return build(step_named(STEP), {**values, **self.spelling.values()})

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._workspace.drawings.draw(None)

    def _build(self) -> None:
        self.table.hide()
        for name, tip in zip(FIELDS, (*EXAMPLE, "?"), strict=True):
            self.fields[name].setPlaceholderText(tip)
            self.fields[name].setAccessibleName(f"Word {name}" if name != "expected" else "Expected word")
            self.fields[name].setMaximumWidth(pixels(160))
        set_plain_tooltip(self.fields["expected"], "Expected word · its rank under each method; may be left empty")
        self.pairs.setPlaceholderText("Further pairs: uncle:aunt boy:girl")
        self.pairs.setAccessibleName("Further pairs")
        self.pairs.setMaximumWidth(pixels(320))
        set_plain_tooltip(self.pairs, "Further pairs of the same relation · 3CosAvg and LRCos answer from several")
        self.arrows.setText("Arrows")
        self.arrows.setFont(font("table"))
        self.arrows.setCheckable(True)
        self.arrows.setChecked(True)
        set_plain_tooltip(self.arrows, "Arrows · draw the parallelogram on the map")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.said.hide()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)

    def _head(self) -> QWidget:
        bar, holder = QHBoxLayout(), QWidget()
        bar.setSpacing(pixels(8))
        for sign, name in zip(SIGNS, FIELDS, strict=True):
            if sign:
                bar.addWidget(PlainLabel(sign, weight=600))
            bar.addWidget(self.fields[name], 2)
        bar.addWidget(self.spelling)
        bar.addWidget(self.pairs, 3)
        for part in (self.ask, self.arrows):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(MoreButton(self.table))
        column = QVBoxLayout(holder)
        column.setContentsMargins(pixels(SIDE), pixels(6), pixels(SIDE), pixels(6))
        column.setSpacing(pixels(4))
        column.addLayout(bar)
        column.addWidget(self.problem)
        column.addWidget(self.said)
        return holder

    def _connect(self) -> None:
        for line in (*self.fields.values(), self.pairs):
            line.returnPressed.connect(self._on_ask)
            line.textEdited.connect(self._on_edited)
        self.ask.clicked.connect(self._on_ask)
        self.spelling.changed.connect(self._on_asked_again)
        self.arrows.toggled.connect(self._draw)
        self.empty.asked.connect(self._on_example)
        self.answers.picked.connect(self._workspace.pin)
        self._workspace.shown_changed.connect(self._on_shown_changed)

    def _on_example(self) -> None:
        for name, word in zip(FIELDS, EXAMPLE, strict=False):
            self.fields[name].setText(word)
        self._on_ask()

    def _on_edited(self) -> None:
        self._say("")

    def _on_asked_again(self) -> None:
        if self.table.table() is not None:
            self._on_ask()

    def _on_ask(self) -> None:
        self._say("")
        if self._workspace.space() is None:
            self._say("No space is open. Open a vector file first.")
            return
        try:
            step = self.step()
        except UserError as wrong:
            self._on_failed(wrong)
            return
        answer = partial(self._on_answered, self._workspace.space_id)
        self._workspace.ask(step, answer, self._on_failed, key=STEP)

    def _on_answered(self, space: str | None, table: Table) -> None:
        if space != self._workspace.space_id:
            return  # its rows are of a space that is no longer shown
        self.table.show_table(table)
        answers = {**by_method(table), BASELINE: replace(table, columns=table.parts["baseline"])}
        titles, told = heads(table, answers)
        self.answers.show_answers(answers, titles, told)
        self._pages.setCurrentIndex(1)
        self.said.setText(facts_of(table))
        self.said.setVisible(bool(self.said.text()))
        set_plain_tooltip(self.said, "\n".join([table.caption, *table.notes]))
        self.caption_changed.emit(table.caption)
        if table.missing:
            self._say("Left out: " + " ".join(note for note in table.notes if note.startswith("‘")), table.missing)
        self._drawing = drawing_of(table, space or "")
        self._draw()

    def _draw(self) -> None:
        wanted = self._drawing if self.arrows.isChecked() and self.isVisible() else None
        self._workspace.drawings.draw(wanted)

    def _on_failed(self, problem: UserError) -> None:
        words = [line.text().strip() for line in self.fields.values()]
        self._say(str(problem), tuple(word for word in words if word and f"‘{word}’" in problem.message))

    def _on_shown_changed(self) -> None:
        if self._workspace.space_id == self._space:
            return
        self._space = self._workspace.space_id
        self._drawing = None
        self._workspace.drawings.draw(None)
        self.table.show_table(None)
        self.answers.clear()
        self.said.hide()
        self._pages.setCurrentIndex(0)
        self._say("")

    def _say(self, text: str, wrong: tuple[str, ...] = ()) -> None:
        for line in self.fields.values():
            line.set_wrong(line.text().strip() in wrong, wrong)
        self.pairs.set_wrong(any(word in self.pairs.text() for word in wrong))
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def word_of(line: WordLine) -> str:
    """The one word of a line, without quotes; what stands there where it reads as several, such as new york."""
    words = line.words()
    return words[0] if len(words) == 1 else line.text().strip()


def heads(table: Table, answers: dict[str, Table]) -> tuple[dict[str, str], dict[str, str]]:
    """The title of each method, with the rank of the expected word where there is one, and what that means."""
    titles = {method: "Baseline: nearest" if method == BASELINE else NAMES[method] for method in answers}
    told = dict(titles)
    if "expected" not in table.parts:
        return titles, told
    for row in table.parts["expected"].to_pylist():
        method, word, rank, among = (row[name] for name in ("method", "word", "rank", "rank_among_all"))
        titles[method] += f" · rank {'–' if rank is None else f'{rank:,}'}"
        told[method] = f"‘{word}’ has rank {'none' if rank is None else f'{rank:,}'}, {among:,} with the given words"
    return titles, told


def facts_of(table: Table) -> str:
    """The parallelogram and the relation in a line."""
    said = []
    if "parallelogram" in table.parts:
        said.append(parallelogram_text(table))
    said += [note for note in table.notes if note.startswith(("Baseline", "Mean cosine"))]
    return " · ".join(said)


def parallelogram_text(table: Table) -> str:
    """“Angle between b − a and d − c 41°, |b − a + c − d| = 4.081 (d = queen)”."""
    angle, error = (table.parts["parallelogram"][name][0].as_py() for name in ("angle", "error"))
    d = table.parts["corners"]["word"][3].as_py()
    turned = "no angle" if angle is None else f"{angle:.0f}°"
    return f"True angle of the two offsets {turned}, |b − a + c − d| = {number_text(error)} (d = {d})"


def drawing_of(table: Table, space: str) -> Drawing | None:
    """Arrows from a to b and from c to d; None where a corner is no row of the space."""
    if "corners" not in table.parts:
        return None
    a, b, c, d = table.parts["corners"]["row"].to_pylist()
    if None in (a, b, c, d):
        return None
    arrows = (Arrow(start=a, end=b), Arrow(start=c, end=d))
    return Drawing(space=space, arrows=arrows, caption=parallelogram_text(table))


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(AnalogyPanel, 1080, 240)
