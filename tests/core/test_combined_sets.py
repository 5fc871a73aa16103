"""Sets of words follow the algebra of sets."""

from hypothesis import given
from hypothesis import strategies as some

from embexplorer.core.word_sets import SIGNS, WordSet, combined

words = some.lists(some.sampled_from("abcdefgh"), max_size=8)


def of(letters: list[str], name: str = "one") -> WordSet:
    return WordSet(name=name, words=tuple(letters))


def test_a_combined_set_is_named_by_the_sign() -> None:
    assert "one ∪ other" == combined(of(["a"]), of(["b"], "other"), "union").name


@given(first=words, second=words)
def test_each_way_is_that_of_python(first: list[str], second: list[str]) -> None:
    one, other = set(first), set(second)
    expected = {
        "union": one | other,
        "intersection": one & other,
        "difference": one - other,
        "symmetric difference": one ^ other,
    }

    assert expected == {how: set(combined(of(first), of(second), how).words) for how in SIGNS}


@given(first=words, second=words)
def test_words_keep_the_order_in_which_they_came(first: list[str], second: list[str]) -> None:
    union = combined(of(first), of(second), "union").words

    assert tuple(dict.fromkeys(first + second)) == union
