"""A part of a space."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.transforms.subset import Subset
from tests.transforms.conftest import space_of


@pytest.fixture
def space() -> EmbeddingSpace:
    """Four words of two kinds, one of no kind."""
    made = space_of([[1, 0], [0, 2], [3, 0], [0, 4]], keys=["king", "queen", "cat", "dog"])
    return replace(made.with_columns(pa.table({"kind": ["royal", "royal", "animal", None]})), notes=("An old note.",))


def part(space: EmbeddingSpace, **parameters: object) -> EmbeddingSpace:
    """Some of its rows."""
    return Subset(**parameters).run(Inputs(space=space))


def test_words_are_kept_in_the_order_of_the_space(space: EmbeddingSpace) -> None:
    found = part(space, words=("dog", "king", "dog"))

    assert ["king", "dog"] == list(found.keys)
    assert np.array_equal([[1, 0], [0, 4]], found.vectors)
    assert [1, 4] == found.columns["rank"].to_pylist()


def test_a_word_in_other_case_is_found(space: EmbeddingSpace) -> None:
    assert ["king"] == list(part(space, words=("King",)).keys)


def test_a_missing_word_is_said_with_what_is_near(space: EmbeddingSpace) -> None:
    found = part(space, words=("king", "quene"))

    assert ("An old note.", "‘quene’ is not in this space. Did you mean ‘queen’?") == found.notes


def test_many_missing_words_are_said_in_one_sentence(space: EmbeddingSpace) -> None:
    found = part(space, words=("king", *(f"x{number}" for number in range(6))))

    assert "6 words are not in hand, such as ‘x0’ and ‘x1’." == found.notes[-1]


def test_words_may_come_from_a_file(space: EmbeddingSpace, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("cat\n\n  dog \n", encoding="utf-8")

    assert ["cat", "dog"] == list(part(space, path=tmp_path / "words.txt").keys)


def test_the_value_of_a_column_decides(space: EmbeddingSpace) -> None:
    assert ["king", "queen"] == list(part(space, column="kind", value=("royal",)).keys)


def test_a_number_is_a_value_too(space: EmbeddingSpace) -> None:
    assert ["queen", "dog"] == list(part(space, column="rank", value=("2", "4")).keys)


def test_the_first_rows_are_those_of_what_is_left(space: EmbeddingSpace) -> None:
    assert ["queen"] == list(part(space, words=("cat", "queen"), column="kind", value=("royal",), first=1).keys)


def test_more_rows_than_there_are_is_all(space: EmbeddingSpace) -> None:
    assert 4 == part(space, first=100).rows


REFUSED = {
    "It is not said which of the 4 rows of hand": {},
    "‘quene’ is not in this space. Did you mean ‘queen’": {"words": ("quene",)},
    "None of the 2 words is in hand, such as ‘x’": {"words": ("x", "y")},
    "hand has no column ‘kinds’. It has: rank, norm, kind": {"column": "kinds", "value": ("royal",)},
    "It is not said which value ‘kind’ must have": {"column": "kind"},
    "No row of hand has ‘royals’ in the column ‘kind’. It has values such as ‘royal’": {
        "column": "kind", "value": ("royals",)
    },
    "--value is ‘royal’, but no column is named": {"value": ("royal",)},
    "No row of hand fulfils all conditions": {"words": ("cat",), "column": "kind", "value": ("royal",)},
    "nowhere.txt cannot be read": {"path": Path("nowhere.txt")},
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "parameters"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_keeps_nothing_is_refused(space: EmbeddingSpace, sentence: str, parameters: dict[str, object]) -> None:
    with pytest.raises(UserError) as refused:
        part(space, **parameters)

    assert sentence in str(refused.value)
