"""Scores of test sets beside gensim's, and the best epoch that is kept."""

import warnings
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors
from gensim.test.utils import datapath

from embexplorer.core.keys import Keys
from embexplorer.corpora.evaluation import Best, scorer


@pytest.fixture
def glove(shared_data: Path) -> KeyedVectors:
    path = shared_data / "vectors" / "glove.6B.50d.top5k.w2v.bin.gz"
    return KeyedVectors.load_word2vec_format(path, binary=True)


def test_analogies_are_answered_as_by_gensim(glove: KeyedVectors) -> None:
    expected, sections = glove.evaluate_word_analogies(datapath("questions-words.txt"), dummy4unknown=False)

    scores = scorer("analogies", Keys(glove.index_to_key))(glove.vectors)

    assert scores["analogies"] == pytest.approx(expected, abs=1e-9)
    assert scores["covered"] == len(sections[-1]["correct"]) + len(sections[-1]["incorrect"])


@pytest.mark.parametrize("test_set", ["wordsim353", "simlex999"])
def test_similarity_sets_are_scored_as_by_scipy(glove: KeyedVectors, test_set: str) -> None:
    file = {"wordsim353": "wordsim353.tsv", "simlex999": "simlex999.txt"}[test_set]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, expected, missing = glove.evaluate_word_pairs(datapath(file), case_insensitive=True)

    scores = scorer(test_set, Keys(glove.index_to_key))(glove.vectors)

    assert scores[test_set] == pytest.approx(expected.statistic, abs=1e-6)
    assert 0 < missing < 100


def test_the_limit_of_the_vocabulary_stands_in_the_name() -> None:
    words = ["athens", "greece", "baghdad", "iraq", *(f"w{n}" for n in range(10_000))]
    vectors = np.random.default_rng(0).normal(size=(len(words), 4)).astype(np.float32)

    assert "analogies (first 10,000 words)" in scorer("analogies", Keys(words))(vectors)


def test_nothing_is_scored_where_no_word_is_known() -> None:
    assert scorer("analogies", Keys(["x"]))(np.ones((1, 2), np.float32)) == {}


def test_the_best_epoch_comes_back() -> None:
    table = np.zeros((2, 2), np.float32)
    best = Best(lambda vectors: {"score": [0.1, 0.3, 0.2][int(vectors[0, 0])], "covered": 9.0}, (table,), True)

    run_epochs(best, table)

    assert best.put_back() == ("The vectors are those of epoch 2, the best of 3: score 0.3000.",)
    assert (table == 1).all()


def test_the_last_epoch_stays_where_no_best_is_wished() -> None:
    table = np.zeros((2, 2), np.float32)
    best = Best(lambda _: {"score": 1.0}, (table,), False)

    run_epochs(best, table)

    assert best.put_back() == ()
    assert (table == 2).all()


def test_an_epoch_that_cannot_be_scored_is_said_to_be_none() -> None:
    best = Best(lambda _: {}, (np.zeros((1, 1), np.float32),), True)

    best(np.zeros((1, 1), np.float32))

    assert "No epoch could be scored" in best.put_back()[0]


def run_epochs(best: Best, table: np.ndarray) -> None:
    for epoch in range(3):
        table[:] = epoch
        best(table)
