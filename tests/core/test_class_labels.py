"""Which columns are classes, and how near rows of different classes count."""

import math

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.class_labels import UNKNOWN, class_labels
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace


@pytest.fixture
def tagged() -> EmbeddingSpace:
    columns = pa.table(
        {
            "pos": pa.array(["noun", "verb", None, "", "noun"]),
            "year": pa.array([1, 1, 2, 2, 1]),
            "score": pa.array([0.5, 1.5, 2.5, 3.5, 4.5]),
            "one": pa.array(["x"] * 5),
        }
    )
    return EmbeddingSpace(name="tagged", keys=Keys(list("abcde")), vectors=np.ones((5, 2), np.float32), columns=columns)


def test_null_and_the_empty_word_are_no_class(tagged: EmbeddingSpace) -> None:
    found = class_labels(tagged, "pos")

    assert [0, 1, UNKNOWN, UNKNOWN, 0] == found.codes.tolist()
    assert 2 == found.classes


def test_the_badge_says_that_labels_pull_and_how_many_rows_have_none(tagged: EmbeddingSpace) -> None:
    assert (
        "Supervised by column ‘pos’: classes are pulled apart by the labels, not only by the vectors.",
        "2 rows have no class in ‘pos’.",
    ) == class_labels(tagged, "pos").notes()


def test_closeness_falls_between_classes_with_the_weight_and_is_small_where_one_is_unknown(
    tagged: EmbeddingSpace,
) -> None:
    labels, heads, tails = class_labels(tagged, "pos"), np.array([0, 0, 0], np.int32), np.array([4, 1, 2], np.int32)

    assert [1.0, math.exp(-5), math.exp(-1)] == labels.closeness(heads, tails, 0.5).tolist()
    assert 0.0 == labels.closeness(heads, tails, 1.0)[1]


def test_whole_numbers_are_classes(tagged: EmbeddingSpace) -> None:
    assert 2 == class_labels(tagged, "year").classes


@pytest.mark.parametrize(
    ("column", "complaint"),
    [("score", "makes no classes"), ("one", "1 classes"), ("gone", "no column ‘gone’")],
)
def test_other_columns_are_refused(tagged: EmbeddingSpace, column: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint):
        class_labels(tagged, column)
