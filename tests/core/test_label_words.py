"""A label is one line that can be seen and does no harm to the lines beside it."""

import pytest

from embexplorer.core.keys import Keys
from embexplorer.core.label_words import HEAD, TAIL, line_of, one_line


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("king", "king"),
        ("  new \t york ", "new york"),
        ("a\nb\r\nc", "a b c"),
        ("a\u2028b\u2029c", "a b c"),
        ("   ", "   "),
        ("a\x00b\x7f", "a␀b␡"),
        ("<b>x</b> & <i>", "<b>x</b> & <i>"),
        ("evil\u202etxt.exe\u202c", "eviltxt.exe"),
        ("\u2066a\u2069\u200f", "a"),
        ("\u0301x", "\u25cc\u0301x"),
        ("a" + "\u0300" * 20, "a" + "\u0300" * 3),
        ("\u200b\ufeff", "U+200B U+FEFF"),
        ("", "∅"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("שלום עולם", "שלום עולם"),
        ("漢字", "漢字"),
    ],
)
def test_a_word_becomes_one_line(word: str, line: str) -> None:
    assert line == one_line(word)


def test_of_a_huge_word_the_two_ends_are_looked_at() -> None:
    line = line_of(Keys(["begin" + "x" * 1_000_000 + "end"]), 0)

    assert (True, True, True) == (line.startswith("begin"), line.endswith("end"), len(line) <= HEAD + TAIL + 1)


def test_a_letter_that_is_cut_in_two_is_left_out() -> None:
    line = line_of(Keys(["漢" * 1000]), 0)

    assert {"漢", "…"} == set(line)
