"""New input in a derived space: as the first space's model embeds it, then changed as the rows were."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.change import Change
from embexplorer.core.derived import changed, derived, following
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embed, embeds
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray

MEAN = np.array([1.0, 2.0])


@embeds("letters")
def embed_letters(space: EmbeddingSpace, words: Sequence[str]) -> FloatArray:
    """Known words as they are; others as how many a and b they have."""
    rows = [space.keys.find(word) for word in words]
    counted = [[word.count("a"), word.count("b")] for word in words]
    return np.array([counted[n] if row is None else space.vectors[row] for n, row in enumerate(rows)], np.float32)


@pytest.fixture
def space() -> EmbeddingSpace:
    """Two words with a model, whose vectors are not what the model would make of them."""
    model = Model(kind="letters", settings={"some": "thing"}, arrays={"some": np.arange(3)}, accepts="word")
    vectors = np.array([[5, 5], [7, 1]], np.float32)
    return EmbeddingSpace(name="first", keys=Keys(["ab", "b"]), vectors=vectors, model=model)


def test_new_input_is_changed_as_the_rows_are(space: EmbeddingSpace) -> None:
    made = changed(space, Change(less=MEAN), "centred")

    assert np.array_equal([[2, -1]], embed(made, ["aaab"]))


def test_known_input_gets_the_vector_that_it_has(space: EmbeddingSpace) -> None:
    made = changed(space, Change(less=MEAN, unit=True), "centred")

    assert np.array_equal(made.vectors, embed(made, ["ab", "b"]))


def test_a_word_that_was_treated_unlike_the_others_keeps_its_row(space: EmbeddingSpace) -> None:
    own = np.array([[9, 9], [8, 8]], np.float32)

    made = derived(space, own, "by hand", model=following(space, Change(less=MEAN)))

    assert np.array_equal([[8, 8], [2, -1]], embed(made, ["b", "aaab"]))


def test_changes_stack(space: EmbeddingSpace) -> None:
    once = changed(space, Change(less=MEAN), "centred")

    twice = changed(once, Change(matrix=np.array([[10.0], [1.0]])), "projected")

    assert np.array_equal([[19.0]], embed(twice, ["aaab"]))


def test_what_the_model_knows_nothing_of_stays_zero(space: EmbeddingSpace) -> None:
    made = changed(space, Change(less=MEAN), "centred")

    assert np.array_equal([[0, 0]], embed(made, ["xyz"]))


def test_a_part_of_the_rows_embeds_the_others_as_the_whole_did(space: EmbeddingSpace) -> None:
    part = derived(space, space.vectors[:1], "part", rows=np.array([0]), model=following(space, Change()))

    assert np.array_equal(space.vectors, embed(part, ["ab", "b"]))


def test_it_is_known_of_a_saved_space(space: EmbeddingSpace, tmp_path: Path) -> None:
    made = changed(space, Change(less=MEAN), "centred").save(tmp_path / "saved")

    assert np.array_equal([[2, -1]], embed(made, ["aaab"]))


def test_a_saved_space_can_be_changed_again(space: EmbeddingSpace, tmp_path: Path) -> None:
    once = changed(space, Change(less=MEAN), "centred").save(tmp_path / "once")

    twice = changed(once, Change(matrix=2 * np.eye(2)), "doubled").save(tmp_path / "twice")

    assert np.array_equal([[4, -2]], embed(twice, ["aaab"]))


def test_the_model_accepts_what_the_first_one_did(space: EmbeddingSpace) -> None:
    made = changed(space, Change(less=MEAN), "centred")

    assert made.model is not None
    assert "word" == made.model.accepts


def test_a_model_that_embeds_nothing_new_does_not_follow(space: EmbeddingSpace) -> None:
    silent = replace(space, model=Model(kind="letters"))

    made = changed(silent, Change(less=MEAN), "centred")

    assert (None, ()) == (made.model, made.notes)


def test_a_space_whose_model_cannot_follow_says_so_and_refuses(space: EmbeddingSpace) -> None:
    made = derived(space, space.vectors, "mixed")

    assert ("Nothing new can be embedded in it: the model of first makes vectors of that space.",) == made.notes
    with pytest.raises(UserError, match="nothing new can be embedded in it"):
        embed(made, ["aaab"])
