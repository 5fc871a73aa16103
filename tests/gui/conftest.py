"""A whole window on an inline runner: every job is done by the time the test asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.style import apply
from embexplorer.gui.window import MainWindow
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import new_untitled
from embexplorer.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def no_widget_left_behind(qapp: QApplication) -> Iterator[None]:
    """A test that leaves a window open fails, naming it: what is left behind answers in later tests."""
    before = {id(widget) for widget in qapp.topLevelWidgets()}
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible() and id(widget) not in before]
    assert left == []


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[MainWindow]:
    """An empty window of 1440 × 900 in the light theme."""
    apply(qapp, "light")
    settings = Settings()
    window = MainWindow(Workspace(new_untitled(settings), InlineRunner(), settings), settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.furnish()
    yield window
    window.close()
    apply(qapp, "light")


@pytest.fixture
def small_file(tmp_path: Path, clusters: EmbeddingSpace) -> Path:
    """The ninety words as word2vec text; one of the labels looks like markup."""
    lines = [f"{_label(row)} {' '.join(map(str, clusters.vectors[row]))}" for row in range(clusters.rows)]
    path = tmp_path / "small.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def open_window(window: MainWindow, small_file: Path, qtbot: QtBot) -> MainWindow:
    """The window with the small file open and its first picture made."""
    window.workspace.open_file(small_file)
    settle(window, qtbot)
    return window


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no job runs any more and what they made is shown."""
    workspace = window.workspace

    def still() -> None:
        workspace.poll()
        assert workspace.projection_id is not None
        assert workspace.trust() is not None
        assert all(job.ended for job in workspace.jobs.values())

    qtbot.waitUntil(still, timeout=60_000)
    qtbot.wait(1)


def _label(row: int) -> str:
    return "<b>x</b>" if row == 0 else f"w{row}"
