"""Where a file is saved."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from embexplorer.gui.widgets.save_place import asked_place, with_ending


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [("map.png", "map.png"), ("MAP.PNG", "MAP.PNG"), ("map", "map.png"), ("map.pdf", "map.png"),
     ("glove.6B", "glove.6B.png"), ("k=0.5 <b>", "k=0.5 <b>.png"), ("名前", "名前.png")],
)  # fmt: skip
def test_a_name_gets_the_ending_and_keeps_its_dots(typed: str, becomes: str) -> None:
    assert Path("/folder") / becomes == with_ending(Path("/folder") / typed, "png")


@pytest.fixture
def parent(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    """A window whose user types a name without an ending, of a file that is there."""
    (tmp_path / "map.png").write_text("earlier")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(tmp_path / "map"), ""))
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_file_that_the_ending_hits_is_not_replaced_unasked(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.No)
    kept = asked_place(parent, "Save", "map", "png")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Yes)

    replaced = asked_place(parent, "Save", "map", "png")

    assert (None, tmp_path / "map.png") == (kept, replaced)


def test_whoever_leaves_the_question_saves_nothing(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: ("", ""))

    assert asked_place(parent, "Save", "map", "png") is None
