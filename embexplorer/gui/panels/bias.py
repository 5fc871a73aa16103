"""Bias: the effect size of an association test with interval and p, its null distribution, scores, and all tests."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.core.weat_tests import Role
from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.bias.answer import TONES, Answer, tip
from embexplorer.gui.bias.debiased import before_debiasing
from embexplorer.gui.bias.effect import EffectPart
from embexplorer.gui.bias.form import WeatForm
from embexplorer.gui.bias.null_chart import NullPart
from embexplorer.gui.bias.rug_chart import Rug, RugChart, RugWord
from embexplorer.gui.bias.tables import BiasTables
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.section import SIDE, EmptyState, Hairline, Head
from embexplorer.workspace.workspace import Workspace

LAYOUT = "window.bias"
COMPARE = "window.compare"
TABLES = (330, 388)  # pixels of width in a narrow and in a wide window
WIDE = 1000
LEAST = (480, 160)
FLAT_WIDTH = 1200  # and of width above
FLAT = 300  # pixels of height below which the parts stand side by side
MEANS: dict[Role, str] = {"X": "mean_x", "Y": "mean_y"}


class BiasPanel(QWidget):
    """Draws what the form of the dock WEAT was answered; `caption_changed` says what that was."""

    caption_changed = Signal(str)

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._form: WeatForm | None = None
        self._sets = ("A", "B")
        self._space = self._counts = self._unnamed = ""
        self._battery_of: tuple[str | None, Step] | None = None
        self.effect = EffectPart()
        self.null = NullPart()
        self.rug_head = Head("")
        self.rug = RugChart()
        self.tables = BiasTables(workspace)
        self.empty = EmptyState("No association test yet", WHAT, "Open the form")
        self.pages = QStackedWidget()
        self._build()
        self.rug.picked.connect(workspace.pin)
        self.rug.unnamed.connect(self._on_unnamed)
        self.tables.picked.connect(workspace.pin)
        self.tables.test_chosen.connect(self._on_test_chosen)
        self.tables.cost.compare_asked.connect(self._on_compare_wanted)
        self.empty.asked.connect(self._on_form_wanted)
        workspace.shown_changed.connect(self._on_shown)
        actions.add(Action(id="bias.weat", text="Association tests (WEAT)…", group="Probe", run=self._on_form_wanted,
                           tooltip="WEAT · do word sets differ in what they are near to?", enabled=self._has_space,
                           why_disabled="Open a space first."))  # fmt: skip
        actions.add(Action(id="bias.compare", text="Compare with the space before debiasing", group="Probe",
                           run=self._on_compare_wanted, enabled=self._is_debiased,
                           tooltip="The space before debiasing at the left, the debiased one at the right",
                           why_disabled="Show a debiased space first."))  # fmt: skip

    def follow(self, form: WeatForm) -> None:
        """Draw what this form is answered from now on."""
        if self._form is not None:
            return
        self._form = form
        form.answered.connect(self._on_answered)
        form.failed.connect(self._on_failed)
        self.tables.measures.follow(form)
        if self.isVisible():
            form.ask_if_changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._form is not None:
            self._form.ask_if_changed()
        self._ask_battery()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, low = self._is_wide(), self.height() < pixels(FLAT)
        flat = low and self.width() >= pixels(FLAT_WIDTH)
        share = 43 if wide and not flat else 48
        self.tables.setFixedWidth(pixels(TABLES[wide]))
        self.null.head.caption.setVisible(wide and not flat)
        self.effect.show_less(low and not flat)
        self._first.setStretch(0, share)
        self._first.setStretch(2, 100 - share)
        self._left.setStretch(0, 58 if flat else 44)
        self._left.setStretch(2, 42 if flat else 56)
        self._left.setDirection(QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom)
        self._across.setVisible(not flat)
        self._say_scores()

    def _is_wide(self) -> bool:
        return self.width() >= pixels(WIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(pixels(LEAST[0]), pixels(LEAST[1]))  # the dock has one height for all tabs

    def _build(self) -> None:
        top, rug = QWidget(), QWidget()
        first = self._first = QHBoxLayout(top)
        first.setContentsMargins(pixels(SIDE), pixels(10), pixels(SIDE), pixels(6))
        first.setSpacing(pixels(20))
        first.addWidget(self.effect, 43)
        first.addWidget(Hairline(upright=True))
        first.addWidget(self.null, 57)
        second = QVBoxLayout(rug)
        second.setContentsMargins(pixels(SIDE), pixels(10), pixels(SIDE), pixels(4))
        second.setSpacing(pixels(4))
        second.addWidget(self.rug_head)
        second.addWidget(self.rug, 1)
        self._across = Hairline()
        left, answer = QWidget(), QWidget()
        self._left = QBoxLayout(QBoxLayout.Direction.TopToBottom, left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(0)
        self._left.addWidget(top, 44)
        self._left.addWidget(self._across)
        self._left.addWidget(rug, 56)
        row = QHBoxLayout(answer)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(Hairline(upright=True))
        row.addWidget(self.tables)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _on_answered(self, answer: Answer) -> None:
        self.pages.setCurrentIndex(1)
        self.effect.show_answer(answer)
        self.null.show_answer(answer)
        self.tables.show_answer(answer)
        self.tables.measures.ask_if_changed()
        self._sets = (answer.names["A"], answer.names["B"])
        targets = "target sentences" if answer.of_sentences else "targets"
        self._counts = f"{answer.row['n_x']} + {answer.row['n_y']} {targets}"
        self._space = f"cosine · {answer.space} · "
        self._say_scores()
        self.rug.show_rugs([_rug(answer, role) for role in MEANS])
        self.caption_changed.emit(answer.table.caption)
        if self.isVisible():
            self._ask_battery()

    def _on_failed(self, text: str) -> None:
        self.empty.say("No association test", text, "Open the form")
        self.pages.setCurrentIndex(0)
        self.caption_changed.emit("")

    def _on_unnamed(self, hidden: int) -> None:
        self._unnamed = f", {hidden} unlabelled" if hidden else ""
        self._say_scores()

    def _say_scores(self) -> None:
        """What the scores are of; the head of the dock says metric and space where there is no room for them."""
        first, second = self._sets
        if self._is_wide():
            self.rug_head.title.setText(f"Score of each target: mean cosine to {first} − mean cosine to {second}")
            self.rug_head.caption.setText(f"{self._space}{self._counts}{self._unnamed}")
            return
        self.rug_head.title.setText(f"Score: cosine to {first} − to {second}")
        self.rug_head.caption.setText(f"{self._counts}{self._unnamed}")

    def _ask_battery(self) -> None:
        """All ten tests of the shown space, in the manner of the form; once for each."""
        if self._form is None or self._workspace.space_id is None:
            return
        try:
            step = build(step_named("weat-battery"), self._form.values())
        except UserError:
            return  # the form says what is wrong
        if self._battery_of == (self._workspace.space_id, step):
            return
        self._battery_of = (self._workspace.space_id, step)
        self._workspace.ask(step, self._on_battery, self._on_no_battery, key="weat-battery")

    def _on_battery(self, table: Table) -> None:
        self.tables.show_battery(table)

    def _on_no_battery(self, problem: UserError) -> None:
        self.tables.say(str(problem))

    def _on_shown(self) -> None:
        if self._form is None or not self.isVisible():
            return
        self._form.ask_if_changed()
        self._ask_battery()

    def _on_test_chosen(self, number: str) -> None:
        if self._form is not None:
            self._form.choose_test(number)
            self._form.ask()

    def _on_form_wanted(self) -> None:
        if self._actions.knows(LAYOUT):
            self._actions.trigger(LAYOUT)

    def _on_compare_wanted(self) -> None:
        """The space before is shown at the left, the debiased one beside it."""
        before, debiased = before_debiasing(self._workspace), self._workspace.space_id
        if before is None:
            return
        self._workspace.show(before)
        self._workspace.compare_with(debiased)
        if self._actions.knows(COMPARE):
            self._actions.trigger(COMPARE)

    def _is_debiased(self) -> bool:
        return before_debiasing(self._workspace) is not None

    def _has_space(self) -> bool:
        return self._workspace.space() is not None


WHAT = (
    "WEAT asks whether two sets of words differ in how near they are to two others, such as names to career and family."
)


def _rug(answer: Answer, role: Role) -> Rug:
    words = tuple(
        RugWord(word=word["word"], row=word["row"], score=word["score"], tip=tip(word))
        for word in answer.words_of(role)
    )
    return Rug(name=answer.names[role], tone=TONES[role], mean=answer.table.facts[MEANS[role]], words=words)


def with_form(workspace: Workspace, actions: Actions) -> BiasPanel:
    """The panel over a form of its own, to be looked at alone."""
    panel, form = BiasPanel(workspace, actions), WeatForm(workspace)
    form.setParent(panel)
    form.hide()
    panel.follow(form)
    return panel


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(with_form, 1096, 408)
