"""Rows of two spaces with the same keys, there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.keys import Keys
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace


def space(words: str) -> EmbeddingSpace:
    return EmbeddingSpace(name=words, keys=Keys(list(words)), vectors=np.ones((len(words), 2), np.float32))


@pytest.fixture
def shared() -> Shared:
    """b, c, d and e are on both sides."""
    return shared_keys(space("abcde"), space("xecdby"))


def test_rows_of_the_space_lead_to_those_of_the_other(shared: Shared) -> None:
    assert [4, 1] == shared.others_of(np.array([1, 4])).tolist()


def test_rows_of_the_other_lead_back(shared: Shared) -> None:
    assert [1, 4] == shared.rows_of(np.array([4, 1])).tolist()


def test_words_of_one_side_only_are_left_out(shared: Shared) -> None:
    assert [[], []] == [shared.others_of(np.array([0])).tolist(), shared.rows_of(np.array([0, 5])).tolist()]


def test_no_row_at_all_leads_nowhere(shared: Shared) -> None:
    assert [-1] not in (shared.others_of(np.array([-1])).tolist(), shared.rows_of(np.array([-1])).tolist())


@given(st.permutations("abcdefgh"), st.permutations("cdefghij"))
def test_there_and_back_is_the_same_row(first: list[str], second: list[str]) -> None:
    pair = shared_keys(space("".join(first)), space("".join(second)))

    assert pair.rows.tolist() == pair.rows_of(pair.others_of(pair.rows)).tolist()
