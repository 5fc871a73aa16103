"""Reading formulas of words."""

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.formula import read_formula
from embexplorer.core.keys import Keys

KEYS = Keys(["king", "man", "woman", "self-made", "New York", "+"])
PLACES = Keys(["paris", "rome", "italy", "1,000", "avg(x)", "2 * x", "a - b"])


@pytest.mark.parametrize(
    ("text", "rows", "weights"),
    [
        ("king - man + woman", [0, 1, 2], [1, -1, 1]),
        ("king − man", [0, 1], [1, -1]),
        ("- man + king", [1, 0], [-1, 1]),
        ("self-made + New York", [3, 4], [1, 1]),
        ("  king  ", [0], [1]),
        ("0.5 * king - 2 × man", [0, 1], [0.5, -2]),
        ("avg(king, man) - woman", [0, 1, 2], [0.5, 0.5, -1]),
        ("2 * avg(king,man)", [0, 1], [1, 1]),
        ('"New York" - avg("self-made")', [4, 3], [1, -1]),
    ],
)
def test_a_formula_reads_as_signed_rows(text: str, rows: list[int], weights: list[float]) -> None:
    formula = read_formula(text, KEYS)

    assert (rows, weights) == (formula.rows.tolist(), formula.weights.tolist())


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


@pytest.mark.parametrize(
    ("text", "rows"),
    [("avg(x) - paris", [4, 0]), ("2 * x", [5]), ("avg(1,000, rome)", [3, 1]), ('"a - b" + rome', [6, 1])],
)
def test_a_label_that_looks_like_a_formula_is_that_label(text: str, rows: list[int]) -> None:
    assert rows == read_formula(text, PLACES).rows.tolist()


def test_an_average_is_shown_as_one() -> None:
    assert "− italy + 0.5 × avg(paris, rome)" == read_formula("- italy + 0.5 * avg(paris,rome)", PLACES).text


@pytest.mark.parametrize(("text", "says"), [("avg() - rome", "no words"), ("avg(a - rome)", "Put spaces")])
def test_an_average_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_formula(text, PLACES)


def test_an_average_is_the_mean_of_unit_rows_for_the_cosine() -> None:
    vectors = np.array([[3, 0], [0, 5], [0, 2], *[[1, 1]] * 4], np.float32)

    half = read_formula("avg(paris, rome) - italy", PLACES).vector(vectors, unit_rows=True)

    assert [0.25, -0.25] == half.tolist()
