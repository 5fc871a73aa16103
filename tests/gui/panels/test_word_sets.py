"""The sheet of named word sets."""

from pathlib import Path

import pytest

from embexplorer.core.word_sets import WordSet
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.neighbors import NeighborsPanel
from embexplorer.gui.panels.word_sets import REST, WordSetsSheet
from embexplorer.gui.widgets.name_set import NameSet

PETS = WordSet(name="pets", words=("cat", "dog", "zebra"))


@pytest.fixture
def sheet(shown, workspace) -> WordSetsSheet:
    workspace.keep_set(PETS)
    sheet = shown(WordSetsSheet)
    settle(workspace)
    return sheet


def test_own_sets_come_before_the_bundled_ones(sheet) -> None:
    assert "pets" == sheet.list.names()[0] and "WEAT 1 flowers" in sheet.list.names()


def test_the_words_that_the_space_lacks_are_said(sheet) -> None:
    assert "2 of 3 found" in sheet.found.text() and "Missing: zebra" == sheet.missing.text()


def test_a_set_is_selected_on_the_map(sheet, workspace) -> None:
    sheet.select.click()

    assert ["cat", "dog"] == workspace.space().keys.at(workspace.selection)
    assert "set pets, 2 points" == workspace.undo_name


def test_edited_words_are_kept_after_a_rest(sheet, workspace, qtbot) -> None:
    sheet.words.setPlainText("cat, horse")

    qtbot.wait(REST + 100)

    assert ("cat", "horse") == workspace.sets["pets"].words


def test_a_set_is_renamed_in_place(sheet, workspace) -> None:
    sheet.name.setText("animals")

    sheet.name.editingFinished.emit()

    assert ["animals"] == list(workspace.sets) and "animals" == sheet.list.chosen()


def test_the_name_of_another_set_is_not_taken(sheet, workspace) -> None:
    workspace.keep_set(WordSet(name="towns", words=("paris",)))
    sheet.name.setText("towns")

    sheet.name.editingFinished.emit()

    assert {"pets", "towns"} == set(workspace.sets) and sheet.name.wrong


def test_a_removed_set_can_be_put_back(sheet, workspace, notices) -> None:
    sheet.remove.click()
    gone = dict(workspace.sets)

    notices[-1].action.run()

    assert ({}, {"pets": PETS}) == (gone, workspace.sets)


def test_bundled_sets_can_be_copied_but_not_changed(sheet, workspace) -> None:
    sheet.list.choose("WEAT 1 flowers")
    before = sheet.words.isReadOnly(), sheet.name.isReadOnly(), sheet.remove.isEnabled()
    sheet.copy.click()
    sheet.findChild(NameSet).keep.click()

    assert (True, True, False) == before and "rose" in workspace.sets["WEAT 1 flowers"].words
    assert not sheet.words.isReadOnly()


def test_sets_go_out_and_come_in_as_lists_of_words(sheet, workspace, tmp_path: Path) -> None:
    sheet.write_file(tmp_path / "my pets.txt")

    sheet.take_file(tmp_path / "my pets.txt")

    assert "cat\ndog\nzebra\n" == (tmp_path / "my pets.txt").read_text()
    assert PETS.words == workspace.sets["my pets"].words and "my pets" == sheet.list.chosen()


def test_an_empty_file_is_refused(sheet, tmp_path: Path, notices) -> None:
    (tmp_path / "none.txt").write_text("\n")

    sheet.take_file(tmp_path / "none.txt")

    assert "holds no word" in notices[-1].text


def test_the_selection_is_named(sheet, workspace, actions) -> None:
    workspace.select([0, 1])
    actions.trigger("sets.of-selection")
    naming = sheet.findChild(NameSet)
    naming.name.setText("royals")

    naming.keep.click()

    assert ("king", "queen") == workspace.sets["royals"].words


def test_a_new_set_is_begun_empty(sheet, workspace) -> None:
    sheet.new.click()

    assert () == workspace.sets["Set 1"].words and "Set 1" == sheet.name.text()


def test_the_words_of_a_table_are_named(shown, workspace, sheet) -> None:
    panel = shown(NeighborsPanel)
    panel.count.set_value(3)
    panel.set_words(["king"])
    settle(workspace)

    panel.table.asked_for_set.emit()
    naming = panel.findChild(NameSet)
    naming.name.setText("near king")
    naming.keep.click()

    assert tuple(panel.table.table().columns["neighbor"].to_pylist()) == workspace.sets["near king"].words
