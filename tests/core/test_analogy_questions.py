"""Many questions at once are answered as one by one, ties and spellings included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics.pairwise import cosine_similarity

from embexplorer.core.analogy_questions import answers

TWINS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [-1, 2, 1], [-1, 1, 1], [-2, 2, 2]], np.float32)


def one_by_one(vectors: np.ndarray, question: np.ndarray, method: str) -> np.ndarray:
    """The score of every row by the formula of the paper, in float64; −∞ for the given words."""
    a, b, c = (
        cosine_similarity(vectors.astype(np.float64), vectors[[row]].astype(np.float64))[:, 0] for row in question
    )
    multiplied = ((1 + b) / 2) * ((1 + c) / 2) / ((1 + a) / 2 + 0.001)
    score = b - a + c if method == "3cosadd" else multiplied
    score[question] = -np.inf
    return score


@pytest.mark.parametrize("method", ["3cosadd", "3cosmul"])
@given(seed=st.integers(0, 10_000), rows=st.integers(4, 60), dimensions=st.integers(1, 12))
def test_the_answer_is_the_best_of_all_rows(method: str, seed: int, rows: int, dimensions: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(rows, dimensions)).astype(np.float32)
    questions = random.integers(0, rows, (7, 3))
    scores = np.array([one_by_one(vectors, question, method) for question in questions])

    found = answers(vectors, questions, None, method)  # type: ignore[arg-type]

    np.testing.assert_allclose(scores[np.arange(7), found], scores.max(axis=1), rtol=0, atol=1e-12)


def test_of_two_equal_rows_the_first_is_the_answer() -> None:
    assert answers(TWINS, np.array([[0, 1, 2]])).tolist() == [4]


def test_rows_of_the_same_spelling_as_a_given_word_are_no_answers() -> None:
    spellings = np.array([0, 1, 2, 3, 2, 4])

    assert answers(TWINS, np.array([[0, 1, 2]]), spellings).tolist() == [5]


def test_no_question_has_no_answer() -> None:
    assert answers(TWINS, np.empty((0, 3), np.int64)).tolist() == []


def test_blocks_do_not_change_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    vectors, questions = random.normal(size=(50, 5)).astype(np.float32), random.integers(0, 50, (33, 3))
    expected = answers(vectors, questions, np.arange(50) // 2)

    monkeypatch.setattr("embexplorer.core.analogy_questions.BLOCK_NUMBERS", 200)

    assert expected.tolist() == answers(vectors, questions, np.arange(50) // 2).tolist()
