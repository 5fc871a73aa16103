"""Before a film is saved its size and colours can be chosen."""

import pytest
from pytestqt.qtbot import QtBot

from embexplorer.gui.training.film_sheet import FilmSheet


@pytest.fixture
def sheet(qtbot: QtBot) -> FilmSheet:
    """A sheet that is not shown."""
    sheet = FilmSheet()
    qtbot.addWidget(sheet)
    return sheet


def test_a_film_has_the_size_that_was_typed(sheet: FilmSheet) -> None:
    sheet.wide.setText("640")
    sheet.high.setText("480")

    assert (640, 480) == sheet.size_asked()


def test_a_size_that_cannot_be_is_complained_of_and_nothing_is_asked(sheet: FilmSheet, qtbot: QtBot) -> None:
    sheet.wide.setText("7")

    with qtbot.assertNotEmitted(sheet.asked):
        sheet.save.click()

    assert "‘7’" in sheet.problem.text()


def test_the_number_of_frames_is_told(sheet: FilmSheet) -> None:
    sheet.ask(1200)

    assert "1,200" == sheet.frames.text()
    sheet.reject()
