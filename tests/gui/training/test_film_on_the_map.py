"""An earlier frame of a film stays on the map whatever else is redrawn, and claims nothing of the last one."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


@pytest.fixture
def filmed(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window that shows a training map of thirty words with a film of four frames."""
    film = np.random.default_rng(0).normal(size=(4, 30, 2)).astype(np.float32)
    shown = Projection(name="Training map", coordinates=film[-1], film=film, moments=(0.0, 0.5, 1.0, 1.5))
    vectors = np.random.default_rng(1).normal(size=(30, 5)).astype(np.float32)
    keys = Keys([f"w{row}" for row in range(30)])
    space = EmbeddingSpace(name="thirty", keys=keys, vectors=vectors, beside=(shown,)).save(tmp_path / "thirty")
    window.workspace.open_file(space.folder)
    settle(window, qtbot)
    return window


def test_the_last_frame_says_what_its_map_keeps(filmed: MainWindow) -> None:
    assert filmed.page.figure().trust


def test_an_earlier_frame_claims_no_trust(filmed: MainWindow) -> None:
    filmed.page.film.slider.setValue(1)

    assert "" == filmed.page.view.figure().trust


def test_an_earlier_frame_stays_when_something_is_selected(filmed: MainWindow, qtbot: QtBot) -> None:
    filmed.page.film.slider.setValue(1)
    filmed.workspace.select([2])
    qtbot.wait(10)

    expected = filmed.workspace.projection().film[1]
    assert np.array_equal(expected, filmed.page.view.figure().coordinates)
    assert [2] == filmed.page.view.figure().selected.tolist()


def test_going_back_to_the_end_brings_trust_back(filmed: MainWindow, qtbot: QtBot) -> None:
    filmed.page.film.slider.setValue(1)
    filmed.page.film.slider.setValue(3)
    qtbot.wait(10)

    assert filmed.page.view.figure().trust
