"""A corpus is read again and again, dries up when it is asked to, and never fails meanwhile."""

import numpy as np
import pyarrow as pa

from embexplorer.core.corpus import LONGEST, Corpus, DryingUp, corpus_of
from embexplorer.core.tokeniser import Tokeniser

DOCUMENTS = [["b", "a"], ["c", "a"], ["b", "a", "d"]]


def test_a_corpus_can_be_read_again_and_again() -> None:
    sentences = DryingUp(sentences=DOCUMENTS)

    assert [list(sentences), list(sentences)] == [DOCUMENTS, DOCUMENTS]


def test_a_corpus_dries_up_between_two_sentences() -> None:
    read: list[int] = []
    sentences = DryingUp(sentences=[["a"]] * 10, read=read.append, dry=lambda: bool(read), every=4)

    assert (len(list(sentences)), read) == (4, [4])


def test_a_dry_corpus_gives_nothing() -> None:
    assert list(DryingUp(sentences=DOCUMENTS, dry=lambda: True)) == []


def test_documents_are_what_they_were_made_of() -> None:
    corpus = corpus_of(DOCUMENTS)

    assert (corpus.documents, corpus.words, corpus.counts.tolist()) == (DOCUMENTS, ("a", "b", "c", "d"), [3, 2, 1, 1])


def test_equal_words_are_one_string_in_memory() -> None:
    first, second, third = corpus_of(DOCUMENTS).documents

    assert first[1] is second[1] is third[1]


def test_words_of_a_minimum_count_are_the_first_ones() -> None:
    corpus = corpus_of(DOCUMENTS)

    assert (corpus.kept(2), corpus.vocabulary(2)) == (2, ("a", "b"))


def test_some_documents_are_a_corpus_with_their_own_counts() -> None:
    corpus = Corpus(**{**vars(corpus_of(DOCUMENTS, ids=("x", "y", "z"), columns=pa.table({"n": [1, 2, 3]}))),
                       "tokeniser": Tokeniser(lowercase=False)})  # fmt: skip

    some = corpus.only(np.array([1, 1]))

    assert (some.documents, some.words, some.ids) == ([["c", "a"], ["c", "a"]], ("a", "c"), ("y", "y"))
    assert (some.columns["n"].to_pylist(), some.tokeniser) == ([2, 2], Tokeniser(lowercase=False))


def test_a_long_document_is_read_in_parts_that_gensim_takes_whole() -> None:
    corpus = corpus_of([["a"] * (LONGEST + 1), ["b"]])

    assert list(map(len, corpus.sentences)) == [LONGEST, 1, 1]
