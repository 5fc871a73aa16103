"""Spaces to project, and a report that remembers."""

import numpy as np
import pytest

from embexplorer.core.errors import Cancelled
from embexplorer.core.keys import Keys
from embexplorer.core.report import Frame, Report
from embexplorer.core.space import EmbeddingSpace


class Watching(Report):
    """Wants and keeps every frame; asks to stop when `stop_at` frames were seen."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.frames: list[Frame] = []
        self._stop_at = stop_at

    def __call__(self, done: float, text: str) -> None:
        if self._stop_at is not None and len(self.frames) >= self._stop_at:
            raise Cancelled

    def wants_frame(self) -> bool:
        return True

    def show(self, frame: Frame) -> None:
        self.frames.append(Frame(array=np.array(frame.array), at=frame.at, total=frame.total))


@pytest.fixture
def watching() -> Watching:
    """A report that keeps every frame."""
    return Watching()


@pytest.fixture
def stopping() -> Watching:
    """A report that asks to stop after the third frame."""
    return Watching(stop_at=3)


@pytest.fixture(scope="session")
def digits() -> EmbeddingSpace:
    """Scikit-learn's 1,797 handwritten digits in 64 dimensions."""
    from sklearn.datasets import load_digits

    vectors = load_digits().data.astype(np.float32)
    return EmbeddingSpace(name="digits", keys=Keys([f"d{row}" for row in range(len(vectors))]), vectors=vectors)


@pytest.fixture(scope="session")
def few_digits(digits: EmbeddingSpace) -> EmbeddingSpace:
    """The first 300 of them."""
    return EmbeddingSpace(name="few", keys=digits.keys[:300], vectors=digits.vectors[:300])


@pytest.fixture(scope="session")
def more_digits(digits: EmbeddingSpace) -> EmbeddingSpace:
    """The first 700 of them."""
    return EmbeddingSpace(name="more", keys=digits.keys[:700], vectors=digits.vectors[:700])
