"""Random pairs, of all rows and of rows of like frequency."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.frequency_bands import band_of_rows, frequency_bands
from embexplorer.core.keys import Keys
from embexplorer.core.random_pairs import chance_of
from embexplorer.core.space import EmbeddingSpace


@pytest.fixture
def frequent() -> EmbeddingSpace:
    """Two thousand words of which the frequent half lie together; the file is in no order of frequency."""
    random = np.random.default_rng(1)
    ranks = random.permutation(2000) + 1
    vectors = random.normal(size=(2000, 8)) + np.where(ranks <= 1000, 1.5, 0.0)[:, None]
    return EmbeddingSpace(
        name="words",
        keys=Keys(map(str, range(2000))),
        vectors=vectors.astype(np.float32),
        columns=pa.table({"rank": ranks}),
    )


def all_cosines(space: EmbeddingSpace, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The cosine of every row of one band with every other of the other."""
    unit = space.vectors.astype(np.float64)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    return (unit[first] @ unit[second].T)[first[:, None] != second[None, :]]


def test_each_band_is_as_large_as_those_before_it_together(frequent: EmbeddingSpace) -> None:
    bands = frequency_bands(frequent)

    assert [250, 250, 500, 1000] == [len(band) for band in bands]
    assert [250, 500, 1000, 2000] == [frequent.columns["rank"].to_numpy()[band].max() for band in bands]
    assert bands[2][0] in np.flatnonzero(band_of_rows(bands, 2000) == 2)


def test_a_score_is_judged_among_pairs_of_like_frequency(frequent: EmbeddingSpace) -> None:
    bands = frequency_bands(frequent)
    own, rows = int(bands[0][0]), np.array([bands[0][1], bands[3][0]])
    scores = np.array([0.5, 0.5], np.float32)
    expected = [100 * (all_cosines(frequent, bands[0], bands[n]) >= 0.5).mean() for n in (0, 3)]

    found = chance_of(frequent, "cosine").top_percent(own, rows, scores)

    np.testing.assert_allclose(found, expected, atol=1.0)
    assert expected[0] > expected[1] + 20  # two frequent words are near by chance, a rare one is not


def test_without_ranks_all_pairs_are_the_yardstick(frequent: EmbeddingSpace) -> None:
    plain = replace(frequent, columns=pa.table({}))
    everything = np.arange(2000)

    found = chance_of(plain, "cosine").top_percent(0, np.array([1]), np.array([0.5], np.float32))

    np.testing.assert_allclose(found, [100 * (all_cosines(plain, everything, everything) >= 0.5).mean()], atol=1.0)
    assert "frequency" not in chance_of(plain, "cosine").sentence()


@pytest.mark.parametrize("change", [{"unit": "documents"}, {"columns": pa.table({"rank": ["a"] * 2000})}])
def test_what_is_no_rank_of_words_makes_no_bands(frequent: EmbeddingSpace, change: dict[str, object]) -> None:
    assert 1 == len(frequency_bands(replace(frequent, **change)))  # type: ignore[arg-type]
