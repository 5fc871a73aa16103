"""Named sets of words."""

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.word_sets import WordSet, expanded

TOWNS = WordSet(name="towns", words=("paris", "rome", "paris", " "))


def test_a_set_holds_each_word_once_and_no_empty_one() -> None:
    assert ("paris", "rome") == TOWNS.words


def test_a_set_without_a_name_is_refused() -> None:
    with pytest.raises(UserError, match="needs a name"):
        WordSet(name=" ", words=("paris",))


def test_the_name_of_a_set_stands_for_its_words_and_any_other_word_for_itself() -> None:
    words = expanded(["@towns", "@nobody", "king"], {"towns": TOWNS})

    assert ("paris", "rome", "@nobody", "king") == words
