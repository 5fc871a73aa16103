"""The matrix of words, out of the long form of a table."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.word_matrix import WordMatrix, pair_line, word_matrix
from embexplorer.probes.similarity import Similarity

PART = pa.table(
    {
        "row": pa.array([4, 4, None, None], pa.int64()),
        "word": ["a", "a", "b", "b"],
        "other": ["a", "b", "a", "b"],
        "score": [1.0, -0.32, -0.32, 1.0],
    }
)
PAIRS = pa.table({"word": ["a", "a", "b"], "other": ["b", "c", "c"], "score": [0.1, 0.2, 0.3]})


def test_it_has_each_word_once_with_its_row() -> None:
    matrix = word_matrix(PART)

    assert (("a", "b"), (4, -1)) == (matrix.words, matrix.rows)
    assert [[1.0, -0.32], [-0.32, 1.0]] == matrix.scores.tolist()


def test_its_ends_are_those_of_different_words() -> None:
    assert pytest.approx((-0.4, -0.3)) == word_matrix(PART).ends


def test_codes_lie_between_the_ends(clusters: EmbeddingSpace) -> None:
    table = Similarity(words=("w1", "w40", "w2", "w70")).run(Inputs(space=clusters))
    matrix = word_matrix(table.parts["matrix"])
    low, high = matrix.ends

    assert np.allclose(matrix.codes[0, 1:], np.maximum(0, matrix.scores[0, 1:] - low) / (high - low))


@pytest.mark.parametrize("words", [("b", "c"), ("c", "b")])
def test_a_pair_is_found_in_either_order(words: tuple[str, str]) -> None:
    line = pair_line(PAIRS, *words)

    assert line is not None
    assert 0.3 == line["score"]


def test_no_pair_is_none() -> None:
    assert pair_line(PAIRS, "a", "d") is None


def test_scores_below_nought_need_no_shades() -> None:
    scores = np.array([[1, 0.52, -0.3], [0.52, 1, 0.1], [-0.3, 0.1, 1]])
    matrix = WordMatrix(words=("a", "b", "c"), rows=(0, 1, 2), scores=scores)

    assert ((0.0, 0.6), True, 0.0) == (matrix.ends, matrix.is_cut, matrix.codes[0, 2])
