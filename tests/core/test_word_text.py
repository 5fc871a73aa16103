"""Words as they stand in a line of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.errors import UserError
from embexplorer.core.word_sets import WordSet
from embexplorer.core.word_text import being_typed, formula_or_words, pieces, replaced, words_in, written

SETS = {name: WordSet(name=name, words=("paris", "new york")) for name in ("towns", "old towns")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("king queen", ["king", "queen"]),
        ("king, queen\nman", ["king", "queen", "man"]),
        ('"new york" paris', ["new york", "paris"]),
        ("<b>x</b> don't", ["<b>x</b>", "don't"]),
        ('"', ['"']),
        ("x-ray C++", ["x-ray", "C++"]),
        ("1,000,", ["1,000"]),
        (",", [","]),
        ('"@male names"', ["@male names"]),
    ],
)
def test_a_line_is_read_as_words(text: str, words: list[str]) -> None:
    assert words == words_in(text)


def test_each_word_is_known_by_its_place() -> None:
    text = 'king, "new york", x'

    assert ["king", "new york", "x"] == [text[piece.start : piece.end] for piece in pieces(text)]


@given(st.lists(st.text(st.characters(exclude_characters='"'), min_size=1).filter(str.strip)))
def test_what_is_written_is_read_again(words: list[str]) -> None:
    assert words == words_in(written(words)) == words_in(written(words, ", "))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("king que|", "que"),
        ("king |", None),
        ("|", None),
        ("king - wo|", "wo"),
        ('"new yo|', "new yo"),
        ('"new york" pa|', "pa"),
        ("avg(par|", "par"),
        ("avg(paris, ro|)", "ro"),
        ("ki|ng", None),
        ("@to|", "@to"),
        ('"@male n|', "@male n"),
        ('"|', None),
    ],
)
def test_the_word_that_is_typed_ends_at_the_cursor(text: str, typed: str | None) -> None:
    piece = being_typed(text.replace("|", ""), text.index("|"))

    assert typed == (piece.word if piece else None)


@pytest.mark.parametrize(
    ("text", "word", "new"),
    [
        ("king que|", "queen", "king queen|"),
        ("new| paris", "new york", '"new york"| paris'),
        ('"new yo|', "new york", '"new york"|'),
        ("avg(par|, rome)", "paris", "avg(paris|, rome)"),
    ],
)
def test_a_word_takes_the_place_of_its_beginning(text: str, word: str, new: str) -> None:
    cursor, plain = text.index("|"), text.replace("|", "")
    piece = being_typed(plain, cursor)
    assert piece is not None

    made, at = replaced(plain, piece, [word])

    assert new == f"{made[:at]}|{made[at:]}"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (" king - man + woman ", {"formula": "king - man + woman"}),
        ("avg(paris, rome)", {"formula": "avg(paris, rome)"}),
        ("avg(@towns) - italy", {"formula": 'avg(paris, "new york") - italy'}),
        ('x + avg("@old towns")', {"formula": 'x + avg(paris, "new york")'}),
        ("x - avg(@nobody)", {"formula": "x - avg(@nobody)"}),
        ("x-ray, @towns", {"words": ("x-ray", "paris", "new york")}),
    ],
)
def test_a_line_asks_for_words_or_a_formula(text: str, asked: dict[str, object]) -> None:
    assert asked == formula_or_words(text, SETS)


def test_an_empty_line_asks_nothing() -> None:
    with pytest.raises(UserError, match="No word was typed"):
        formula_or_words("  ", SETS)
