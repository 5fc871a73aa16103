"""A workspace of three groups of words, on an inline runner, for panels to stand on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from embexplorer.gui.actions import Actions
from embexplorer.gui.alone import made_up_workspace
from embexplorer.gui.style import apply
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.workspace import Workspace

Panel = TypeVar("Panel", bound=QWidget)


@pytest.fixture
def workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    """27 words with their PCA and its trust; king is row 0."""
    apply(qapp, "light")
    workspace = made_up_workspace(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def actions(qapp: QApplication) -> Actions:
    """An empty registry."""
    return Actions()


@pytest.fixture
def notices(workspace: Workspace) -> list[Notice]:
    """What the user was told since the test began."""
    told: list[Notice] = []
    workspace.noticed.connect(told.append)
    return told


@pytest.fixture
def shown(qtbot: QtBot, workspace: Workspace, actions: Actions) -> Callable[[type[Panel]], Panel]:
    """Make a panel, show it, and remove it after the test."""

    def show(kind: type[Panel]) -> Panel:
        panel = kind(workspace, actions)
        qtbot.addWidget(panel)
        panel.show()
        return panel

    return show
