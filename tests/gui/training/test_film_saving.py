"""The film of the shown map is written a frame at a turn, and told of."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.training.film_saving import FilmSaving
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import new_untitled
from embexplorer.workspace.workspace import Workspace


@pytest.fixture
def workspace(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that shows a map of three words with a film of four frames."""
    settings = Settings()
    workspace = Workspace(new_untitled(settings), InlineRunner(), settings)
    film = np.random.default_rng(0).normal(size=(4, 3, 2)).astype(np.float32)
    shown = Projection(name="Training map", coordinates=film[-1], film=film, moments=(0.0, 0.5, 1.0, 1.5))
    space = EmbeddingSpace(name="three", keys=Keys(["a", "b", "c"]), vectors=film[0], beside=(shown,))
    workspace.open_file(space.save(tmp_path / "three").folder)
    _ = [workspace.poll() for _ in range(20)]
    yield workspace
    workspace.close()


@pytest.fixture
def saving(workspace: Workspace, qtbot: QtBot) -> FilmSaving:
    """What saves films of that workspace."""
    window = QWidget()
    qtbot.addWidget(window)
    return FilmSaving(workspace, window)


def test_a_film_becomes_an_animated_gif(workspace: Workspace, saving: FilmSaving, qtbot: QtBot, tmp_path: Path) -> None:
    saving.save(tmp_path / "film.gif")
    qtbot.waitUntil(lambda: not saving._turn.isActive(), timeout=20_000)

    with Image.open(tmp_path / "film.gif") as film:
        assert 4 == film.n_frames


def test_a_film_has_the_size_and_colours_of_the_sheet(saving: FilmSaving, qtbot: QtBot, tmp_path: Path) -> None:
    saving.sheet.wide.setText("320")
    saving.sheet.high.setText("240")
    saving.sheet.theme.show_entries((("Dark", "dark"),), "dark")

    saving.save(tmp_path / "film.gif")
    qtbot.waitUntil(lambda: not saving._turn.isActive(), timeout=20_000)

    with Image.open(tmp_path / "film.gif") as film:
        assert (320, 240) == film.size
        assert max(film.convert("RGB").getpixel((2, 2))) < 64


def test_a_place_that_is_no_film_is_refused_with_a_sentence(
    workspace: Workspace, saving: FilmSaving, tmp_path: Path
) -> None:
    told: list[Notice] = []
    workspace.noticed.connect(told.append)

    saving.save(tmp_path / "film.mp4")

    assert "GIF and PNG frames" in told[-1].text


def test_a_film_that_is_stopped_leaves_nothing(workspace: Workspace, saving: FilmSaving, tmp_path: Path) -> None:
    saving.save(tmp_path / "film.gif")
    saving._on_turn()

    saving.stop()

    assert [] == list(tmp_path.glob("*film*"))
