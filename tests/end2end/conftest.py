"""The command as its user has it: what it said and how it ended."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from embexplorer.cli import main


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command wrote and its exit status."""

    status: int
    out: str
    err: str


Command = Callable[..., Answer]


@pytest.fixture
def embexplorer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process, in an empty folder without a display: quick, for what draws nothing."""
    monkeypatch.chdir(tmp_path)
    without_display(monkeypatch)

    def run(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Answer(status=status, out=written.out, err=written.err)

    return run


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command in a process of its own, in an empty folder without a display."""
    without_display(monkeypatch)

    def run(*arguments: str | Path) -> Answer:
        command = [sys.executable, "-m", "embexplorer", *map(str, arguments)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        return Answer(status=ended.returncode, out=ended.stdout, err=ended.stderr)

    return run


def without_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what tells Qt where to show a window."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def fruit(tmp_path: Path) -> Path:
    """Six words in three dimensions."""
    lines = ["6 3", "apple 1 0 0", "pear 0.9 0.1 0", "plum 0.8 0.3 0", "ship 0 0 1", "boat 0 0.1 1", "<b>x</b> 0 1 0"]
    path = tmp_path / "fruit.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
