"""Numbering in blocks gives the words that the tokeniser gives, one text at a time."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.report import ignore
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.corpora import numbering
from embexplorer.corpora.numbering import expanded, numbered

SPACES = [*"\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2007\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u180e "]
PIECES = [*SPACES, "a", "Éa", "b-c", "’", "3.1", "e\u0301", "İ", "हि", "中"]
texts = st.lists(st.lists(st.sampled_from(PIECES)).map("".join), min_size=1)


@given(texts=texts, tokens=st.sampled_from(["words", "whitespace"]), lowercase=st.booleans())
def test_texts_are_cut_as_the_tokeniser_cuts_each(texts: list[str], tokens: str, lowercase: bool) -> None:
    tokeniser = Tokeniser(tokens=tokens, lowercase=lowercase)  # type: ignore[arg-type]

    found = numbered(pa.chunked_array([texts], pa.large_string()), tokeniser.cut, ignore)

    words = [found.words[token] for token in found.tokens]
    ends = np.cumsum(found.lengths)
    assert [words[end - size : end] for end, size in zip(ends, found.lengths, strict=True)] == [
        tokeniser.words(text) for text in texts
    ]


def test_words_are_numbered_as_they_appear_whatever_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "BLOCK", 4)
    monkeypatch.setattr(numbering, "MOST_KNOWN", 2)
    texts = pa.chunked_array([["a b", "c, a"], ["", "b! d", "a-long-one"]], pa.large_string())

    found = numbered(texts, Tokeniser().cut, ignore)

    assert (list(found.words), found.tokens.tolist(), found.lengths.tolist()) == (
        ["a", "b", "c", "d", "long", "one"],
        [0, 1, 2, 0, 1, 3, 0, 4, 5],
        [2, 2, 0, 2, 3],
    )


def test_a_token_may_become_none_or_several() -> None:
    tokens, lengths = expanded(np.array([0, 1, 2, 1], np.int32), np.array([1, 0, 3]), [[7, 8], [], [9]])

    assert (tokens.tolist(), lengths.tolist()) == ([7, 8, 9], [2, 0, 1])
