"""Rows by a pattern, and rows alike in a column."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.filtering import Filtering
from embexplorer.core.keys import Keys
from embexplorer.core.matching import alike, rows_like, rows_matching

KEYS = Keys(["King", "kings", "queen", "a.b", "<b>x</b>"])
TABLE = pa.table({"kind": ["x", "y", "x", None, ""], "rank": [1, 2, 3, 4, 5], "seen": [True, True, False, True, None]})


@pytest.mark.parametrize(
    ("pattern", "regex", "rows"),
    [("king", False, [0, 1]), (".", False, [3]), ("^k.*s$", True, [1]), ("<b>", False, [4]), ("", True, [])],
)
def test_labels_match_in_whatever_case(pattern: str, regex: bool, rows: list[int]) -> None:
    assert rows == rows_matching(KEYS, pattern, regex).tolist()


def test_hidden_rows_do_not_match() -> None:
    assert [1] == rows_matching(KEYS, "king", shown=np.array([False, True, True, True, True])).tolist()


def test_a_wrong_expression_is_a_sentence() -> None:
    with pytest.raises(UserError, match=r"‘\(’ is no regular expression"):
        rows_matching(KEYS, "(", regex=True)


def test_columns_of_words_are_offered_with_the_value_of_the_row() -> None:
    assert [("kind", "x", 2), ("seen", "true", 3)] == alike(Filtering(TABLE, 5), 0)


def test_a_row_without_a_value_is_like_no_other() -> None:
    assert [("seen", "true", 3)] == alike(Filtering(TABLE, 5), 3)


def test_rows_of_the_same_value_are_found() -> None:
    assert [0, 2] == rows_like(Filtering(TABLE, 5), "kind", 0).tolist()
