"""The inspector follows the pinned word and the selection."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from embexplorer.gui.alone import settle
from embexplorer.gui.panels.inspector import InspectorPanel


def test_without_a_word_it_says_what_goes_here(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    assert panel._nothing.isVisible() and panel._nothing.what.text() == "No word chosen"


def test_its_one_button_asks_for_the_search(shown, workspace, qtbot) -> None:
    panel = shown(InspectorPanel)

    with qtbot.waitSignal(panel.search_asked):
        panel._nothing.button.click()


def test_a_pinned_word_is_named_with_rank_and_norm(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    workspace.pin(0)

    assert (panel._word.word.word.text(), panel._word.word.beside.text()) == ("king", "rank 1 · norm 2.58")


def test_its_neighbours_come_with_what_the_map_keeps(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    workspace.pin(0)
    settle(workspace)

    assert [column.title for column in panel._word.table.model_of_table().columns] == [
        "Word",
        "Cosine",
        "Top %",
        "↔",
        "Map",
    ]


def test_documents_are_called_documents(shown, workspace, tmp_path: Path) -> None:
    replace(workspace.space(), unit="documents", name="letters").save(tmp_path / "letters")
    panel = shown(InspectorPanel)

    workspace.open_file(tmp_path / "letters")
    settle(workspace)
    empty = panel._nothing.what.text()
    workspace.pin(0)
    settle(workspace)

    assert ("No document chosen", "Nearest documents") == (empty, panel._word.head.title.text())
    assert "Document" == panel._word.table.model_of_table().columns[0].title


def test_the_caption_names_metric_space_and_n(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    workspace.pin(0)
    settle(workspace)

    assert panel._word.caption.text() == "cosine · made-up, raw · exact · n = 27"


def test_kept_and_lost_add_up(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    workspace.pin(0)
    settle(workspace)

    assert panel._word.kept.head.title.text().endswith("of 15") and panel._word.kept.isVisible()


def test_another_metric_asks_again(shown, workspace) -> None:
    panel = shown(InspectorPanel)
    workspace.pin(0)
    settle(workspace)

    panel._word.metrics.chosen.emit("euclidean")
    settle(workspace)

    assert panel._word.caption.text().startswith("euclidean") and panel._word.metrics.text() == "euclidean"


def test_the_answer_about_a_word_that_was_left_is_dropped(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    workspace.pin(0)
    workspace.pin(9)
    settle(workspace)

    assert panel._word.table.table().columns["word"][0].as_py() == "cat"


def test_several_selected_words_are_listed(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    workspace.select([0, 1, 8])

    table = panel._several.table.table()
    assert table.columns["word"].to_pylist() == ["king", "queen", "<b>x</b>"]


def test_one_selected_word_is_inspected(shown, workspace) -> None:
    panel = shown(InspectorPanel)

    workspace.select([8])

    assert panel._word.word.word.text() == "<b>x</b>"


def test_clicking_a_neighbour_pins_it(shown, workspace) -> None:
    panel = shown(InspectorPanel)
    workspace.pin(0)
    settle(workspace)
    first = panel._word.table.model_of_table().row_id(0)

    panel._word.table.clicked.emit(panel._word.table.model_of_table().index(0, 0))

    assert workspace.pinned == first


def test_copy_as_command_gives_the_command(shown, workspace, notices) -> None:
    panel = shown(InspectorPanel)
    workspace.pin(0)
    settle(workspace)

    panel._word.exports.copy_command()

    assert QGuiApplication.clipboard().text().endswith("made-up.txt king -k 15 --reciprocal")


def test_several_selected_after_a_pin_are_listed(shown, workspace) -> None:
    panel = shown(InspectorPanel)
    workspace.pin(0)

    workspace.select([1, 2, 3], "replace", "Lasso")

    assert panel.subject().page == "several"


def test_a_pin_after_a_selection_shows_the_word_and_the_way_back(shown, workspace) -> None:
    panel = shown(InspectorPanel)
    workspace.select([1, 2, 3])
    workspace.pin(1)
    assert panel.subject().page == "word" and panel._word.back.text() == "3 selected"

    panel._word.back.click()

    assert panel.subject().page == "several"


def test_the_pin_lets_the_word_go_and_takes_it_back(shown, workspace) -> None:
    panel = shown(InspectorPanel)
    workspace.pin(3)
    settle(workspace)

    panel._actions.trigger("word.pin")

    assert (workspace.pinned, panel.subject().row) == (None, 3)
    panel._actions.trigger("word.pin")
    assert workspace.pinned == 3


def test_the_word_can_be_copied(shown, workspace) -> None:
    panel = shown(InspectorPanel)
    workspace.pin(0)
    settle(workspace)

    panel._actions.trigger("word.copy")

    assert QGuiApplication.clipboard().text() == "king"


def test_without_a_word_there_is_nothing_to_pin(shown) -> None:
    panel = shown(InspectorPanel)

    assert not panel._actions.trigger("word.pin")


def test_neighbours_that_the_map_does_not_draw_are_hidden(shown, workspace) -> None:
    panel = shown(InspectorPanel)
    workspace.pin(0)
    settle(workspace)

    workspace.isolate([0, 1])

    columns = panel._word.table.table().columns
    states = dict(zip(columns["row"].to_pylist(), columns["map"].to_pylist(), strict=True))
    assert {"hidden"} == {state for row, state in states.items() if row not in (0, 1)}
