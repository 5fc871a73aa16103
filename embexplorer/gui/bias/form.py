"""The form of a word embedding association test: a test to begin with, four sets of words, and how p is counted."""

import time
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.step import Step
from embexplorer.core.table import Table
from embexplorer.core.weat_tests import SETS, Role, weat_tests
from embexplorer.core.word_sets import WordSet
from embexplorer.gui.bias.answer import TONES, Answer
from embexplorer.gui.bias.asked import OWN, TITLES, association, measures, tests_offered
from embexplorer.gui.bias.manner import Manner, filled, row
from embexplorer.gui.bias.wording import Wording
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.section import SIDE, Hairline
from embexplorer.gui.widgets.seed_line import SeedLine
from embexplorer.gui.widgets.table_exports import copy_as_command
from embexplorer.gui.widgets.word_set_field import WordSetField
from embexplorer.workspace.workspace import Workspace

LINES: dict[Role, int] = {"X": 2, "Y": 2, "A": 3, "B": 3}
TITLE = 76  # pixels, so that the named sets stand on one line
HEAD = TITLE + 16  # below and above them: the dot and its distance
FIRST = "6"  # the test that is shown at first


class WeatForm(QWidget):
    """Asks `weat` as soon as a set has changed. `answered` carries an Answer, `failed` what is wrong."""

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: tuple[str | None, Step] | None = None
        self._colors = False  # the next answer colours the map
        self._answer: Answer | None = None
        self.tests = Choice("Test", (96, 232))
        self.spaces = Choice("Space", (96, 232))
        self.fields = {role: WordSetField(TITLES[role], workspace, TONES[role], LINES[role]) for role in SETS}
        self.manner = Manner(workspace)
        self.wording = Wording(HEAD)
        self.seed = SeedLine()
        self.problem = PlainLabel(role="caption", tone="error")
        self.took = PlainLabel(role="caption", tone="tertiary")
        self.run = QPushButton("Run")
        self._fill()
        self._build()
        self._connect()
        self.choose_test(FIRST)
        self._show_spaces()

    def choose_test(self, number: str) -> None:
        """Take over the sets of one of the ten tests; nothing is asked yet."""
        self.tests.show_entries(tests_offered(), number)
        for role, words in weat_tests()[number].sets.items():
            self.fields[role].set_words(words.words)
        self._colors = True

    def ask(self) -> None:
        """Ask for what the form says, and colour the map by it."""
        self._colors = True
        self._asked = None
        self.ask_if_changed()

    def ask_if_changed(self) -> None:
        """Ask, unless just that was asked of this space already."""
        try:
            step = self.step()
        except UserError as wrong:
            self._on_failed(wrong)
            return
        asked = (self._workspace.space_id, step)
        if asked == self._asked or self._workspace.space_id is None:
            return
        self._asked = asked
        answer = partial(self._on_answered, asked, time.perf_counter())
        self._workspace.ask(step, answer, partial(self._on_refused, asked), key="weat")

    def step(self) -> Step:
        """What the form says; raises UserError where it cannot be asked."""
        return association(self.wording.step_for(self._workspace.space()), self.test(), self.words(), self.values())

    def measures(self) -> Step:
        """The ten measures of what the form holds; raises UserError where they cannot be asked."""
        return measures(self.test(), self.words(), self.values())

    def words(self) -> dict[Role, tuple[str, ...]]:
        """The words of each set."""
        return {role: field.words() for role, field in self.fields.items()}

    def values(self) -> dict[str, Any]:
        """How p and intervals are made: what the battery of all tests is asked with too."""
        return {**self.manner.values(), "seed": self.seed.seed()}

    def answer(self) -> Answer | None:
        """What was answered last."""
        return self._answer

    def test(self) -> str:
        """The number of the chosen test, "own" for none."""
        return str(self.tests.value())

    def reset(self) -> None:
        """The sets as the chosen test has them."""
        if self.test() != OWN:
            self.choose_test(self.test())
            self.ask()

    def copy_command(self) -> None:
        """Put the command that makes the shown answer on the clipboard."""
        if self._answer is not None:
            copy_as_command(self._workspace, self._answer.table.recipe)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ask_if_changed()

    def _fill(self) -> None:
        for field in self.fields.values():
            field.title.setFixedWidth(pixels(TITLE))
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.run.setProperty("primary", True)
        self.seed.setFixedWidth(pixels(56))
        set_plain_tooltip(self.seed, "Seed · draws partitions, resampled words and random sets")
        set_plain_tooltip(self.run, "Run · asks again and colours the map by the sets")

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, pixels(12))
        column.setSpacing(0)
        first = (row("Test", self.tests, None, HEAD), row("Space", self.spaces, None, HEAD), self.wording)
        column.addWidget(filled(first))
        for pair in (("X", "Y"), ("A", "B")):
            column.addWidget(Hairline())
            column.addWidget(filled([self.fields[role] for role in pair], 12))
        column.addWidget(Hairline())
        column.addWidget(self.manner)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(Hairline())
        whole.addWidget(self._foot())
        self.setMinimumWidth(pixels(280))

    def _foot(self) -> QWidget:
        foot, line = QWidget(), QHBoxLayout()
        line.setSpacing(pixels(8))
        line.addWidget(PlainLabel("Seed", role="table", tone="secondary"))
        line.addWidget(self.seed)
        line.addStretch(1)
        line.addWidget(self.took)
        line.addWidget(self.run)
        column = QVBoxLayout(foot)
        column.setContentsMargins(pixels(SIDE), pixels(8), pixels(SIDE), pixels(8))
        column.setSpacing(pixels(6))
        column.addWidget(self.problem)
        column.addLayout(line)
        return foot

    def _connect(self) -> None:
        self.tests.chosen.connect(self._on_test)
        self.spaces.chosen.connect(self._workspace.show)
        for field in self.fields.values():
            field.changed.connect(self.ask_if_changed)
        for part in (self.manner, self.wording):
            part.changed.connect(self.ask_if_changed)
        self.seed.editingFinished.connect(self.ask_if_changed)
        self.run.clicked.connect(self.ask)
        self._workspace.shown_changed.connect(self._on_shown)
        self._workspace.items_changed.connect(self._show_spaces)

    def _names(self) -> dict[Role, str]:
        """What each set is called: by the test if it has its words, by a named set, or as a changed set."""
        test = weat_tests().get(self.test())
        return {role: self._name(role, test.sets[role] if test is not None else None) for role in SETS}

    def _name(self, role: Role, known: WordSet | None) -> str:
        field = self.fields[role]
        if known is not None and field.words() == known.words:
            return known.name
        return str(field.sets.value() or (f"{known.name}, changed" if known is not None else TITLES[role]))

    def _on_test(self, number: str) -> None:
        if number == OWN:
            self.fields["X"].editor.setFocus()
        else:
            self.choose_test(number)
        self.ask()

    def _on_shown(self) -> None:
        self._show_spaces()
        if self.isVisible():
            self.ask_if_changed()

    def _show_spaces(self) -> None:
        items = self._workspace.items.values()
        spaces: list[Entry] = [(item.name, item.id) for item in items if item.kind == "space" and not item.live]
        self.spaces.show_entries(spaces, self._workspace.space_id)
        self.wording.show_space(self._workspace.space())

    def _on_answered(self, asked: tuple[str | None, Step], began: float, table: Table) -> None:
        if asked != self._asked:
            return
        self._say("")
        self.took.setText(f"took {time.perf_counter() - began:.2f} s")
        self.manner.show_counted(table)
        missing = set(table.missing)
        for field in self.fields.values():
            words = field.words()
            absent = [word for word in words if word in missing]
            field.show_missing(absent, len(words) - len(absent), len(words))
            if "sentences" in table.parts:
                field.found.setText(f"{len(words):,} words in sentences")
        self._tell(table)

    def _tell(self, table: Table) -> None:
        space = self._workspace.space()
        answer = Answer(
            table=table,
            test=self.test(),
            title=table.name,
            names=self._names(),
            asked={role: len(field.words()) for role, field in self.fields.items()},
            space=captioned(space) if space is not None else "",
        )
        self._answer = answer
        self._color(answer)
        self.answered.emit(answer)

    def _color(self, answer: Answer) -> None:
        """The map has the colours of the sets when they were asked for, and as long as it keeps them."""
        look, first = self._workspace.look, self._colors
        if (first or look.sets is not None) and not answer.of_sentences:
            colored = answer.colored()
            self._workspace.set_look(replace(look, sets=colored), f"Colour by {colored.title}", merge=not first)
        self._colors = False

    def _on_refused(self, asked: tuple[str | None, Step], problem: UserError) -> None:
        if asked == self._asked:
            self._on_failed(problem)

    def _on_failed(self, problem: UserError) -> None:
        self._asked = None
        self.manner.show_counted(None)
        self._say(str(problem))
        self.failed.emit(str(problem))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
