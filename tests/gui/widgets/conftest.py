"""A workspace of three groups of words, for widgets that ask one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from embexplorer.gui.alone import made_up_workspace
from embexplorer.gui.style import apply
from embexplorer.workspace.workspace import Workspace


@pytest.fixture
def workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    """27 words; king is row 0."""
    apply(qapp, "light")
    workspace = made_up_workspace(tmp_path)
    yield workspace
    workspace.close()
