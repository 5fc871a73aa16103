"""Every decimal number becomes the float32 that NumPy makes of it, by the kernel and line by line."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from embexplorer.core.inputs import nothing
from embexplorer.core.space import EmbeddingSpace
from embexplorer.readers.word2vec_text import Word2vecText
from tests.readers.conftest import Write

pytestmark = pytest.mark.usefixtures("way")


def opened(path: Path) -> EmbeddingSpace:
    return Word2vecText(path=path).run(nothing)


decimals = some.one_of(
    some.floats(allow_nan=False, allow_infinity=False, width=32).map(repr),
    some.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda x: str(np.float32(x))),
    some.floats(-1e38, 1e38).map(repr),
    some.floats(-1e38, 1e38).map(lambda x: f"{x:.25e}"),
    some.floats(-1e9, 1e9).map(lambda x: f"{x:.30f}"),
    some.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False).map(lambda x: f"{x:f}"),
    some.integers(-(10**38), 10**38).map(str),
    some.from_regex(r"[+-]?([0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})([eE][+-]?[0-3]?[0-9])?", fullmatch=True).filter(
        lambda text: abs(float(text)) < 3e38
    ),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(decimals, min_size=1, max_size=20))
def test_decimals_become_the_float32_that_numpy_makes_of_them(tmp_path_factory: object, texts: list[str]) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "decimals.txt"  # type: ignore[attr-defined]
    path.write_text(f"1 {len(texts)}\nword {' '.join(texts)}\n")

    space = opened(path)

    expected = np.array([np.float32(text) for text in texts])
    assert np.array_equal(space.vectors[0].view(np.uint32), expected.view(np.uint32))


def test_decimals_halfway_between_two_float32_are_rounded_exactly(write: Write) -> None:
    texts = ["16777217", "16777217.0000000000000001", "1.00000005960464477539", "1e-45", "7e-46", "1.1754943e-38", "-0"]
    path = write(f"1 {len(texts)}\nword {' '.join(texts)}\n")

    space = opened(path)

    expected = np.array([np.float32(text) for text in texts])
    assert np.array_equal(space.vectors[0].view(np.uint32), expected.view(np.uint32))
