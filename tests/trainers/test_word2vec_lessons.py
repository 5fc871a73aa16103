"""How the torch engine of word2vec cuts an epoch into parts."""

from pathlib import Path

import numpy as np
import pytest
import torch

from embexplorer.corpora.word_start import WordStart
from embexplorer.models.first_vectors import first_vectors
from embexplorer.trainers._word2vec_kernel import Tables
from embexplorer.trainers._word2vec_lessons import SLICE, Blocks, CorpusRows, OneByOne
from embexplorer.trainers.word2vec import Word2Vec

WORDS = 50


@pytest.fixture
def start() -> WordStart:
    vectors = first_vectors(WORDS, 4, 0)
    return WordStart(
        words=tuple(f"w{n}" for n in range(WORDS)),
        counts=np.full(WORDS, 100),
        vectors=vectors,
        outputs=np.zeros_like(vectors),
    )


def rows_of(*ends: int) -> CorpusRows:
    return CorpusRows(tokens=np.arange(ends[-1]) % WORDS, starts=np.array([0, *ends]), keep=np.ones(WORDS))


def test_a_long_document_has_many_parts_so_that_the_rate_falls_within_it(start: WordStart) -> None:
    one_by_one = OneByOne(
        Word2Vec(path=Path("none")), rows_of(5 * SLICE // 2), start, Tables(start.vectors, start.outputs)
    )

    parts = [(lesson.before, lesson.documents) for lesson in one_by_one.epoch(torch.Generator())]

    assert parts == [(0.0, 0), (0.4, 0), (0.8, 1)]


def test_documents_without_a_word_are_over_with_those_before(start: WordStart) -> None:
    text = rows_of(5, 5, SLICE, SLICE, SLICE + 1, SLICE + 1)
    one_by_one = OneByOne(Word2Vec(path=Path("none")), text, start, Tables(start.vectors, start.outputs))

    assert [4, 6] == [lesson.documents for lesson in one_by_one.epoch(torch.Generator())]


def test_a_text_of_which_no_word_stays_is_over_at_once(start: WordStart) -> None:
    text = CorpusRows(tokens=np.arange(9), starts=np.array([0, 4, 9]), keep=np.zeros(WORDS))
    one_by_one = OneByOne(Word2Vec(path=Path("none")), text, start, Tables(start.vectors, start.outputs))

    assert [(0.0, 2)] == [(lesson.before, lesson.documents) for lesson in one_by_one.epoch(torch.Generator())]


def test_the_full_softmax_passes_all_documents(start: WordStart) -> None:
    step = Word2Vec(path=Path("none"), loss="softmax", engine="torch")
    blocks = Blocks(step, rows_of(3, 700, 20_000), torch.from_numpy(start.vectors), torch.from_numpy(start.outputs))

    parts = [(lesson.before, lesson.documents) for lesson in blocks.epoch(torch.Generator())]

    assert parts == sorted(parts)
    assert (0.0, 3) == (parts[0][0], parts[-1][1])
