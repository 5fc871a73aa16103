"""Figures are drawn in a process of their own, which leaves nothing behind."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.figure_file import FigureFile
from embexplorer.gui.map.aside import Aside
from embexplorer.gui.map.export import write_figure
from embexplorer.gui.map.sample import sample_figure
from tests.gui.map.pages import differing, picture

WAIT = 60_000
FILE = FigureFile(width=60, height=40, dpi=100)


@pytest.fixture
def aside(qapp: QApplication) -> Iterator[Aside]:
    aside = Aside()
    aside.show_figure(sample_figure(300))
    yield aside
    aside.close()


def test_a_preview_and_the_file_are_what_this_process_would_paint(aside: Aside, qtbot: QtBot, tmp_path: Path) -> None:
    write_figure(sample_figure(300), tmp_path / "here.png", FILE)

    with qtbot.waitSignal(aside.previewed, timeout=WAIT) as previewed:
        aside.preview(FILE)
    with qtbot.waitSignal(aside.written, timeout=WAIT) as written:
        aside.write(FILE, tmp_path / "there.png")

    here = picture(QImage(str(tmp_path / "here.png")))
    assert [tmp_path / "there.png", (tmp_path / "there.png").stat().st_size] == written.args
    assert 0 == differing(here, picture(QImage(str(tmp_path / "there.png"))))
    assert 0 == differing(here, picture(previewed.args[0].image))


def test_what_cannot_be_written_is_told(aside: Aside, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(aside.refused, timeout=WAIT) as refused:
        aside.write(FILE, tmp_path / "nowhere" / "map.png")

    assert "cannot be written" in refused.args[0].message


def test_a_file_that_is_stopped_leaves_nothing(aside: Aside, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(aside.progressed, timeout=WAIT):
        aside.write(replace(FILE, width=400, height=400, dpi=600), tmp_path / "map.png")

    aside.stop()

    assert not aside.is_writing()
    assert [] == [found for found in tmp_path.iterdir() if "map.png" in found.name]


def test_after_a_stop_another_preview_is_drawn(aside: Aside, qtbot: QtBot) -> None:
    aside.preview(FILE)
    aside.stop()

    with qtbot.waitSignal(aside.previewed, timeout=WAIT) as previewed:
        aside.preview(FILE)

    assert FILE.pixels == (previewed.args[0].image.width(), previewed.args[0].image.height())


def test_nothing_that_was_handed_over_stays(qapp: QApplication, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    aside = Aside()
    aside.show_figure(sample_figure(300))

    aside.close()

    assert [] == list(tmp_path.glob("embexplorer-figure-*"))


def test_a_preview_that_is_not_whole_is_asked_for_again(aside: Aside, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[FigureFile] = []
    aside.preview = asked.append
    aside._shown = FILE

    aside._take({"previewed": str(tmp_path / "none.png"), "whole": False, "covered": 0.2})
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT)

    assert [FILE] == asked
