"""Several sets looked up at once."""

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.found_sets import FoundSets, find_sets
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.probes.weat import Weat

SPACE = EmbeddingSpace(name="four", keys=Keys(["john", "paul", "ann", "Joan"]), vectors=np.eye(4, dtype=np.float32))


def find(**sets: tuple[str, ...]) -> FoundSets:
    return find_sets(SPACE, Weat(), sets)


def test_each_set_keeps_its_words_in_order() -> None:
    found = find(men=("paul", "john"), women=("joan", "amy"))

    assert ([1, 0, 3], ("amy",)) == (found.rows("men", "women").tolist(), found.missing)
    assert (["paul", "john", "joan"], 2) == (found.words("men", "women"), found.sets["women"].asked)


def test_two_spellings_of_one_row_count_once_and_that_is_said() -> None:
    found = find(men=("john", "John"))

    assert (("john",), True) == (found.sets["men"].words, "count once" in found.notes[-1])


def test_a_set_without_any_known_word_is_refused_with_its_name() -> None:
    with pytest.raises(UserError, match="No word of women is in this space: ‘amy’, ‘lisa’"):
        find(men=("john",), women=("amy", "lisa"))


def test_an_empty_set_is_refused_with_its_name() -> None:
    with pytest.raises(UserError, match="women is empty"):
        find(men=("john",), women=())


@pytest.mark.parametrize(("words", "said"), [(("john",), ""), (("joan",), " · 1 word in other case")])
def test_the_caption_counts_words_in_other_case(words: tuple[str, ...], said: str) -> None:
    assert said == find(some=words).caption()
