"""Small texts to train on, and listeners that note or stop what a training says."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.report import Measured, Report
from embexplorer.core.space import EmbeddingSpace
from tests.trainers.sentences import sentences  # noqa: F401 - a fixture of its own file


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Three hundred lines of nine words each, drawn with Zipf's frequencies from sixty."""
    random = np.random.default_rng(5)
    chance = 1 / np.arange(1, 61)
    drawn = random.choice(60, size=(300, 9), p=chance / chance.sum())
    path = tmp_path / "text.txt"
    path.write_text("\n".join(" ".join(f"word{n:02d}" for n in line) for line in drawn), encoding="utf-8")
    return path


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Write a text and answer where it is."""

    def write(lines: str) -> Path:
        path = tmp_path / "written.txt"
        path.write_text(lines, encoding="utf-8")
        return path

    return write


class Listening(Report):
    """Notes what is shown and measured, and wants every frame; says `enough` after so many looks."""

    def __init__(self, looks: int = 10**9) -> None:
        self.begun: list[EmbeddingSpace] = []
        self.frames = 0
        self.measured: list[Measured] = []
        self.looks = looks

    def wants_frame(self) -> bool:
        return True

    def show(self, frame: object) -> None:
        self.frames += 1

    def begin(self, space: EmbeddingSpace) -> None:
        self.begun.append(space)

    def measure(self, measured: Measured) -> None:
        self.measured.append(measured)

    def enough(self) -> bool:
        self.looks -= 1
        return self.looks < 0


@pytest.fixture
def listening() -> type[Listening]:
    """A report that remembers."""
    return Listening
