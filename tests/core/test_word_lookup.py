"""Words as people write them, and the rows they mean."""

from dataclasses import replace

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray
from embexplorer.core.word_lookup import look_up, rows_of

KEYS = Keys(["paris", "Paris", "café", "cafe", "berlin", "ROME"])
SPACE = EmbeddingSpace(name="towns", keys=KEYS, vectors=np.eye(6, dtype=np.float32))


@embeds("ones")
def embed_ones(space: EmbeddingSpace, words: list[str]) -> FloatArray:
    """A model that makes the same vector of every word."""
    return np.ones((len(words), space.dimensions), np.float32)


@pytest.mark.parametrize(
    ("word", "row"),
    [("Paris", 1), ("PARIS", 0), ("rome", 5), ("Café", 2), ("CAFE", 3), ("Berlín", -1), ("london", -1)],
)
def test_an_exact_key_wins_then_the_first_of_another_case(word: str, row: int) -> None:
    found = rows_of(KEYS, [word])

    assert [row] == found.tolist()


def test_exact_case_folds_nothing() -> None:
    found = rows_of(KEYS, ["PARIS", "Paris"], case="exact")

    assert [-1, 1] == found.tolist()


def test_accents_are_folded_where_that_is_wished() -> None:
    found = rows_of(KEYS, ["Berlín", "Cafè"], accents=True)

    assert [4, 2] == found.tolist()


def test_words_keep_their_order_and_their_vectors() -> None:
    found = look_up(SPACE, ["ROME", "london", "berlin"])

    assert (("ROME", "berlin"), [5, 4]) == (found.words, found.vectors.argmax(axis=1).tolist())


def test_what_is_missing_is_named_with_near_spellings() -> None:
    found = look_up(SPACE, ["berlim", "paris"])

    assert ("‘berlim’ is not in this space. Did you mean ‘berlin’?",) == found.notes()


def test_another_spelling_is_said() -> None:
    found = look_up(SPACE, ["Rome"])

    assert ("Taken in other spelling: ‘Rome’ as ‘ROME’.",) == found.notes()


def test_a_missing_word_is_made_of_subwords_where_the_space_can() -> None:
    space = replace(SPACE, model=Model(kind="ones", accepts="word"))

    found = look_up(space, ["london", "berlin"], subwords=True)

    assert ((), [6.0, 1.0], [-1, 4]) == (found.missing, found.vectors.sum(axis=1).tolist(), found.rows.tolist())


def test_subwords_of_a_space_without_them_are_refused() -> None:
    with pytest.raises(UserError, match="towns has no subwords"):
        look_up(SPACE, ["london"], subwords=True)


def test_the_one_word_that_must_be_there_is_refused_when_it_is_absent() -> None:
    with pytest.raises(UserError, match="‘berlim’ is not in this space"):
        look_up(SPACE, ["berlim"]).the_one()
