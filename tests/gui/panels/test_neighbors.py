"""The neighbours panel asks for words and formulas."""

from dataclasses import replace

from PySide6.QtCore import Qt

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.core.word_sets import WordSet
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.neighbors import NeighborsPanel


def test_it_begins_empty_with_one_button(shown) -> None:
    panel = shown(NeighborsPanel)

    assert panel.empty.isVisible() and panel.empty.button.text() == "Find a word"


def test_enter_asks_for_the_words(shown, workspace, qtbot) -> None:
    panel = shown(NeighborsPanel)
    qtbot.keyClicks(panel.words, "king cat")

    qtbot.keyClick(panel.words, Qt.Key.Key_Return)
    settle(workspace)

    assert panel.table.table().columns["word"].to_pylist() == ["king"] * 10 + ["cat"] * 10


def test_a_formula_is_answered(shown, workspace, qtbot) -> None:
    panel = shown(NeighborsPanel)
    panel.words.setText("king - queen + dog")

    panel.ask.click()
    settle(workspace)

    assert "king" not in panel.table.table().columns["neighbor"].to_pylist()


def test_missing_words_are_named_with_near_spellings(shown, workspace) -> None:
    panel = shown(NeighborsPanel)

    panel.set_words(["king", "quene"])
    settle(workspace)

    assert panel.problem.text() == "Left out: ‘quene’ is not in this space. Did you mean ‘queen’?"


def test_a_wrong_k_is_said_in_place(shown, workspace) -> None:
    panel = shown(NeighborsPanel)
    panel.words.setText("king")
    panel.count._line.setText("many")

    panel.ask.click()

    assert panel.problem.text().startswith("‘many’ is not a whole number.")


def test_nothing_typed_is_said_in_place(shown, workspace) -> None:
    panel = shown(NeighborsPanel)

    panel.ask.click()

    assert panel.problem.text() == "No word was typed. Type a word, several, or a formula."


def test_typing_takes_the_complaint_away(shown, workspace, qtbot) -> None:
    panel = shown(NeighborsPanel)
    panel.ask.click()

    qtbot.keyClicks(panel.words, "k")

    assert panel.problem.isHidden() and not panel.words.wrong


def test_clicking_a_line_pins_its_word(shown, workspace) -> None:
    panel = shown(NeighborsPanel)
    panel.set_words(["king"])
    settle(workspace)

    panel.table.clicked.emit(panel.table.model_of_table().index(0, 0))

    assert workspace.space().keys[workspace.pinned] == panel.table.model_of_table().value(0, "neighbor")


def test_the_selection_can_be_asked_about(shown, workspace, actions) -> None:
    panel = shown(NeighborsPanel)
    workspace.select([0, 9])

    actions.trigger("neighbors.of-selection")

    assert panel.words.text() == "king cat"


def test_another_map_gets_another_answer_of_what_is_kept(shown, workspace) -> None:
    panel = shown(NeighborsPanel)
    panel.set_words(["king"])
    settle(workspace)
    before = panel.table.table()

    workspace.start(build(step_named("umap"), {"epochs": 20, "n_neighbors": 5}))
    settle(workspace)

    assert panel.table.table().parent != before.parent


def test_a_formula_has_no_place_on_the_map_and_no_column_for_it(shown, workspace) -> None:
    panel = shown(NeighborsPanel)
    panel.words.setText("king - queen + dog")
    panel._on_ask()
    settle(workspace)

    titles = [column.title for column in panel.table.model_of_table().columns]

    assert titles == ["Word", "Cosine", "Top %"]


def test_other_components_get_another_answer_of_what_is_kept(shown, workspace) -> None:
    panel = shown(NeighborsPanel)
    panel.set_words(["king"])
    settle(workspace)

    workspace.set_look(replace(workspace.look, axes=(1, 2)), "Components")
    settle(workspace)

    assert panel.table.table().recipe.steps[-1].parameters["axes"] == [1, 2]


def test_the_words_of_a_set_are_asked_for(shown, workspace) -> None:
    workspace.keep_set(WordSet(name="pets", words=("cat", "dog")))
    panel = shown(NeighborsPanel)
    panel.words.setText("king @pets")

    panel.ask.click()
    settle(workspace)

    assert ["king", "cat", "dog"] == list(dict.fromkeys(panel.table.table().columns["word"].to_pylist()))


def test_mutual_neighbours_are_marked(shown, workspace) -> None:
    panel = shown(NeighborsPanel)

    panel.set_words(["king"])
    settle(workspace)

    marks = panel.table.table().columns["reciprocal"].to_pylist()
    assert {"↔", ""} >= set(marks) and "↔" in marks


def test_csls_is_a_choice(shown, workspace) -> None:
    panel = shown(NeighborsPanel)
    panel.metrics.setCurrentText("csls")

    panel.set_words(["king"])
    settle(workspace)

    assert "CSLS" in [column.title for column in panel.table.model_of_table().columns]


def test_spelling_is_part_of_the_question(shown, workspace) -> None:
    panel = shown(NeighborsPanel)
    panel.set_words(["KING"])
    settle(workspace)
    found = panel.table.table().columns["word"][0].as_py()

    panel.spelling.fold.trigger()
    settle(workspace)

    assert "KING" == found and panel.problem.text().startswith("‘KING’ is not in this space.")
