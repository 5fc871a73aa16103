"""Reading formulas of words."""

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.formula import read_formula
from embexplorer.core.keys import Keys

KEYS = Keys(["king", "man", "woman", "self-made", "New York", "+"])


@pytest.mark.parametrize(
    ("text", "rows", "signs"),
    [
        ("king - man + woman", [0, 1, 2], [1, -1, 1]),
        ("king − man", [0, 1], [1, -1]),
        ("- man + king", [1, 0], [-1, 1]),
        ("self-made + New York", [3, 4], [1, 1]),
        ("  king  ", [0], [1]),
    ],
)
def test_a_formula_reads_as_signed_rows(text: str, rows: list[int], signs: list[int]) -> None:
    formula = read_formula(text, KEYS)

    assert (rows, signs) == (formula.rows.tolist(), formula.signs.tolist())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("king-man", "Put spaces around"),
        ("king -", "lacks a word"),
        ("king - - man", "lacks a word"),
        ("kings + man", "Did you mean ‘king’"),
    ],
)
def test_what_is_no_formula_is_refused_with_a_hint(text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_formula(text, KEYS)


def test_the_cosine_vector_is_the_mean_of_unit_rows() -> None:
    vectors = np.array([[3, 0], [0, 5], [2, 0], [1, 1], [1, 1], [1, 1]], np.float32)

    assert [0.5, -0.5] == read_formula("king - man", KEYS).vector(vectors, unit_rows=True).tolist()


def test_the_plain_vector_is_the_signed_sum() -> None:
    vectors = np.array([[3, 0], [0, 5], [2, 0], [1, 1], [1, 1], [1, 1]], np.float32)

    assert [5.0, -5.0] == read_formula("king - man + woman", KEYS).vector(vectors, unit_rows=False).tolist()
