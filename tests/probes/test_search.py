"""Searching words."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.probes.search import Search

WORDS = ["Kingdom", "king", "viking", "queen", "<b>x</b>", "a.b", "axb", "/"]


def space(words: list[str]) -> EmbeddingSpace:
    kinds = pa.array(["royal", "royal", None, "Royal", *["other"] * (len(words) - 4)][: len(words)])
    vectors = np.zeros((len(words), 2), np.float32)
    return EmbeddingSpace(name="few", keys=Keys(words), vectors=vectors, columns=pa.table({"kind": kinds}))


def found(query: str, case: bool = False) -> list[str]:
    table = Search(query=query, case=case).run(Inputs(space=space(WORDS)))
    return table.columns["word"].to_pylist()


def test_the_word_itself_comes_first_then_what_begins_with_it() -> None:
    assert found("king") == ["king", "Kingdom", "viking"]


def test_case_can_be_told_apart() -> None:
    assert found("King", case=True) == ["Kingdom"]


def test_a_text_is_no_pattern() -> None:
    assert found("a.b") == ["a.b"]


def test_slashes_make_a_pattern() -> None:
    assert found("/^a.b$/") == ["a.b", "axb"]


def test_a_single_slash_is_a_text() -> None:
    assert found("/") == ["/", "<b>x</b>"]


def test_markup_is_text() -> None:
    assert found("<b>") == ["<b>x</b>"]


def test_a_column_is_asked_by_its_name() -> None:
    assert found("kind:royal") == ["Kingdom", "king", "queen"]


def test_a_pattern_may_be_asked_of_a_column() -> None:
    assert found("kind:/^r/", case=True) == ["Kingdom", "king"]


def test_a_colon_without_such_a_column_is_text() -> None:
    assert found("sort:royal") == []


def test_an_invalid_pattern_is_named() -> None:
    with pytest.raises(UserError, match=re.escape("/[a/ is not a valid pattern")):
        found("/[a/")


def test_the_caption_counts() -> None:
    table = Search(query="king", most=1).run(Inputs(space=space(WORDS)))

    assert (table.caption, table.columns["row"].to_pylist()) == ("3 of 8 words · few", [1])


@given(some.lists(some.text(min_size=1), min_size=5, unique=True), some.text(min_size=1, max_size=3))
def test_exactly_the_words_that_hold_the_text_are_found(words: list[str], text: str) -> None:
    query = text.replace("/", "a").replace(":", "a")

    table = Search(query=query, case=True).run(Inputs(space=space(words)))

    assert {word for word in words if query in word} == set(table.columns["word"].to_pylist())


def test_listed_words_are_found_in_whatever_case() -> None:
    table = Search(listed=("QUEEN", "nobody", "queen", "<b>x</b>")).run(Inputs(space=space(WORDS)))

    assert ["queen", "<b>x</b>"] == table.columns["word"].to_pylist()
    assert (("nobody",), "2 of 8 words · few") == (table.missing, table.caption)


def test_listed_words_may_be_told_by_case() -> None:
    table = Search(listed=("QUEEN", "queen"), case=True).run(Inputs(space=space(WORDS)))

    assert (["queen"], ("QUEEN",)) == (table.columns["word"].to_pylist(), table.missing)


def test_nothing_to_search_for_is_a_mistake() -> None:
    with pytest.raises(UserError, match="nothing to search for"):
        Search().run(Inputs(space=space(WORDS)))
