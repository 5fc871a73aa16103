"""Small texts to learn from, and reports that look on, stop or have had enough."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import Cancelled
from embexplorer.core.report import Measured, Report
from embexplorer.core.space import EmbeddingSpace

NOUNS, VERBS = ("king", "queen", "dog", "cat", "man", "woman"), ("rules", "sees", "likes", "hears")


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    """Write a text of so many small sentences."""

    def written(sentences: int = 300, more: str = "", name: str = "small.txt") -> Path:
        path = tmp_path / name
        lines = [
            f"the {NOUNS[n % 6]} {VERBS[n % 4]} the {NOUNS[n * 7 % 5]} near the house of w{n % 9}"
            for n in range(sentences)
        ]
        path.write_text("\n".join([*lines, more]), encoding="utf-8")
        return path

    return written


class Looking(Report):
    """Wants every frame, and notes what it is told."""

    def __init__(self) -> None:
        self.frames = 0
        self.begun: list[EmbeddingSpace] = []
        self.measured: list[Measured] = []

    def wants_frame(self) -> bool:
        return True

    def show(self, frame: object) -> None:
        self.frames += 1

    def begin(self, space: EmbeddingSpace) -> None:
        self.begun.append(space)

    def measure(self, measured: Measured) -> None:
        self.measured.append(measured)


class Satisfied(Report):
    """Has had enough once so much of the work is done."""

    def __init__(self, share: float) -> None:
        self._share, self._done = share, 0.0

    def __call__(self, done: float, text: str) -> None:
        self._done = done

    def enough(self) -> bool:
        return self._done >= self._share


class Cancelling(Report):
    """Is cancelled once so much of the work is done, and notes when."""

    def __init__(self, share: float) -> None:
        self._share = share
        self.at = 0.0

    def __call__(self, done: float, text: str) -> None:
        if done >= self._share:
            self.at = self.at or time.process_time()
            raise Cancelled


@pytest.fixture
def drawn_text(tmp_path: Path) -> Path:
    """Three hundred lines of nine words each, drawn with Zipf's frequencies from sixty."""
    random = np.random.default_rng(5)
    chance = 1 / np.arange(1, 61)
    drawn = random.choice(60, size=(300, 9), p=chance / chance.sum())
    path = tmp_path / "text.txt"
    path.write_text("\n".join(" ".join(f"word{n:02d}" for n in line) for line in drawn), encoding="utf-8")
    return path


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Write these lines and answer where they are."""

    def write(lines: str) -> Path:
        path = tmp_path / "written.txt"
        path.write_text(lines, encoding="utf-8")
        return path

    return write


class Listening(Looking):
    """Looks on, and has had enough when it was asked so often."""

    def __init__(self, looks: int = 10**9) -> None:
        super().__init__()
        self.looks = looks

    def enough(self) -> bool:
        self.looks -= 1
        return self.looks < 0


@pytest.fixture
def listening() -> type[Listening]:
    """A report that remembers."""
    return Listening
