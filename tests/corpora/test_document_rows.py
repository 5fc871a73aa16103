"""Labels of documents: on one line, short, and never twice the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.corpus import corpus_of
from embexplorer.corpora.document_rows import labels_of_documents, shortened, unique_labels, word_counts


@given(st.lists(st.text(alphabet="ab (2)", max_size=6), max_size=12))
def test_labels_are_never_twice_the_same(texts: list[str]) -> None:
    labels = unique_labels(texts)

    assert (len(texts), len(texts)) == (len(labels), len(set(labels)))


def test_a_text_that_stands_there_again_gets_a_number() -> None:
    assert ["a", "a (2)", "b", "a (3)"] == unique_labels(["a", "a", "b", "a"])


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("two\n lines", "two lines"),
        ("x" * 70, "x" * 59 + "…"),
        ("word " * 20, "word " * 11 + "word…"),
    ],
)
def test_a_long_text_is_cut_between_words(text: str, short: str) -> None:
    assert short == shortened(text)


def test_documents_without_ids_are_called_by_the_words_that_they_begin_with() -> None:
    corpus = corpus_of([["in", "the", "beginning"], ["and"], ["in", "the", "beginning"]])

    assert ["in the beginning", "in the beginning (2)"] == labels_of_documents(corpus, np.array([0, 2]))


def test_rare_words_are_not_counted() -> None:
    corpus = corpus_of([["a", "b", "a"], ["c"], ["b", "a"]])

    assert [[2, 1], [0, 0], [1, 1]] == word_counts(corpus, 2).toarray().tolist()
