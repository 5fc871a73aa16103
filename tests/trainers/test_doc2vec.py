"""Doc2Vec gives gensim's vectors of documents and words; new texts are placed; it stops and refuses in sentences."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from gensim.models import Doc2Vec as Gensim
from gensim.models import doc2vec as gensim_doc2vec
from gensim.models.doc2vec import TaggedDocument

from embexplorer.core.corpus import LONGEST, corpus_of
from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.model import embed
from embexplorer.core.perform import perform
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.core.table import Table
from embexplorer.corpora.reading import read_corpus
from embexplorer.trainers._doc2vec_model import first_vector
from embexplorer.trainers._documents import Documents, sample_predicted
from embexplorer.trainers.doc2vec import Doc2Vec

ARCHITECTURES = [("pv-dbow", "negative"), ("pv-dbow", "hierarchical"), ("pv-dm", "negative"), ("pv-dm", "hierarchical")]
every_architecture = pytest.mark.parametrize(("architecture", "loss"), ARCHITECTURES)


@pytest.fixture
def step(drawn_text: Path) -> Doc2Vec:
    return Doc2Vec(path=drawn_text, min_count=2, dimensions=8, epochs=3, window=3)


@every_architecture
def test_vectors_equal_gensim_s_to_the_last_bit(step: Doc2Vec, architecture: Any, loss: Any) -> None:
    step = replace(step, architecture=architecture, loss=loss)
    expected = gensim(step)

    made = step.run(nothing)

    words = beside(made, EmbeddingSpace)
    assert np.array_equal(expected.dv.vectors, made.vectors)
    assert np.array_equal(expected.wv.vectors, words.vectors)
    assert expected.wv.index_to_key == list(words.keys)


@every_architecture
def test_a_new_text_gets_gensim_s_vector(step: Doc2Vec, architecture: Any, loss: Any, tmp_path: Path,
                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    step = replace(step, architecture=architecture, loss=loss)
    text = ["Word01", "word00", "word00", "word05", "word03", "word11"]
    expected = gensim(step)
    words = [word.lower() for word in text]
    monkeypatch.setattr(gensim_doc2vec, "pseudorandom_weak_vector", lambda size, **_: first_vector(size, words, 0))
    expected.random = np.random.RandomState(0)

    made = embed(step.run(nothing).save(tmp_path / "saved"), ["unknown " + " ".join(text)])

    assert np.array_equal([expected.infer_vector(words)], made)


def test_a_new_text_does_not_depend_on_those_beside_it(step: Doc2Vec) -> None:
    made = step.run(nothing)

    both = embed(made, ["word01 word02", "word03 word00"])

    assert np.array_equal(both[1:], embed(made, ["word03 word00"]))


def test_a_text_that_was_learned_from_is_placed_near_itself(step: Doc2Vec, written: Callable[[str], Path]) -> None:
    topics = ["sun moon star sky light", "bread wine salt oil corn", "horse cow sheep goat hen"]
    made = replace(step, path=written("\n".join(topics * 30)), epochs=60, subsampling=0.0).run(nothing)

    placed = embed(made, topics)

    own = made.vectors[:3]
    cosines = (placed @ own.T) / np.linalg.norm(placed, axis=1)[:, None] / np.linalg.norm(own, axis=1)
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2]


def test_a_text_of_unknown_words_is_refused(step: Doc2Vec) -> None:
    with pytest.raises(UserError, match="‘xyzzy’ has no word that text Doc2Vec was trained on"):
        embed(step.run(nothing), ["xyzzy"])


def test_documents_without_ids_are_named_by_their_number_and_first_words() -> None:
    corpus = corpus_of([["in", "the", "beginning"], ["in", "the", "beginning"], ["w" * 30, "x" * 30]])

    keys = list(Documents.of(corpus, ignore).keys)

    assert keys == ["1: in the beginning", "2: in the beginning", f"3: {'w' * 30} {'x' * 8}…"]


def test_documents_with_ids_keep_them_and_repeats_are_numbered() -> None:
    corpus = corpus_of([["a"], ["b"], ["c"], ["d"]], ids=("1", "2", "1", "1"))

    assert list(Documents.of(corpus, ignore).keys) == ["1", "2", "1 (2)", "1 (3)"]


def test_columns_are_those_of_the_corpus_beside_how_long_it_is_and_how_it_begins() -> None:
    corpus = corpus_of([["a", "b"], ["c"]], columns=pa.table({"label": ["x", "y"], "norm": [5, 6]}))

    space = Documents.of(corpus, ignore).space(np.ones((2, 3), np.float32))

    assert space.columns.column_names == ["rank", "words", "text", "label", "norm"]
    assert space.columns.to_pydict() == {
        "rank": [1, 2], "words": [2, 1], "text": ["a b", "c"], "label": ["x", "y"], "norm": [5, 6],
    }  # fmt: skip


def test_long_documents_are_learned_in_parts_and_said_to_be(step: Doc2Vec, written: Callable[[str], Path]) -> None:
    path = written(" ".join(["early"] * LONGEST + ["late"] * 50) + "\nearly late\n")

    made = replace(step, path=path, epochs=1).run(nothing)

    words = beside(made, EmbeddingSpace)
    assert list(words.keys) == ["early", "late"]
    assert made.rows == 2
    assert "1 documents of more than 10,000 words were learned in parts of so many." in made.notes


def test_documents_without_a_kept_word_are_left_out_and_said_to_be(
    step: Doc2Vec, written: Callable[[str], Path]
) -> None:
    made = replace(step, path=written("a b\nrare\na b\nb a")).run(nothing)

    assert list(made.keys) == ["1: a b", "2: a b", "3: b a"]
    assert "1 documents without any kept word were left out." in made.notes


def test_pv_dbow_without_words_has_no_space_of_words(step: Doc2Vec) -> None:
    made = replace(step, dbow_words=False).run(nothing)

    assert [type(artifact).__name__ for artifact in made.beside] == ["Table"]
    assert any("Words have no vectors" in note for note in made.notes)


@every_architecture
def test_the_loss_is_that_of_each_word_predicted(step: Doc2Vec, architecture: Any, loss: Any) -> None:
    step = replace(step, architecture=architecture, loss=loss)
    model = gensim(step)
    sample = sample_predicted(read_corpus(step), model, 3, 0)

    measured = sample.loss(model)["loss"]

    assert measured == pytest.approx(plain_loss(model, sample), rel=1e-5)


def test_the_loss_falls_below_that_of_vectors_that_know_nothing(step: Doc2Vec) -> None:
    log = beside(replace(step, epochs=60).run(nothing), Table).columns["loss"].to_pylist()

    assert log[-1] < (1 + step.negative) * math.log(2)


def test_frames_and_watched_documents_are_shown(step: Doc2Vec, listening: Callable[..., Report]) -> None:
    report = listening()
    first = step.run(nothing).keys[0]

    made = replace(step, epochs=40, watch=(first,)).run(nothing, report)

    assert list(report.begun[0].keys) == list(made.keys)
    assert report.frames >= 1
    assert first in report.measured[0].lists


def test_a_stopped_run_equals_the_one_that_ends_there(step: Doc2Vec, listening: Callable[..., Report]) -> None:
    report = listening(looks=3)

    stopped = perform(replace(step, epochs=500), nothing, report)

    again = build(Doc2Vec, stopped.recipe.steps[-1].parameters)
    assert report.kept_at() < 150_000
    assert np.array_equal(stopped.vectors, again.run(nothing).vectors)
    assert any("Ended early, after" in note for note in stopped.notes)


def test_training_can_be_cancelled(step: Doc2Vec) -> None:
    with pytest.raises(Cancelled):
        replace(step, epochs=1000).run(nothing, StopsInTheMiddle())


def test_it_cannot_go_on_from_a_space(step: Doc2Vec, clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="cannot go on from a space"):
        step.run(Inputs(space=clusters))


@pytest.mark.parametrize(
    ("lines", "said"),
    [("a b a b", "only one document"), ("a b c\nd e f", "No word of written occurs 2 times")],
)
def test_what_cannot_be_compared_is_refused(lines: str, said: str, written: Callable[[str], Path]) -> None:
    with pytest.raises(UserError, match=said):
        Doc2Vec(path=written(lines), min_count=2).run(nothing)


@every_architecture
def test_documents_of_one_word_are_enough(written: Callable[[str], Path], architecture: Any, loss: Any) -> None:
    step = Doc2Vec(path=written("a\nb"), min_count=1, dimensions=2, architecture=architecture, loss=loss)

    assert np.isfinite(step.run(nothing).vectors).all()


def test_a_tree_of_one_word_is_refused(written: Callable[[str], Path]) -> None:
    with pytest.raises(UserError, match="needs two different words"):
        Doc2Vec(path=written("a\na"), min_count=1, loss="hierarchical").run(nothing)


class StopsInTheMiddle(Report):
    """Cancels once training has begun."""

    def __call__(self, done: float, text: str) -> None:
        if done > 0.16:
            raise Cancelled


def beside(space: EmbeddingSpace, kind: type) -> Any:
    """What of this kind was made together with a space."""
    return next(artifact for artifact in space.beside if isinstance(artifact, kind))


def gensim(step: Doc2Vec) -> Gensim:
    """gensim's own model, trained on the same documents."""
    documents = [TaggedDocument(words, [number]) for number, words in enumerate(read_corpus(step).documents)]
    return Gensim(
        documents, vector_size=step.dimensions, alpha=step.learning_rate, min_alpha=step.least_rate,
        window=step.window, min_count=step.min_count, sample=step.subsampling, seed=step.seed, workers=1,
        epochs=step.epochs, dm=int(step.architecture == "pv-dm"), dm_mean=1, dbow_words=int(step.dbow_words),
        hs=int(step.loss == "hierarchical"), negative=step.negative if step.loss == "negative" else 0,
    )  # fmt: skip


def plain_loss(model: Gensim, sample: Any) -> float:
    """The mean negative log likelihood, word by word."""
    total = 0.0
    for row, target in enumerate(sample.targets):
        hidden = np.asarray(model.dv.vectors[sample.documents[row]], float)
        if model.dm:
            words = model.wv.vectors[sample.contexts[row][sample.known[row]]]
            hidden = np.vstack([hidden[None, :], words]).mean(axis=0)
        if model.hs:
            word = model.wv.index_to_key[target]
            points, codes = model.wv.get_vecattr(word, "point"), model.wv.get_vecattr(word, "code")
            products = (1 - 2 * np.asarray(codes, float)) * (model.syn1[np.asarray(points[: len(codes)], int)] @ hidden)
        else:
            noise = [word for word in sample.noise[row] if word != target]
            products = np.concatenate([[model.syn1neg[target] @ hidden], -(model.syn1neg[noise] @ hidden)])
        total += np.log1p(np.exp(-products)).sum()
    return total / len(sample.targets)
