"""Word axes: words placed between two poles, whether the axis measures anything, and the map of one axis or two."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pyarrow as pa
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from embexplorer.core.columns import in_order_of_rows
from embexplorer.core.errors import UserError
from embexplorer.core.gender_words import gender_sets
from embexplorer.core.look import ColoredSet, ColoredSets
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.core.table_text import left_out
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.axes_form import FIRST, POLES, SECOND, AxesForm
from embexplorer.gui.widgets.axis_answer import AxisAnswer, judge
from embexplorer.gui.widgets.section import Hairline
from embexplorer.workspace.workspace import Workspace

WIDE = 1300  # from here on the poles stand beside each other
FORM, NARROW_FORM = 540, 300
TITLE = "Poles"
ROUGH = 100  # draws, where the intervals are not shown


class AxesPanel(QWidget):
    """Asks `axis` while the poles are edited; starts the projector `axes`. `caption_changed` says what was asked."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._space = workspace.space_id
        self._answers: dict[str, Table] = {}
        self.form = AxesForm(workspace)
        self.answer = AxisAnswer(workspace)
        self._area = QScrollArea()
        self._build()
        self._connect()
        self._register()
        self._show_possible()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these poles and ask for them."""
        self.form.set_values(values)
        self._on_changed()

    def step(self) -> Step:
        """The question about the first axis; raises UserError where it cannot be asked."""
        return self._step("first", self.answer.words.words())

    def map_step(self) -> Step:
        """The projector of the map."""
        return build(step_named("axes"), {**self.form.values(), "form": self.form.map_form.currentText()})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= pixels(WIDE)
        self.form.lay(wide)
        least = self.form.minimumSizeHint().width() + self._area.verticalScrollBar().sizeHint().width()
        self._area.setFixedWidth(max(least, pixels(FORM if wide else NARROW_FORM)))
        self.answer.lay(self.width() - self._area.width())

    def _build(self) -> None:
        self._area.setWidget(self.form)
        self._area.setWidgetResizable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._area)
        row.addWidget(Hairline(upright=True))
        row.addWidget(self.answer, 1)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.draw.clicked.connect(self._on_draw)
        self.form.colour.clicked.connect(self._on_colour)
        self.answer.changed.connect(self._on_words)
        self.answer.picked.connect(self._workspace.pin)
        self.answer.example_asked.connect(self._on_example)
        self._workspace.shown_changed.connect(self._on_shown_changed)

    def _register(self) -> None:
        for name, text, run, tip in (
            ("draw", "Draw the map of word axes", self._on_draw, "Places every word by its cosine with both axes"),
            ("colour", "Colour the map by the word axis", self._on_colour, "Adds the place on the axis as a column"),
        ):
            self._actions.add(
                Action(
                    id=f"axes.{name}",
                    text=text,
                    group="Probe",
                    run=run,
                    enabled=self._has_axis,
                    why_disabled="Give the axis words on both sides first",
                    tooltip=f"{text}\n{tip}",
                )
            )

    def _has_axis(self) -> bool:
        return "first" in self._answers

    def _axis(self, left: str, right: str, **others: Any) -> Step:
        values = self.form.values()
        poles = {"left": values[left], "right": values[right]}
        rest = {name: value for name, value in values.items() if name not in POLES}
        return build(step_named("axis"), {**rest, **poles, **others})

    def _step(self, key: str, words: tuple[str, ...]) -> Step:
        return self._axis(*FIRST, words=words) if key == "first" else self._axis(*SECOND)

    def _on_changed(self) -> None:
        """Ask for each axis that has words on both sides; the others have no answer."""
        self.form.say("")
        for key, names in (("first", FIRST), ("second", SECOND)):
            if all(self.form.words(name) for name in names):
                self._ask(key, self.answer.words.words())
            else:
                self._forget(key)

    def _on_words(self) -> None:
        if all(self.form.words(name) for name in FIRST):
            self._ask("first", self.answer.words.words())

    def _ask(self, key: str, words: tuple[str, ...], said: str = "") -> None:
        """Ask about one axis and these words; `said` is what was wrong with the words that were typed."""
        failed = partial(self._on_failed, key, words)
        if self._workspace.space() is None:
            failed(UserError("No space is open.", "Open a vector file first."))
            return
        try:
            step = self._step(key, words)
        except UserError as wrong:
            failed(wrong)
            return
        answered = partial(self._on_answered, key, self._space, said)
        self._workspace.ask(step, answered, failed, key=f"axes-{key}")

    def _on_answered(self, key: str, space: str | None, said: str, table: Table) -> None:
        if space != self._space:
            return  # its rows are of a space that is no longer shown
        self._answers[key] = table
        self.form.show_missing(FIRST if key == "first" else SECOND, table.missing)
        if key == "second":
            judge(self.form.verdict, table)
            self.form.verdict.show()
        else:
            self.answer.show_table(table, said or left_out(table))
            self.caption_changed.emit(table.caption)
        self._show_possible()
        if self._are_poles_shown():
            self._colour_poles(merge=True)

    def _on_failed(self, key: str, words: tuple[str, ...], problem: UserError) -> None:
        """Where only the words to be placed are absent, the axis is shown without them."""
        if key == "first" and any(problem.message.startswith(f"‘{word}’ is not") for word in words):
            self._ask(key, (), str(problem))
            return
        self._forget(key)
        if key == "first":
            self.answer.show_problem(str(problem))
        else:
            self.form.say(str(problem))

    def _forget(self, key: str) -> None:
        self._answers.pop(key, None)
        if key == "second":
            self.form.verdict.hide()
        else:
            self.answer.show_table(None)
            self.caption_changed.emit("")
        self._show_possible()

    def _show_possible(self) -> None:
        for button in (self.form.draw, self.form.colour):
            button.setEnabled(self._has_axis())
        self._actions.refresh("axes.draw")
        self._actions.refresh("axes.colour")

    def _on_example(self) -> None:
        left, right = gender_sets()
        self.set_values({"left": left.words, "right": right.words, "method": "pairs"})

    def _on_draw(self) -> None:
        try:
            step = self.map_step()
        except UserError as wrong:
            self.form.say(str(wrong))
            return
        self._colour_poles()
        self._workspace.start(step)

    def _are_poles_shown(self) -> bool:
        """Whether the map is coloured by them, and then follows what is made of them."""
        sets = self._workspace.look.sets
        return sets is not None and sets.title == TITLE

    def _colour_poles(self, merge: bool = False) -> None:
        look = replace(self._workspace.look, sets=self._poles())
        self._workspace.set_look(look, "Colour the poles", merge)

    def _poles(self) -> ColoredSets:
        """The pole words as classes of the map, in the colours of their fields."""
        known = [
            (names, self._answers[key]) for key, names in (("first", FIRST), ("second", SECOND)) if key in self._answers
        ]
        sets = [
            ColoredSet(name=POLES[name], rows=_rows(table, side), asked=len(self.form.words(name)))
            for names, table in known
            for name, side in zip(names, FIRST, strict=True)
        ]
        return ColoredSets(title=TITLE, sets=tuple(sets))

    def _on_colour(self) -> None:
        try:
            step = self._axis(*FIRST, k=0, times=ROUGH)
        except UserError as wrong:
            self.form.say(str(wrong))
            return
        placed, failed = partial(self._on_all_placed, self._space), partial(self._on_failed, "first", ())
        self._workspace.ask(step, placed, failed, key="axes-colour")

    def _on_all_placed(self, space: str | None, table: Table) -> None:
        """The place of every word becomes a column, and the map is coloured by it, centred on 0."""
        if space is None or space != self._space:
            return
        name = table.name.removeprefix("Axis ")
        self._workspace.add_columns(space, pa.table({name: in_order_of_rows(table.columns, "score")}))
        look = self._workspace.look.colored_by(name, "diverging")
        self._workspace.set_look(look, f"Colour by {name}")

    def _on_shown_changed(self) -> None:
        """Another space, another answer to the same poles."""
        if self._workspace.space_id != self._space:
            self._space = self._workspace.space_id
            for key in ("first", "second"):
                self._forget(key)
            if self._workspace.space() is not None:
                self._on_changed()


def _rows(table: Table, side: str) -> tuple[int, ...]:
    part: Sequence[dict[str, Any]] = table.parts["poles"].to_pylist()
    return tuple(line["row"] for line in part if line["pole"] == side and line["row"] is not None)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(AxesPanel, 1200, 240)
