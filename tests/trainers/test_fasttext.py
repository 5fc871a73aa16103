"""FastText gives gensim's vectors, of known words and of unseen ones; it goes on, stops, and refuses in sentences."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gensim.models import FastText as Gensim
from gensim.models.fasttext import ft_ngram_hashes
from hypothesis import given
from hypothesis import strategies as some

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.model import embed
from embexplorer.core.perform import perform
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.corpora.reading import read_corpus
from embexplorer.trainers._fasttext_model import all_ngrams, begun
from embexplorer.trainers._pair_loss import sample_pairs
from embexplorer.trainers._subwords import bucket_of, ngrams_of
from embexplorer.trainers.fasttext import FastText


@pytest.fixture
def step(drawn_text: Path) -> FastText:
    return FastText(path=drawn_text, min_count=2, dimensions=8, epochs=3, window=3, held_out=0, buckets=500)


@given(word=some.text(some.characters(codec="utf-8"), min_size=1, max_size=9), least=some.integers(1, 4))
def test_n_grams_and_their_buckets_are_gensim_s(word: str, least: int) -> None:
    buckets = [bucket_of(ngram, 777) for ngram in ngrams_of(word, least, 6)]

    assert ft_ngram_hashes(word, least, 6, 777) == buckets


@pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])
@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
def test_vectors_equal_gensim_s_to_the_last_bit(step: FastText, architecture: Any, loss: Any) -> None:
    step = replace(step, architecture=architecture, loss=loss)
    expected = gensim(step)

    made = step.run(nothing)

    assert expected.wv.index_to_key == list(made.keys)
    assert np.array_equal(expected.wv.vectors, made.vectors)


def test_unseen_words_get_gensim_s_vectors(step: FastText, tmp_path: Path) -> None:
    unseen = ["word", "wordword", "sword07", "Straße", "пример", "a"]
    expected = gensim(step)

    made = embed(step.run(nothing).save(tmp_path / "saved"), unseen)

    assert np.array_equal(np.stack([expected.wv[word.lower()] for word in unseen]), made)


def test_all_buckets_are_gensim_s_though_only_used_ones_are_kept(step: FastText) -> None:
    expected = gensim(step)

    made = step.run(nothing)

    assert np.array_equal(expected.wv.vectors_ngrams, all_ngrams(made))
    assert len(made.model.arrays["ngrams"]) < 500


def test_known_words_are_embedded_as_they_are_whatever_their_case(step: FastText) -> None:
    made = step.run(nothing)

    assert np.array_equal(made.vectors[[made.keys.row_of("word03")]], embed(made, ["Word03"]))


def test_a_new_word_that_is_too_short_is_refused(step: FastText) -> None:
    made = replace(step, min_n=5).run(nothing)

    with pytest.raises(UserError, match="‘a’ is new and too short for n-grams of 5 letters"):
        embed(made, ["a"])


def test_going_on_equals_gensim_s_update(step: FastText, written: Callable[[str], Path], tmp_path: Path) -> None:
    other = replace(step, path=written("new words stand here\n" * 9 + "word00 word01 stand here\n" * 9))
    before = step.run(nothing).save(tmp_path / "before")
    expected = gensim(step)
    sentences = read_corpus(other).sentences
    expected.random = np.random.RandomState(other.seed)
    expected.build_vocab(sentences, update=True)
    expected.train(sentences, total_examples=expected.corpus_count, epochs=other.epochs,
                   start_alpha=other.learning_rate, end_alpha=other.least_rate)  # fmt: skip

    went_on = other.run(Inputs(space=before))

    assert expected.wv.index_to_key == list(went_on.keys)
    assert np.array_equal(expected.wv.vectors, went_on.vectors)
    assert "Went on from text FastText." in went_on.notes


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"buckets": 400}, "buckets 500, and buckets 400 is asked for"),
     ({"min_n": 2}, "min_n 3, and min_n 2 is asked for"),
     ({"dimensions": 9}, "dimensions 8, and dimensions 9 is asked for")],
)  # fmt: skip
def test_another_shape_cannot_go_on(step: FastText, changed: dict[str, Any], said: str) -> None:
    before = step.run(nothing)

    with pytest.raises(UserError, match=said):
        replace(step, **changed).run(Inputs(space=before))


def test_hierarchical_softmax_cannot_go_on(step: FastText) -> None:
    step = replace(step, loss="hierarchical")

    with pytest.raises(UserError, match="its tree changes"):
        step.run(Inputs(space=step.run(nothing)))


def test_a_space_of_other_origin_cannot_go_on(step: FastText, clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="goes on only from fasttext"):
        step.run(Inputs(space=clusters))


def test_a_stopped_run_equals_the_one_that_ends_there(step: FastText, listening: Callable[..., Report]) -> None:
    report = listening(looks=3)

    stopped = perform(replace(step, epochs=200), nothing, report)

    again = build(FastText, stopped.recipe.steps[-1].parameters)
    assert report.kept_at() < 60_000
    assert np.array_equal(stopped.vectors, again.run(nothing).vectors)
    assert any("Ended early, after" in note for note in stopped.notes)


def test_the_best_epoch_is_kept_with_its_n_grams(step: FastText, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = iter([0.1, 0.5, 0.3])
    seen: list[np.ndarray] = []
    monkeypatch.setattr(
        "embexplorer.trainers.fasttext.scorer",
        lambda *_: lambda vectors: (seen.append(vectors.copy()), {"wordsim353": next(marks)})[1],
    )

    best = replace(step, evaluate="wordsim353", keep="best").run(nothing)

    assert np.array_equal(seen[1], best.vectors)
    assert not np.array_equal(seen[2], best.vectors)
    assert "The vectors are those of epoch 2, the best of 3: wordsim353 0.5000." in best.notes
    assert [0.1, 0.5, 0.3] == numbers(best, "wordsim353")


@pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])
@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
def test_the_loss_is_that_of_what_gensim_predicts_from(step: FastText, architecture: Any, loss: Any) -> None:
    step = replace(step, architecture=architecture, loss=loss)
    corpus = read_corpus(step)
    training = begun("text", gensim_model(step), corpus.sentences, None)
    training.model.train(corpus.sentences, total_examples=300, epochs=5)
    wv, skip_gram = training.model.wv, architecture == "skip-gram"
    sample = sample_pairs(corpus, wv.key_to_index, np.ones(len(wv), np.int64), 3, 5, 0.75, 0)

    measured = training.loss(sample, skip_gram)["loss"]

    assert measured == pytest.approx(plain_loss(training.model, sample, skip_gram), rel=1e-5)


def test_frames_show_the_vectors_of_the_moment(step: FastText, listening: Callable[..., Report]) -> None:
    report = listening()

    made = replace(step, epochs=60, watch=("word00", "word01–word02")).run(nothing, report)

    lists = [measured.lists["word00"] for measured in report.measured if "word00" in measured.lists]
    assert list(report.begun[0].keys) == list(made.keys)
    assert report.frames >= 1
    unit = made.vectors / np.linalg.norm(made.vectors, axis=1, keepdims=True)
    row = made.keys.row_of("word00")
    assert lists[-1][0] == made.keys[int(np.argsort(-(unit @ unit[row]))[1])]


def test_the_loss_falls_below_that_of_vectors_that_know_nothing(step: FastText) -> None:
    losses = numbers(replace(step, epochs=40, held_out=0.1).run(nothing), "loss")

    assert losses[-1] < (1 + step.negative) * math.log(2)


def test_training_can_be_cancelled(step: FastText) -> None:
    with pytest.raises(Cancelled):
        replace(step, epochs=1000).run(nothing, StopsInTheMiddle())


@pytest.mark.parametrize(
    ("lines", "said"),
    [("alone\nalone\nalone", "no word has a neighbour"), ("a b c", "No word of written occurs 2 times")],
)
def test_a_text_without_neighbours_is_refused(lines: str, said: str, written: Callable[[str], Path]) -> None:
    with pytest.raises(UserError, match=said):
        FastText(path=written(lines), min_count=2).run(nothing)


def test_one_document_of_two_words_is_enough(written: Callable[[str], Path]) -> None:
    made = FastText(path=written("a b"), min_count=1, dimensions=2, buckets=5).run(nothing)

    assert np.isfinite(made.vectors).all()


def test_n_grams_that_end_before_they_begin_are_refused(step: FastText) -> None:
    with pytest.raises(UserError, match="--max-n is 2, below --min-n 3"):
        replace(step, max_n=2).run(nothing)


def test_a_tree_of_one_word_is_refused(written: Callable[[str], Path]) -> None:
    with pytest.raises(UserError, match="needs two different words"):
        FastText(path=written("a a"), min_count=1, loss="hierarchical").run(nothing)


class StopsInTheMiddle(Report):
    """Cancels once training has begun."""

    def __call__(self, done: float, text: str) -> None:
        if done > 0.16:
            raise Cancelled


def numbers(space: EmbeddingSpace, name: str) -> list[float]:
    """A curve of the training's log."""
    log = next(table for table in space.beside if isinstance(table, Table))
    return [value for value in log.columns[name].to_pylist() if value is not None]


def gensim_model(step: FastText) -> Gensim:
    """gensim's own model with the same parameters."""
    return Gensim(
        vector_size=step.dimensions, alpha=step.learning_rate, min_alpha=step.least_rate, window=step.window,
        min_count=step.min_count, sample=step.subsampling, seed=step.seed, workers=1,
        sg=int(step.architecture == "skip-gram"), hs=int(step.loss == "hierarchical"),
        negative=step.negative if step.loss == "negative" else 0, ns_exponent=step.noise_exponent,
        min_n=step.min_n, max_n=step.max_n, bucket=step.buckets,
    )  # fmt: skip


def gensim(step: FastText) -> Gensim:
    """gensim's own model, trained on the same text."""
    model = gensim_model(step)
    sentences = read_corpus(step).sentences
    model.build_vocab(sentences)
    model.train(sentences, total_examples=model.corpus_count, epochs=step.epochs)
    return model


def plain_loss(model: Gensim, sample: Any, skip_gram: bool) -> float:
    """The mean negative log likelihood, pair by pair, of the hidden layer as gensim's C code makes it."""
    total = 0.0
    for row, target in enumerate(sample.targets):
        contexts = sample.contexts[row][sample.known[row]]
        inputs, predicted = ([target], contexts[0]) if skip_gram else (contexts, target)
        hidden = hidden_layer(model, inputs, skip_gram)
        if model.hs:
            word = model.wv.index_to_key[predicted]
            points, codes = model.wv.get_vecattr(word, "point"), model.wv.get_vecattr(word, "code")
            signs = 1 - 2 * np.asarray(codes, float)
            products = signs * (model.syn1[np.asarray(points[: len(codes)], int)] @ hidden)
        else:
            noise = [word for word in sample.noise[row] if word != predicted]
            products = np.concatenate([[model.syn1neg[predicted] @ hidden], -(model.syn1neg[noise] @ hidden)])
        total += np.log1p(np.exp(-products)).sum()
    return total / len(sample.targets)


def hidden_layer(model: Gensim, words: Any, skip_gram: bool) -> np.ndarray:
    """fasttext_inner.pyx: skip-gram divides by the n-grams alone, CBOW by all vectors that were summed."""
    summed, count = np.zeros(model.vector_size), 0
    for word in words:
        buckets = model.wv.buckets_word[word]
        summed += model.wv.vectors_vocab[word] + model.wv.vectors_ngrams[buckets].sum(axis=0)
        count += len(buckets) + (not skip_gram)
    return summed / count
