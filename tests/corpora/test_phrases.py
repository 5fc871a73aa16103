"""Phrases are those of gensim, found and joined alike."""

from pathlib import Path

import numpy as np
from gensim.models.phrases import Phrases
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.report import ignore
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.corpora.numbering import Numbered
from embexplorer.corpora.phrases import found_phrases, with_phrases
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep

words = st.sampled_from(["a", "b", "c", "a_b", "_", "b_"])
documents = st.lists(st.lists(words, max_size=8), min_size=1, max_size=8)


def numbers_of(documents: list[list[str]]) -> Numbered:
    """These documents as numbers."""
    vocabulary = list(dict.fromkeys(word for document in documents for word in document))
    tokens = [vocabulary.index(word) for document in documents for word in document]
    lengths = np.array([len(document) for document in documents])
    return Numbered(words=vocabulary, tokens=np.array(tokens, np.int32), lengths=lengths)


def spelt(corpus: Numbered) -> list[list[str]]:
    """The documents as words."""
    ends = np.cumsum(corpus.lengths)
    flat = [corpus.words[token] for token in corpus.tokens]
    return [flat[end - length : end] for end, length in zip(ends, corpus.lengths, strict=True)]


@given(documents=documents)
def test_phrases_are_joined_as_gensim_joins_them(documents: list[list[str]]) -> None:
    gensim = Phrases(documents, min_count=1, threshold=0.1).freeze()
    phrases = found_phrases(numbers_of(documents), 1, 0.1, ignore)

    joined = with_phrases(numbers_of(documents), phrases)

    assert spelt(joined) == [list(gensim[document]) for document in documents]


@given(documents=documents)
def test_new_text_is_joined_as_the_corpus_was(documents: list[list[str]]) -> None:
    phrases = found_phrases(numbers_of(documents), 1, 0.1, ignore)
    tokeniser = Tokeniser(tokens="whitespace", phrases=phrases)

    joined = spelt(with_phrases(numbers_of(documents), phrases))

    assert [tokeniser.words(" ".join(document)) for document in documents] == joined


def test_the_phrases_of_a_real_text_are_those_of_gensim(shared_data: Path) -> None:
    path = shared_data / "corpora/wikitext2.valid.txt.gz"
    plain = read_corpus(TextStep(path=path))
    gensim = Phrases(plain.documents, min_count=5, threshold=20).freeze()

    corpus = read_corpus(TextStep(path=path, phrases=True, phrase_threshold=20))

    assert corpus.documents == [list(gensim[document]) for document in plain.documents]
    assert "united_states" in corpus.words


def test_a_text_without_phrases_says_so(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("one two\nthree four\n", encoding="utf-8")

    corpus = read_corpus(TextStep(path=tmp_path / "text.txt", phrases=True))

    assert corpus.notes == ("No phrase was found: none scores enough.",)
