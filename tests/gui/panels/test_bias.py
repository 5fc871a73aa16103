"""The form of an association test and the pictures of its answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.core.typing import FloatArray
from embexplorer.core.weat_tests import weat_tests
from embexplorer.gui.alone import settle
from embexplorer.gui.bias.tables import COST, MEASURES, TESTS
from embexplorer.gui.panels.bias import BiasPanel
from embexplorer.gui.panels.weat import WeatPanel

SETS = {
    "X": ("king", "prince", "emperor"),
    "Y": ("cat", "dog", "horse"),
    "A": ("london", "paris", "berlin"),
    "B": ("crown", "royal", "unheard"),
}


@pytest.fixture
def form(shown: Callable, workspace) -> WeatPanel:
    """A form over the three groups of words, with four sets of them."""
    form = shown(WeatPanel)
    for role, words in SETS.items():
        form.fields[role].set_words(words)
    form.tests.show_entries([("own sets", "own")], "own")
    return form


@pytest.fixture
def panel(shown: Callable, form: WeatPanel, workspace) -> BiasPanel:
    """A panel that draws what that form was answered."""
    panel = shown(BiasPanel)
    panel.resize(1096, 408)
    panel.follow(form)
    form.ask()
    settle(workspace)
    return panel


def test_the_effect_size_stands_large_with_its_interval_and_p(panel: BiasPanel, form: WeatPanel) -> None:
    row = form.answer().row

    told = [label.text() for label in panel.effect.lines]
    assert f"{row['effect_size']:.3f}".replace("-", "−") == panel.effect.figure.text()
    assert told[0].startswith("95 % bootstrap interval")
    assert "Exact p = " in told[2]
    assert "/20 = " in told[2]


def test_missing_words_are_said_below_their_field(panel: BiasPanel, form: WeatPanel) -> None:
    assert "3 of 3 found · none missing" == form.fields["X"].found.text()
    assert "· 1 missing, left out: unheard" == form.fields["B"].missing.text()


def test_the_map_has_the_colours_of_the_sets(panel: BiasPanel, workspace) -> None:
    colored = workspace.look.sets

    assert "WEAT sets" == colored.title
    assert [("Target X", 3, 3), ("Attribute B", 2, 3)] == [
        (one.name, len(one.rows), one.asked) for one in (colored.sets[0], colored.sets[3])
    ]


def test_a_changed_set_is_asked_at_once(panel: BiasPanel, form: WeatPanel, workspace) -> None:
    form.fields["X"].set_words(("king", "queen"))
    form.fields["X"].changed.emit()
    settle(workspace)

    assert 2 == form.answer().row["n_x"]
    assert "All 10 splits of the 5 targets" == panel.null.head.title.text()


def test_a_map_that_was_coloured_otherwise_keeps_its_colours_while_sets_are_edited(
    panel: BiasPanel, form: WeatPanel, workspace
) -> None:
    workspace.set_look(replace(workspace.look, sets=None, color_by="rank"))

    form.fields["X"].set_words(("king", "queen"))
    form.fields["X"].changed.emit()
    settle(workspace)

    assert (None, "rank") == (workspace.look.sets, workspace.look.color_by)


def test_a_click_on_a_word_shows_it_on_the_map(panel: BiasPanel, workspace, qtbot) -> None:
    panel.rug.grab()
    place = panel.rug.places()["horse"].toPoint()

    qtbot.mouseClick(panel.rug, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))

    assert "horse" == workspace.space().keys[workspace.pinned]


def test_an_empty_set_is_said_and_not_asked(panel: BiasPanel, form: WeatPanel) -> None:
    form.fields["Y"].set_words(())
    form.ask()

    assert form.problem.text().startswith("Target Y is empty.")
    assert panel.pages.currentWidget() is panel.empty


def test_words_that_the_space_lacks_altogether_are_said(panel: BiasPanel, form: WeatPanel, workspace) -> None:
    form.fields["Y"].set_words(("nobody",))
    form.ask()
    settle(workspace)

    assert form.problem.text().startswith("No word of target Y is in this space: ‘nobody’.")


def test_a_space_without_the_tests_says_why_there_is_no_table_of_all(panel: BiasPanel) -> None:
    assert panel.tables.note.text().startswith("None of the tests can be made")


def test_dividing_by_the_sample_s_deviation_shows_the_other_d(panel: BiasPanel, form: WeatPanel, workspace) -> None:
    form.manner.deviation.show_entries([("sample sd", "sample")], "sample")
    form.manner.deviation.activated.emit(0)
    settle(workspace)

    shown_size = f"{form.answer().row['effect_size_sample']:.3f}".replace("-", "−")
    assert (shown_size, "ddof 1") == (panel.effect.figure.text(), form.manner.ddof.text())


def test_the_words_of_the_test_are_a_table(panel: BiasPanel) -> None:
    panel.tables.turn.click()

    columns = panel.tables.words.table().columns
    assert (11, "Words of this test") == (columns.num_rows, panel.tables.head.title.text())


def test_a_low_and_wide_panel_puts_its_parts_side_by_side(panel: BiasPanel, qtbot) -> None:
    dock = QWidget()
    qtbot.addWidget(dock)
    panel.setParent(dock)
    panel.setGeometry(0, 0, 1440, 200)

    dock.resize(1440, 200)
    panel.show()
    dock.show()
    place = panel.rug.mapTo(panel, QPoint(0, 0))
    panel.setParent(None)

    assert place.y() < 60


def test_a_test_brings_its_sets_and_names(form: WeatPanel) -> None:
    form.choose_test("7")

    assert weat_tests()["7"].sets["B"].words == form.fields["B"].words()


def test_only_what_was_changed_is_asked_beside_the_test(form: WeatPanel) -> None:
    form.choose_test("6")
    form.fields["A"].set_words(("salary", "office"))

    step = form.step()

    assert ("6", (), ("salary", "office")) == (step.test, step.x, step.a)


def test_a_reset_brings_the_sets_of_the_test_back(form: WeatPanel) -> None:
    form.choose_test("6")
    form.fields["A"].set_words(("salary", "office"))

    form.reset()

    assert weat_tests()["6"].sets["A"].words == form.fields["A"].words()


def test_a_seed_that_is_none_is_said(form: WeatPanel) -> None:
    form.seed.setText("x")
    form.ask()

    assert form.problem.text().startswith("The seed is ‘x’")


def test_light_and_dark_are_drawn(panel: BiasPanel, qapp) -> None:
    from embexplorer.gui.style import apply

    light = panel.grab().toImage()
    apply(qapp, "dark")
    dark = panel.grab().toImage()
    apply(qapp, "light")

    assert light != dark


@pytest.fixture
def measured(panel: BiasPanel, workspace) -> BiasPanel:
    """The panel with its page of measures open and answered."""
    panel.tables.turns[MEASURES].click()
    settle(workspace)
    return panel


def test_nothing_is_measured_before_the_page_is_opened(panel: BiasPanel) -> None:
    assert panel.tables.measures.view.table() is None


def test_an_opened_page_says_that_it_is_measured(panel: BiasPanel) -> None:
    panel.tables.turns[MEASURES].click()

    assert "Measuring…" == panel.tables.measures.said.text()


def test_ten_measures_stand_with_their_intervals(measured: BiasPanel) -> None:
    view = measured.tables.measures.view

    ends = {column.name: column.ends for column in view.model_of_table().columns}
    assert {"measure": None, "value": ("low", "high"), "even": None, "random": None} == ends
    assert 10 == view.table().columns.num_rows


def test_the_caveat_of_the_first_measure_is_read_without_a_pointer(measured: BiasPanel) -> None:
    first = measured.tables.measures.view.table().columns.to_pylist()[0]

    said = measured.tables.measures.said.text()
    assert f"WEAT d: {first['says']}.\nCaveat: {first['caveat']}" == said


def test_another_line_says_its_own_caveat_also_in_its_tooltip(measured: BiasPanel) -> None:
    part = measured.tables.measures
    part.view.selectRow(4)

    caveat = part.view.table().columns["caveat"][4].as_py()
    tip = part.view.model_of_table().index(4, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert (True, True) == (part.said.text().endswith(caveat), caveat in tip)


def test_changed_sets_are_measured_anew_while_one_looks(measured: BiasPanel, form: WeatPanel, workspace) -> None:
    form.fields["X"].set_words(("king", "queen"))
    form.fields["X"].changed.emit()
    settle(workspace)

    asked = measured.tables.measures.view.table().recipe.steps[-1]
    assert ("bias-measures", ["king", "queen"]) == (asked.name, list(asked.parameters["x"]))


def test_a_measure_without_pairs_says_why_it_has_no_value(measured: BiasPanel, form: WeatPanel, workspace) -> None:
    form.fields["X"].set_words(("king", "queen"))
    form.fields["X"].changed.emit()
    settle(workspace)
    measured.tables.measures.view.selectRow(9)

    assert "No pairs, since X has 2 words and Y 3" in measured.tables.measures.said.text()


def test_one_page_is_turned_to_at_a_time(measured: BiasPanel) -> None:
    tables = measured.tables
    tables.turn.click()
    first = (tables.turns[MEASURES].isChecked(), tables.turn.isChecked())
    tables.turn.click()

    assert ((False, True), TESTS) == (first, tables.pages.currentIndex())


PAIRS = {"words": "own", "left": ("king", "prince"), "right": ("queen", "princess")}


@pytest.fixture
def debiased(panel: BiasPanel, workspace) -> BiasPanel:
    """The panel over the same words without what parts kings from queens."""
    workspace.start(build(step_named("debiased"), PAIRS))
    settle(workspace)
    workspace.show(next(item.id for item in workspace.items.values() if item.step == "debiased"))
    settle(workspace)
    return panel


@pytest.fixture
def costed(debiased: BiasPanel, workspace) -> BiasPanel:
    """That panel with the cost measured."""
    debiased.tables.turns[COST].click()
    debiased.tables.cost.empty.button.click()
    settle(workspace)
    return debiased


def test_a_raw_space_has_no_cost_of_debiasing(panel: BiasPanel) -> None:
    assert not panel.tables.turns[COST].isVisible()


def test_the_cost_is_measured_when_it_is_asked_for(debiased: BiasPanel) -> None:
    debiased.tables.turns[COST].click()

    assert (True, "Measure the cost") == (
        debiased.tables.cost.empty.isVisible(),
        debiased.tables.cost.empty.button.text(),
    )


def test_the_cost_stands_before_and_after_with_intervals(costed: BiasPanel) -> None:
    columns = costed.tables.cost.view.model_of_table().columns

    assert [None, ("before_low", "before_high"), ("after_low", "after_high")] == [column.ends for column in columns]


def test_the_cost_is_that_of_the_pairs_which_were_taken_out(costed: BiasPanel, workspace) -> None:
    asked = costed.tables.cost.view.table().recipe.steps[-1].parameters

    assert (["king", "prince"], ["queen", "princess"]) == (list(asked["left"]), list(asked["right"]))


def test_what_is_recovered_is_a_sentence(costed: BiasPanel) -> None:
    rows = {row["measure"]: row for row in costed.tables.cost.view.table().columns.to_pylist()}
    after = rows["side recovered, classifier"]["after"]

    said = costed.tables.cost.said.text()
    assert said.startswith(f"A classifier still recovers the side of {100 * after:.1f} % of the words")
    assert said.endswith("the bias is hidden, not gone.")


def test_the_page_of_the_cost_closes_with_the_space_before(costed: BiasPanel, workspace) -> None:
    workspace.show(next(item.id for item in workspace.items.values() if item.kind == "space"))
    settle(workspace)

    assert (TESTS, False) == (costed.tables.pages.currentIndex(), costed.tables.turns[COST].isVisible())


def test_the_cost_is_known_when_the_debiased_space_is_shown_again(costed: BiasPanel, workspace) -> None:
    debiased = workspace.space_id
    workspace.show(next(item.id for item in workspace.items.values() if item.kind == "space"))
    settle(workspace)
    workspace.show(debiased)
    settle(workspace)

    assert costed.tables.cost.view.table() is not None


def test_a_narrow_column_says_intervals_of_the_cost_in_tooltips(costed: BiasPanel) -> None:
    costed.tables.cost.show_roomy(False)

    model = costed.tables.cost.view.model_of_table()
    assert [None, None, None] == [column.ends for column in model.columns]
    assert ", 95 %" in model.index(3, 2).data(Qt.ItemDataRole.ToolTipRole)


def test_the_space_before_is_laid_at_the_left_of_the_debiased_one(debiased: BiasPanel, workspace) -> None:
    made = workspace.space_id
    before = workspace.items[made].parent

    debiased.tables.cost.compare.click()
    settle(workspace)

    assert (before, made) == (workspace.space_id, workspace.compared_space_id)


@embeds("hears-letters")
def embed_letters(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """How often each of eight letters stands in a text."""
    return np.array([[text.count(letter) + 0.1 for letter in "aeiorgnt"] for text in texts], np.float32)


@pytest.fixture
def reading(panel: BiasPanel, workspace, tmp_path: Path) -> BiasPanel:
    """The panel over a space of texts whose model embeds sentences."""
    texts = ["it rained", "a long night", "one more day"]
    model = Model(kind="hears-letters", accepts="text")
    space = EmbeddingSpace(name="diary", keys=Keys(texts), vectors=embed_letters(None, texts), model=model)
    space.save(tmp_path / "diary")
    workspace.open_file(tmp_path / "diary")
    settle(workspace)
    return panel


def test_where_the_model_embeds_texts_words_are_put_into_sentences(reading: BiasPanel, form: WeatPanel) -> None:
    answer = form.answer()

    assert ("seat", 12) == (answer.table.recipe.steps[-1].name, answer.row["n_x"])
    assert "3 words in sentences" == form.fields["X"].found.text()
    assert (
        "Each word stands in 4 sentences, such as ‘This is [word].’, which the model embeds."
        == form.wording.told.text()
    )


def test_sentences_are_drawn_as_words_are_and_listed(reading: BiasPanel, form: WeatPanel) -> None:
    reading.grab()
    columns = reading.tables.words.table().columns

    assert (24, "This is king.") == (columns.num_rows, columns["sentence"][0].as_py())
    assert len(reading.rug.places()) > 0


def test_sentences_leave_the_colours_of_the_map(reading: BiasPanel, form: WeatPanel, workspace) -> None:
    workspace.set_look(replace(workspace.look, sets=None))
    form.ask()
    settle(workspace)

    assert workspace.look.sets is None


def test_words_can_be_looked_up_as_rows_there(reading: BiasPanel, form: WeatPanel, workspace) -> None:
    form.wording.way.setCurrentIndex(1)
    form.wording.way.activated.emit(1)
    settle(workspace)

    assert form.problem.text().startswith("No word of target X is in this space")


def test_a_space_of_words_offers_no_sentences(panel: BiasPanel, form: WeatPanel) -> None:
    assert not form.wording.isVisible()
