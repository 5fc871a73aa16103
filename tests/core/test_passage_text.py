"""Long texts are cut into passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.passage_text import count_words, sentences, windows


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It rained. We left!", ["It rained.", "We left!"]),
        ("Mr. Smith saw J. R. R. Tolkien. He waved.", ["Mr. Smith saw J. R. R. Tolkien.", "He waved."]),
        ("It cost 3.5 dollars, i.e. Nothing.", ["It cost 3.5 dollars, i.e. Nothing."]),
        ('"Did he?" she asked. Yes…', ['"Did he?" she asked.', "Yes…"]),
        ("(He did.) Then he slept.", ["(He did.)", "Then he slept."]),
        ("A title\n\nand a paragraph", ["A title", "and a paragraph"]),
        ("雨が降った。出た。", ["雨が降った。", "出た。"]),
        ("  one  ", ["one"]),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, parts: list[str]) -> None:
    assert parts == [piece.text for piece in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a b c d e f g", ["a b c d", "c d e f", "e f g"]),
        ("a b c d", ["a b c d"]),
        ("a  b\nc", ["a  b\nc"]),
        ("", []),
    ],
)
def test_windows_overlap_by_half(text: str, parts: list[str]) -> None:
    assert parts == [piece.text for piece in windows(text, 4)]


@given(st.text(alphabet="aB.!? \n\"'", max_size=60), st.integers(1, 5))
def test_no_word_is_lost_and_places_are_true(text: str, size: int) -> None:
    cut = windows(text, size)

    assert [text[piece.start : piece.end] for piece in cut] == [piece.text for piece in cut]
    assert "".join(text.split()) == "".join("".join(piece.text.split()) for piece in sentences(text))
    assert all(count_words(piece.text) <= size for piece in cut)
    assert set(text.split()) == {word for piece in cut for word in piece.text.split()}
