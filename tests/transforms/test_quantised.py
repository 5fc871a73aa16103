"""Quantisation: what a byte or a bit keeps of the numbers, and what that costs in neighbours."""

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.neighbors import NearestNeighbors

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.quantised import Quantised
from tests.transforms.conftest import drawn, matrices, space_of


def quantised(space: EmbeddingSpace, **parameters: object) -> EmbeddingSpace:
    """The rounded space, with all rows compared by one neighbour, unless it is said otherwise."""
    return Quantised(**{"k": 1, "queries": 0, **parameters}).run(Inputs(space=space))


def recalls(space: EmbeddingSpace) -> dict[str, float]:
    """How many true neighbours are found, by the way of rescoring."""
    columns = space.beside[0].columns
    return dict(zip(columns["rescoring"].to_pylist(), columns["recall"].to_pylist(), strict=True))


def nearest(queries: np.ndarray, rows: np.ndarray, k: int) -> np.ndarray:
    """The k nearest other rows of each query by the cosine, by scikit-learn."""
    search = NearestNeighbors(n_neighbors=k + 1, metric="cosine", algorithm="brute").fit(rows)
    found = search.kneighbors(queries, return_distance=False)
    return np.array([[row for row in line if row != own][:k] for own, line in enumerate(found)])


@given(matrices(least=3))
def test_a_byte_keeps_every_number_to_half_a_step(rows: np.ndarray) -> None:
    step = (rows.max(axis=0) - rows.min(axis=0)) / 255

    found = quantised(space_of(rows)).vectors

    assert (np.abs(found - rows) <= step / 2 * 1.001 + 1e-5).all()


def test_a_byte_is_at_least_as_near_as_faiss_s_scalar_quantiser() -> None:
    space = drawn(300, 8)
    peer = faiss.ScalarQuantizer(8, faiss.ScalarQuantizer.QT_8bit)
    peer.train(space.vectors)
    theirs = peer.decode(peer.compute_codes(space.vectors))

    ours = quantised(space).vectors

    assert np.abs(ours - space.vectors).max() <= np.abs(theirs - space.vectors).max() * 1.001


def test_the_least_and_the_greatest_number_of_a_dimension_stay() -> None:
    space = drawn()

    found = quantised(space).vectors

    assert np.allclose(space.vectors.min(axis=0), found.min(axis=0), atol=1e-6)
    assert np.allclose(space.vectors.max(axis=0), found.max(axis=0), atol=1e-6)


def test_a_dimension_without_spread_stays_as_it_is() -> None:
    found = quantised(space_of([[1, 5], [2, 5], [4, 5]])).vectors

    assert [5, 5, 5] == found[:, 1].tolist()


def test_a_bit_is_one_above_zero_as_sentence_transformers_packs_it() -> None:
    found = quantised(space_of([[0.5, -2, 0], [3, 1, -1]]), precision="binary").vectors

    assert np.array_equal([[1, -1, -1], [1, 1, -1]], found)
    assert np.array_equal(np.packbits([[1, 0, 0], [1, 1, 0]], axis=1), np.packbits(found > 0, axis=1))


@pytest.mark.parametrize("precision", ["int8", "binary"])
def test_recall_is_what_scikit_learn_s_neighbours_have_in_common(precision: str) -> None:
    space = drawn(80, 24)  # so many bits that ties are few

    found = quantised(space, precision=precision, k=5, candidates=100)

    true, theirs = nearest(space.vectors, space.vectors, 5), nearest(space.vectors, found.vectors, 5)
    both = [len(set(a) & set(b)) / 5 for a, b in zip(true, theirs, strict=True)]
    assert np.isclose(np.mean(both), recalls(found)["query in full"], atol=0.011)


def test_all_rows_as_candidates_in_full_find_everything() -> None:
    found = quantised(drawn(), precision="binary", k=3, candidates=100)

    assert recalls(found)["both in full"] == 1.0


def test_rescoring_in_full_never_finds_less() -> None:
    found = recalls(quantised(drawn(200, 16), precision="binary", k=5))

    assert found["none"] <= found["both in full"]


def test_without_more_candidates_rescoring_in_full_finds_the_same() -> None:
    found = recalls(quantised(drawn(), precision="binary", k=3, candidates=1))

    assert found["none"] == found["both in full"] == found["query in full"]


def test_a_sample_is_said_and_has_an_interval_around_its_recall() -> None:
    space = quantised(drawn(), precision="binary", k=3, queries=20, seed=5)

    row = space.beside[0].columns.to_pylist()[0]
    assert row["low"] <= row["recall"] <= row["high"]
    assert "20 of 60 rows, seed 5" in space.beside[0].caption
    assert any("20 of 60 rows, seed 5" in note for note in space.notes)
    assert space.columns["recall@3"].null_count == 40


def test_all_rows_have_no_interval() -> None:
    space = quantised(drawn(), queries=60)

    assert [None, None, None] == space.beside[0].columns["low"].to_pylist()
    assert "all 60 rows" in space.beside[0].caption


@given(st.integers(0, 5))
def test_the_same_seed_draws_the_same_rows(seed: int) -> None:
    first, second = (quantised(drawn(), k=3, queries=20, seed=seed) for _ in range(2))

    assert first.columns == second.columns


def test_the_memory_is_said_with_the_ranges_that_must_be_kept_too() -> None:
    space = quantised(space_of(np.random.default_rng(0).normal(size=(1000, 100))), queries=10)

    assert "As int8 the vectors take 0.1 MB instead of 0.4 MB (4.0 times less)" in space.notes[-1]


def test_more_neighbours_than_rows_are_refused() -> None:
    with pytest.raises(UserError, match=r"-k is 60, but drawn has 60 rows"):
        quantised(drawn(), k=60)
