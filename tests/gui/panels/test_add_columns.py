"""Adding columns from a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from embexplorer.gui.alone import settle
from embexplorer.gui.panels.add_columns import AddColumnsSheet


@pytest.fixture
def kinds(tmp_path: Path) -> Path:
    path = tmp_path / "kinds.csv"
    path.write_text("word,kind,<b>year</b>\nking,royal,1900\ncat,animal,1950\ncat,animal,1951\nzebra,animal,1\n")
    return path


def test_matches_are_said_before_anything_is_added(shown, workspace, kinds) -> None:
    sheet = shown(AddColumnsSheet)

    sheet.open_file(kinds)
    settle(workspace)

    said = "2 of 27 words matched · 1 word of the file not in the space · 1 line left out for naming a word again"
    assert (sheet.counts.text(), sheet.key.value()) == (said, "word")
    assert workspace.space().columns.column_names == ["rank", "norm"]


def test_the_ticked_columns_are_added(shown, workspace, kinds) -> None:
    sheet = shown(AddColumnsSheet)
    sheet.open_file(kinds)
    settle(workspace)
    sheet.columns.item(0).setCheckState(Qt.CheckState.Unchecked)

    sheet.add.click()

    assert workspace.space().columns.column_names == ["rank", "norm", "<b>year</b>"]


def test_another_key_is_tried(shown, workspace, kinds) -> None:
    sheet = shown(AddColumnsSheet)
    sheet.open_file(kinds)
    settle(workspace)

    sheet.key.chosen.emit("kind")
    settle(workspace)

    assert sheet.counts.text().startswith("1 of 27 words matched") and sheet.add.isEnabled()


def test_a_file_without_words_of_the_space_cannot_be_added(shown, workspace, tmp_path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    sheet = shown(AddColumnsSheet)

    sheet.open_file(path)
    settle(workspace)

    assert sheet.counts.text().startswith("No column of the file holds words") and not sheet.add.isEnabled()


def test_columns_that_are_replaced_are_named(shown, workspace, tmp_path) -> None:
    path = tmp_path / "ranks.csv"
    path.write_text("word,rank\nking,3\n")
    sheet = shown(AddColumnsSheet)

    sheet.open_file(path)
    settle(workspace)

    assert sheet.replaced.text() == "Replaces rank, which the space has already."
