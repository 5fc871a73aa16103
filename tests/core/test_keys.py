"""Keys are found exactly, kept unchanged, and near spellings are offered for what is absent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys


def test_a_word_is_found_at_its_row() -> None:
    assert Keys(["pear", "plum", "fig"]).find("plum") == 1


def test_an_absent_word_is_not_found() -> None:
    assert Keys(["pear", "plum"]).find("Pear") is None


def test_an_absent_word_is_answered_with_a_near_spelling() -> None:
    with pytest.raises(UserError, match="‘quene’ is not in this space. Did you mean ‘queen’"):
        Keys(["king", "queen"]).row_of("quene")


def test_a_word_in_other_case_is_suggested_first() -> None:
    assert Keys(["queens", "Queen", "queen"]).near("QUEEN")[0] == "Queen"


def test_rows_come_in_the_order_asked() -> None:
    rows = Keys(["pear", "plum", "fig"]).rows_of(["fig", "pear"])

    assert rows.tolist() == [2, 0]


def test_the_first_absent_word_of_many_is_named() -> None:
    with pytest.raises(UserError, match="‘lime’"):
        Keys(["pear", "plum"]).rows_of(["plum", "lime", "kiwi"])


def test_labels_of_rows_keep_their_order() -> None:
    labels = Keys(["pear", "plum", "fig"]).at(np.array([2, 1]))

    assert labels == ["fig", "plum"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), unique=True, min_size=1))
def test_every_label_is_found_at_its_own_row(labels: list[str]) -> None:
    keys = Keys(labels)

    assert keys.rows_of(labels).tolist() == list(range(len(labels)))


def test_a_beginning_is_completed_in_row_order_whatever_its_case() -> None:
    keys = Keys(["the", "Paris", "pear", "PARK", "spar", "<pa>"])

    assert ["Paris", "PARK"] == keys.complete("pAr")
    assert ["<pa>"] == keys.complete("<P")


def test_only_the_first_completions_are_given() -> None:
    assert ["a1", "a2"] == Keys(["a1", "b", "a2", "a3"]).complete("a", 2)


@given(st.lists(st.text(max_size=4), unique=True, max_size=30), st.text(max_size=2))
def test_completions_are_those_that_begin_so(labels: list[str], prefix: str) -> None:
    begins = [label for label in labels if label.startswith(prefix)]

    assert set(begins) <= set(Keys(labels).complete(prefix, 30))
