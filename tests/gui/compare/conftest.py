"""A window with two spaces of the same words, in the Compare layout."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.compare.page import ComparePage
from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


@pytest.fixture
def two(window: MainWindow, tmp_path: Path, clusters: EmbeddingSpace, qtbot: QtBot) -> MainWindow:
    """Left the ninety words; right w10 to w89 backwards and one that is new, with w15 in another cluster."""
    vectors = np.array(clusters.vectors[10:])
    vectors[5] = vectors[60]
    window.workspace.open_file(written(tmp_path / "right.txt", range(89, 9, -1), vectors[::-1], "new"))
    settle(window, qtbot)
    window.workspace.open_file(written(tmp_path / "left.txt", range(90), clusters.vectors))
    settle(window, qtbot)
    window.actions_.trigger("window.compare")
    calm(window, qtbot)
    return window


@pytest.fixture
def page(two: MainWindow) -> ComparePage:
    """The two maps."""
    return two.middle.two()


def calm(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the two are compared and what was asked is answered."""

    def still() -> None:
        window.workspace.poll()
        assert window.workspace.comparison is not None
        assert not window.workspace._session.running.works()

    qtbot.waitUntil(still, timeout=60_000)
    qtbot.wait(30)
    window.workspace.poll()
    qtbot.wait(10)


def written(path: Path, rows: range, vectors: np.ndarray, *more: str) -> Path:
    """Words w… with their vectors, and more words with vectors of ones."""
    lines = [f"w{row} {' '.join(map(str, numbers))}" for row, numbers in zip(rows, vectors.tolist(), strict=True)]
    lines += [f"{word} {' '.join(['1'] * vectors.shape[1])}" for word in more]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
