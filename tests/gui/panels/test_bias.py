"""The form of an association test and the pictures of its answer."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from embexplorer.core.weat_tests import weat_tests
from embexplorer.gui.alone import settle
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
    from dataclasses import replace

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
