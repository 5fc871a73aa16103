"""What a step takes is said from the size of its file, or from the open space, with what its libraries hold."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from embexplorer.core.estimate import LIBRARIES, PYTHON, Estimate, Estimated, Size, estimated
from embexplorer.core.keys import Keys
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace

SIZE = Size(documents=2, units=10, rows=3)


@dataclass(frozen=True, kw_only=True)
class OnFile(Estimated):
    """Reads a file and takes a space; says what it has been told."""

    takes: ClassVar[tuple[str, ...]] = ("space",)

    def measured(self, report: Report = ignore) -> Size | None:
        return SIZE

    def estimate(self, size: Size) -> Estimate | None:
        return Estimate(seconds=float(size.units), memory=float(size.taken[0] * size.taken[1]))


@dataclass(frozen=True, kw_only=True)
class OnSpace(Estimated):
    """Takes a second for each row."""

    def estimate_on(self, space: EmbeddingSpace) -> Estimate | None:
        return Estimate(seconds=float(space.rows), memory=0.0)


@pytest.fixture
def space() -> EmbeddingSpace:
    """Four rows of two numbers."""
    return EmbeddingSpace(name="four", keys=Keys(list("abcd")), vectors=np.ones((4, 2), np.float32))


def test_what_reads_a_file_is_told_its_size_and_the_shape_of_the_space(space: EmbeddingSpace) -> None:
    found = estimated(OnFile(), space)

    assert (SIZE, Estimate(seconds=10, memory=8)) == found


def test_what_takes_a_space_alone_is_asked_about_that(space: EmbeddingSpace) -> None:
    found = estimated(OnSpace(), space)

    assert (None, Estimate(seconds=4, memory=0)) == found


def test_without_a_space_nothing_is_said_of_what_takes_one() -> None:
    found = estimated(OnSpace(), None)

    assert (None, None) == found


def test_libraries_add_the_time_to_load_them_and_what_they_hold() -> None:
    seconds, held = LIBRARIES["gensim"]

    found = Estimate(seconds=2, memory=10).loading("gensim")

    assert Estimate(seconds=2 + seconds, memory=10 + PYTHON + held) == found
