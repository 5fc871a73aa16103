"""Two spaces of one model in one: which rows, in what order, and what is said."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.joined import Joined


@pytest.fixture
def old() -> EmbeddingSpace:
    vectors = np.array([[1, 0], [0, 1], [1, 1]], np.float32)
    return EmbeddingSpace(name="old", keys=Keys(["a", "b", "c"]), vectors=vectors, columns=pa.table({"n": [1, 2, 3]}))


@pytest.fixture
def new(old: EmbeddingSpace) -> EmbeddingSpace:
    vectors = np.array([[2, 2], [1, 0], [3, 1]], np.float32)
    columns = pa.table({"n": ["x", "y", "z"], "kind": ["p", "q", "r"]})
    return EmbeddingSpace(name="new", keys=Keys(["d", "a", "e"]), vectors=vectors, columns=columns)


def test_the_rows_that_only_the_other_has_come_below(old: EmbeddingSpace, new: EmbeddingSpace) -> None:
    made = Joined().run(Inputs(space=old, other=new))

    assert ["a", "b", "c", "d", "e"] == list(made.keys)
    np.testing.assert_array_equal([[1, 0], [0, 1], [1, 1], [2, 2], [3, 1]], made.vectors)


def test_a_column_says_where_a_row_is_from_and_comes_first(old: EmbeddingSpace, new: EmbeddingSpace) -> None:
    made = Joined().run(Inputs(space=old, other=new))

    assert ["origin", "n", "kind"] == made.columns.column_names
    assert ["old", "old", "old", "new", "new"] == made.columns["origin"].to_pylist()
    assert [1, 2, 3, None, None] == made.columns["n"].to_pylist()
    assert [None, None, None, "p", "r"] == made.columns["kind"].to_pylist()


def test_spaces_without_columns_can_be_joined(old: EmbeddingSpace, new: EmbeddingSpace) -> None:
    bare = replace(old, columns=pa.table({})), replace(new, columns=pa.table({}))

    made = Joined(column="from").run(Inputs(space=bare[0], other=bare[1]))

    assert ["old", "old", "old", "new", "new"] == made.columns["from"].to_pylist()


def test_words_that_both_have_with_other_vectors_are_no_one_model_s(old: EmbeddingSpace, new: EmbeddingSpace) -> None:
    turned = replace(new, vectors=np.array(new.vectors[:, ::-1]))

    with pytest.raises(UserError, match="not of one model: the mean cosine of a word with itself is 0.00"):
        Joined().run(Inputs(space=old, other=turned))


def test_where_no_word_is_in_both_it_is_said_that_nothing_can_be_checked(
    old: EmbeddingSpace, new: EmbeddingSpace
) -> None:
    others = replace(new, keys=Keys(["x", "y", "z"]))

    made = Joined().run(Inputs(space=old, other=others))

    assert ("No key is in both old and new: nothing shows whether they are of one model.",) == made.notes


def test_a_space_without_anything_new_is_refused(old: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="has no row that old lacks"):
        Joined().run(Inputs(space=old, other=replace(old, name="same")))
