"""Co-occurrences are what one counts by hand, whatever the blocks, and stop when they are asked to."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from embexplorer.core.corpus import Corpus, corpus_of
from embexplorer.core.errors import Cancelled
from embexplorer.core.report import Report
from embexplorer.core.typing import DoubleArray
from embexplorer.corpora import cooccurrence
from embexplorer.corpora.cooccurrence import cooccurrences, different_pairs

DOCUMENTS = some.lists(some.lists(some.sampled_from("abcdefg"), min_size=1, max_size=12), min_size=1, max_size=8)


@given(documents=DOCUMENTS, window=some.integers(1, 5), weighted=some.booleans(), symmetric=some.booleans())
def test_counts_equal_those_of_a_plain_loop(
    documents: list[list[str]], window: int, weighted: bool, symmetric: bool
) -> None:
    corpus = corpus_of(documents)

    counted = cooccurrences(corpus, len(corpus.words), window, distance_weighted=weighted, symmetric=symmetric)

    assert np.allclose(plainly(corpus, len(corpus.words), window, weighted, symmetric), counted.toarray(), atol=1e-12)


@given(documents=DOCUMENTS, rows=some.integers(0, 4))
def test_rare_words_are_left_out_before_the_window_is_laid(documents: list[list[str]], rows: int) -> None:
    corpus = corpus_of(documents)
    rows = min(rows, len(corpus.words))

    counted = cooccurrences(corpus, rows, 2)

    assert np.array_equal(plainly(corpus, rows, 2, False, True), counted.toarray())


def test_blocks_of_words_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = random_corpus()
    whole = cooccurrences(corpus, 200, 6, distance_weighted=True)
    monkeypatch.setattr(cooccurrence, "BLOCK", 50)

    in_blocks = cooccurrences(corpus, 200, 6, distance_weighted=True)

    assert np.array_equal(whole.data, in_blocks.data)
    assert np.array_equal(whole.indices, in_blocks.indices)
    assert np.array_equal(whole.indptr, in_blocks.indptr)


def test_an_asymmetric_count_and_its_mirror_image_make_the_symmetric_one() -> None:
    corpus = random_corpus()
    before = cooccurrences(corpus, 200, 4, distance_weighted=True, symmetric=False)

    both = cooccurrences(corpus, 200, 4, distance_weighted=True)

    assert abs(before + before.T - both).max() < 1e-9


def test_the_columns_of_each_row_ascend_without_repeats() -> None:
    counted = cooccurrences(random_corpus(), 200, 4)

    assert counted.has_canonical_format


def test_counting_stops_between_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cooccurrence, "BLOCK", 50)

    with pytest.raises(Cancelled):
        cooccurrences(random_corpus(), 200, 4, report=AfterThree())


class AfterThree(Report):
    """Stops the work at its third word."""

    heard = 0

    def __call__(self, done: float, text: str) -> None:
        self.heard += 1
        if self.heard == 3:
            raise Cancelled


def random_corpus() -> Corpus:
    """Sixty documents of about fifty words, drawn from 300 with Zipf's frequencies."""
    random = np.random.default_rng(3)
    chance = 1 / np.arange(1, 301)
    drawn = random.choice(300, size=(60, 50), p=chance / chance.sum())
    return corpus_of([[f"w{word}" for word in line] for line in drawn])


def plainly(corpus: Corpus, rows: int, window: int, weighted: bool, symmetric: bool) -> DoubleArray:
    """The same count, word by word."""
    known = {word: row for row, word in enumerate(corpus.words[:rows])}
    sums: Counter[tuple[int, int]] = Counter()
    for document in corpus.documents:
        kept = [known[word] for word in document if word in known]
        for middle in range(len(kept)):
            for other in range(max(0, middle - window), middle):
                weight = 1 / (middle - other) if weighted else 1
                sums[kept[middle], kept[other]] += weight
                sums[kept[other], kept[middle]] += weight * symmetric
    return np.array([[sums[i, j] for j in range(rows)] for i in range(rows)], np.float64).reshape(rows, rows)


@pytest.mark.parametrize(("pairs", "words", "counted"), [
    (7_896_840, 5323, 867_180),  # the King James Bible, windows of 5 and 10
    (15_793_680, 5323, 1_277_873),
    (36_078_020, 11_596, 5_487_642),  # addresses of presidents, a window of 10
])  # fmt: skip
def test_different_pairs_are_guessed_within_a_third(pairs: int, words: int, counted: int) -> None:
    found = different_pairs(pairs, words)

    assert 2 / 3 < found / counted < 1.5


def test_there_are_no_more_different_pairs_than_pairs_of_words() -> None:
    found = different_pairs(1e12, 10)

    assert 100 == found
