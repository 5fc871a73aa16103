"""Run one panel by itself on a small made-up space: `python -m embexplorer.gui.panels.neighbors`."""

import math
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from embexplorer.gui.actions import Actions
from embexplorer.gui.style import apply
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.project import Project
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.workspace import Workspace

GROUPS = {
    "royal": ("king", "queen", "prince", "princess", "crown", "royal", "emperor", "throne", "<b>x</b>"),
    "animal": ("cat", "dog", "horse", "cow", "bird", "fish", "sheep", "goat", "<s>"),
    "place": ("london", "paris", "berlin", "rome", "madrid", "vienna", "moscow", "tokyo", "new york"),
}
DIMENSIONS = 12
POLL = 30  # milliseconds


def show_alone(panel: Callable[[Workspace, Actions], QWidget], width: int, height: int) -> None:
    """Show the panel until its window is closed."""
    app = QApplication([])
    apply(app)
    with tempfile.TemporaryDirectory() as home:
        workspace = made_up_workspace(Path(home))
        shown = panel(workspace, Actions())
        shown.resize(width, height)
        shown.show()
        timer = QTimer(shown, interval=POLL)
        timer.timeout.connect(workspace.poll)
        timer.start()
        app.exec()
        workspace.close()


def made_up_workspace(home: Path) -> Workspace:
    """A workspace with a space of three groups of words, and with what follows its opening done."""
    workspace = Workspace(Project(home / "project"), InlineRunner(), Settings(home / "settings"))
    workspace.open_file(written_vectors(home / "made-up.txt"))
    settle(workspace)
    return workspace


def settle(workspace: Any, turns: int = 40) -> None:
    """Let jobs and what follows them come to their end."""
    for _ in range(turns):
        workspace.poll()


def written_vectors(path: Path) -> Path:
    """A word2vec text file: each group lies about a corner of its own."""
    chance = random.Random(0)
    lines = []
    for place, words in enumerate(GROUPS.values()):
        for word in words:
            numbers = [math.cos(place * 2 + axis) + chance.gauss(0, 0.35) for axis in range(DIMENSIONS)]
            lines.append(" ".join([word.replace(" ", "_"), *(f"{number:.4f}" for number in numbers)]))
    path.write_text(f"{len(lines)} {DIMENSIONS}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path
