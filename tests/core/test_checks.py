"""What cannot be laid out is refused with a sentence; what can be helped is adjusted with one."""

import numpy as np
import pytest

from embexplorer.core.checks import (
    distinct_rows,
    fitting_neighbors,
    fitting_perplexity,
    refuse_diverged,
    refuse_unfit,
)
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace


def space_of(vectors: np.ndarray) -> EmbeddingSpace:
    """A space of these rows."""
    keys = Keys([f"w{row}" for row in range(len(vectors))])
    return EmbeddingSpace(name="rows", keys=keys, vectors=np.asarray(vectors, np.float32))


def test_constant_rows_are_refused() -> None:
    with pytest.raises(UserError, match="only one distinct row among its 20 rows"):
        refuse_unfit(space_of(np.ones((20, 3))))


def test_three_distinct_rows_are_refused() -> None:
    with pytest.raises(UserError, match="only 3 distinct rows"):
        refuse_unfit(space_of(np.repeat(np.eye(3), 7, axis=0)))


def test_a_number_that_is_not_finite_is_refused_by_its_word() -> None:
    vectors = np.random.default_rng(0).normal(size=(9000, 2))
    vectors[8500, 1] = np.nan

    with pytest.raises(UserError, match="Row 8,501 of rows, ‘w8500’"):
        refuse_unfit(space_of(vectors))


def test_rows_of_one_direction_are_refused_under_the_cosine_alone() -> None:
    line = space_of(np.outer(np.arange(1, 30), [1.0, 2.0]))

    assert () == refuse_unfit(line, "euclidean")
    with pytest.raises(UserError, match="fewer than 4 directions"):
        refuse_unfit(line, "cosine")


def test_zero_rows_are_mentioned_under_the_cosine() -> None:
    vectors = np.random.default_rng(0).normal(size=(50, 3))
    vectors[[4, 9]] = 0

    assert "2 rows are all zeros" in refuse_unfit(space_of(vectors), "cosine")[0]


def test_distinct_rows_are_counted_across_blocks() -> None:
    vectors = np.zeros((20_000, 1), np.float32)
    vectors[[9_000, 19_000], 0] = [1, 2]

    assert 3 == distinct_rows(vectors)


def test_a_perplexity_too_large_is_lowered_with_a_sentence() -> None:
    lowered, notes = fitting_perplexity(30, 31)

    assert 10.0 == lowered
    assert ("Perplexity 30 is too large for 31 rows; 10 was used.",) == notes


def test_a_perplexity_that_fits_is_left_alone() -> None:
    assert (30, ()) == fitting_perplexity(30, 91)


def test_too_many_neighbours_are_lowered_with_a_sentence() -> None:
    assert (8, ("15 neighbours are too many for 8 rows; 8 were used.",)) == fitting_neighbors(15, 8)


def test_a_layout_that_is_not_finite_is_refused() -> None:
    with pytest.raises(UserError, match="UMAP diverged: 1 of 3 points"):
        refuse_diverged(np.array([[0, 1], [np.nan, 2], [3, 4]], np.float32), "UMAP")


def test_a_layout_in_one_place_is_refused() -> None:
    with pytest.raises(UserError, match="all 5 points in one place"):
        refuse_diverged(np.ones((5, 2), np.float32), "t-SNE")
