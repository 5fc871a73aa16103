"""The bar below the map collects frames, follows the newest, and lets an earlier one be looked at."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from embexplorer.core.typing import FloatArray
from embexplorer.gui.training.film_bar import FilmBar


@pytest.fixture
def bar(qtbot: QtBot) -> FilmBar:
    """A bar with three frames of a running training."""
    bar = FilmBar()
    qtbot.addWidget(bar)
    bar.begin()
    _ = [bar.add(np.full((4, 2), value, np.float32), float(value)) for value in (1, 2, 3)]
    return bar


@pytest.fixture
def wanted(bar: FilmBar) -> list[FloatArray]:
    """The frames that were asked for."""
    frames: list[FloatArray] = []
    bar.frame_wanted.connect(frames.append)
    return frames


def test_the_newest_frame_is_followed(bar: FilmBar) -> None:
    assert (True, "frame 3, epoch 3") == (bar.following(), bar.said.text())


def test_moving_the_slider_shows_that_frame_and_follows_no_more(bar: FilmBar, wanted: list[FloatArray]) -> None:
    bar.slider.setValue(0)

    assert (False, 1.0) == (bar.following(), float(wanted[-1][0, 0]))


def test_follow_goes_back_to_the_newest_frame(bar: FilmBar, wanted: list[FloatArray]) -> None:
    bar.slider.setValue(0)

    bar.follow.click()

    assert (True, 3.0) == (bar.following(), float(wanted[-1][0, 0]))


def test_a_frame_that_comes_while_an_earlier_one_is_looked_at_moves_nothing(bar: FilmBar) -> None:
    bar.slider.setValue(1)

    bar.add(np.zeros((4, 2), np.float32), 4.0)

    assert (1, 4) == (bar.slider.value(), bar.count())


def test_playing_turns_to_the_end_and_stops(bar: FilmBar, qtbot: QtBot) -> None:
    bar.slider.setValue(0)

    bar.play.click()
    qtbot.waitUntil(lambda: not bar._turn.isActive(), timeout=5000)

    assert 2 == bar.slider.value()


def test_a_map_without_a_film_has_no_bar(bar: FilmBar) -> None:
    bar.show_film(None, ())

    assert bar.isHidden()


def test_the_moment_of_an_earlier_frame_is_told_and_none_at_the_newest(bar: FilmBar) -> None:
    told: list[float | None] = []
    bar.moment_shown.connect(told.append)

    bar.slider.setValue(0)
    bar.follow.click()

    assert (1.0, None) == (told[0], told[-1])


def test_pressing_the_slider_anywhere_goes_to_that_frame(bar: FilmBar, qtbot: QtBot) -> None:
    bar.resize(600, 56)
    bar.show()

    qtbot.mousePress(bar.slider, Qt.MouseButton.LeftButton, pos=QPoint(bar.slider.width() // 2, 2))

    assert 1 == bar.slider.value()
