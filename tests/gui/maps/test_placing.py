"""Putting the rows of the shown space on the map of another one."""

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


def test_it_needs_a_map_of_another_space(open_window: MainWindow) -> None:
    assert not open_window.actions_.named("projection.placed").enabled()


def test_new_rows_stand_on_the_old_map(
    open_window: MainWindow, tmp_path: Path, clusters: EmbeddingSpace, qtbot: QtBot
) -> None:
    workspace = open_window.workspace
    old = workspace.projection()
    lines = [f"new{row} {' '.join(map(str, clusters.vectors[row]))}" for row in range(20)]
    (tmp_path / "new.txt").write_text("\n".join(lines) + "\n")
    workspace.open_file(tmp_path / "new.txt")
    settle(open_window, qtbot)
    placing = open_window.page.placing

    placing.place(placing.maps()[0].id)
    settle(open_window, qtbot)

    made = workspace.projection()
    assert old is not None and made is not None
    np.testing.assert_allclose(old.coordinates[:20], made.coordinates, atol=1e-4)
    assert "20 new words placed on PCA of small; the old ones are not in this space." in made.notes
