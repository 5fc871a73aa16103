"""word2vec by both engines: beside gensim, stopped, cancelled, gone on with, and on texts that are hardly any."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from gensim.models import Word2Vec as GensimModel

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.vectors import nearest
from embexplorer.corpora.reading import read_corpus
from embexplorer.trainers.word2vec import Word2Vec
from tests.trainers.conftest import Cancelling, Looking, Satisfied

Text = Callable[..., Path]
nothing = Inputs()
ENGINES = [
    {"engine": "gensim", "loss": "negative"},
    {"engine": "gensim", "loss": "hierarchical"},
    {"engine": "torch", "loss": "negative"},
    {"engine": "torch", "loss": "hierarchical"},
    {"engine": "torch", "loss": "softmax"},
]
TWO_KINDS = "\n".join(f"{'ab'[n % 2]} x{n % 5}\n{'cd'[n % 2]} y{n % 5}" for n in range(400))
every_engine = pytest.mark.parametrize("settings", ENGINES, ids=lambda s: f"{s['engine']} {s['loss']}")
both_engines = pytest.mark.parametrize("engine", ["gensim", "torch"])
both_architectures = pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])


def step_on(path: Path, **settings: object) -> Word2Vec:
    usual = {"path": path, "dimensions": 10, "epochs": 3, "min_count": 2}
    return Word2Vec(**{**usual, **settings})  # type: ignore[arg-type]


def log_of(space: EmbeddingSpace) -> Table:
    return next(artifact for artifact in space.beside if isinstance(artifact, Table))


@both_architectures
@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
def test_gensim_s_vectors_come_out_bit_for_bit(text: Text, architecture: str, loss: str) -> None:
    step = step_on(text(), architecture=architecture, loss=loss, held_out=0, seed=3)
    direct = GensimModel(
        read_corpus(step).sentences, vector_size=10, min_count=2, window=5, sg=int(architecture == "skip-gram"),
        hs=int(loss == "hierarchical"), negative=5 * (loss == "negative"), seed=3, workers=1, epochs=3,
    )  # fmt: skip

    space = step.run(nothing, Looking())

    assert direct.wv.index_to_key == list(space.keys)
    assert np.array_equal(direct.wv.vectors, space.vectors)


@pytest.mark.parametrize(
    "settings", [s for s in ENGINES if s["loss"] != "negative"], ids=lambda s: f"{s['engine']} {s['loss']}"
)
@both_architectures
def test_the_loss_comes_down_to_the_entropy_of_the_text(
    text: Text, settings: dict[str, str], architecture: str
) -> None:
    step = step_on(
        text(0, TWO_KINDS),
        architecture=architecture,
        epochs=20,
        learning_rate=0.1,
        subsampling=0,
        held_out=0,
        **settings,
    )

    curve = log_of(step.run(nothing)).columns["loss"].drop_null().to_pylist()

    # half of the pairs predict one of five words, half one of two
    assert curve[-1] == pytest.approx((np.log(5) + np.log(2)) / 2, rel=0.03)


@both_architectures
@pytest.mark.parametrize("loss", ["negative", "hierarchical", "softmax"])
def test_words_in_like_contexts_become_neighbours_in_torch(text: Text, architecture: str, loss: str) -> None:
    step = step_on(
        text(0, TWO_KINDS), engine="torch", loss=loss, architecture=architecture, epochs=10, learning_rate=0.1,
        subsampling=0,
    )  # fmt: skip

    space = step.run(nothing)

    row = space.keys.row_of("a")
    near = nearest(space.vectors[[row]], np.asarray(space.vectors), 1, own=np.array([row]))[0]
    assert space.keys.at(near[0]) == ["b"]


def test_the_loss_is_measured_on_held_out_documents_where_there_are_any(text: Text) -> None:
    log = log_of(step_on(text()).run(nothing))

    assert log.caption.startswith("nats a pair, held-out documents")
    assert None not in log.columns["loss"].to_pylist()


@both_engines
def test_what_was_stopped_can_be_made_again(text: Text, engine: str) -> None:
    report = Satisfied(0.5)
    step = step_on(text(3000), engine=engine, epochs=20)

    stopped = step.run(nothing, report)

    again = step.stopped_at(report.kept_at() or 0).run(nothing)
    assert 0 < (report.kept_at() or 0) < 3000 * 20
    assert np.array_equal(stopped.vectors, again.vectors)


@both_engines
@pytest.mark.parametrize("share", [0.0, 0.1, 0.15, 0.155])
def test_a_training_is_cancelled_within_a_second_and_leaves_no_thread(text: Text, engine: str, share: float) -> None:
    report, before = Cancelling(share), threading.active_count()
    step = step_on(text(3000), engine=engine, epochs=1000)

    with pytest.raises(Cancelled):
        step.run(nothing, report)

    assert time.process_time() - report.at < 1  # of this process: others may be busy
    assert threading.active_count() == before


@every_engine
def test_it_goes_on_from_a_kept_model(text: Text, settings: dict[str, str], tmp_path: Path) -> None:
    step = step_on(text(), **settings)
    kept = step.run(nothing).save(tmp_path / "kept")
    other = step_on(text(200, "new words\nnew words\nnew words", name="other.txt"), held_out=0, **settings)
    looking = Looking()

    space = other.run(Inputs(space=kept), looking)

    assert list(kept.keys) == list(space.keys)[: kept.rows]
    assert {"new", "words"} == set(list(space.keys)[kept.rows :])
    assert np.array_equal(kept.vectors, looking.begun[0].vectors[: kept.rows])
    assert not np.array_equal(kept.vectors, space.vectors[: kept.rows])
    assert any("2 are new" in note for note in space.notes)


@both_engines
def test_going_on_begins_with_the_loss_that_was_reached(text: Text, engine: str, tmp_path: Path) -> None:
    step = step_on(text(), engine=engine, epochs=10, learning_rate=0.1)
    kept = step.run(nothing).save(tmp_path / "kept")
    reached = log_of(step.run(nothing)).columns["loss"].drop_null().to_pylist()[-1]

    more = log_of(replace(step, learning_rate=1e-5, least_rate=0.0).run(Inputs(space=kept)))

    assert more.columns["loss"].drop_null().to_pylist()[0] == pytest.approx(reached, rel=1e-3)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dimensions": 12}, "dimensions 10, and dimensions 12"),
        ({"loss": "hierarchical"}, "loss negative, and loss hierarchical"),
        ({"architecture": "cbow"}, "architecture skip-gram, and architecture cbow"),
    ],
)
def test_another_model_is_refused_with_both_sides_named(text: Text, change: dict[str, object], said: str) -> None:
    step = step_on(text(), epochs=1)
    kept = step.run(nothing)

    with pytest.raises(UserError, match=said):
        replace(step, **change).run(Inputs(space=kept))


def test_vectors_without_a_model_cannot_be_gone_on_with(text: Text, clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="clusters holds vectors only; word2vec"):
        step_on(text()).run(Inputs(space=clusters))


@both_engines
def test_every_epoch_is_scored_once_and_the_best_is_kept(text: Text, engine: str) -> None:
    more = "love sex tiger cat tiger book paper computer keyboard plane car train car\n" * 30
    step = step_on(text(300, more), engine=engine, evaluate="wordsim353", keep="best", epochs=5, learning_rate=0.5)
    looking = Looking()

    space = step.run(nothing, looking)

    scores = [m.numbers["wordsim353"] for m in looking.measured if "wordsim353" in m.numbers]
    best = scores.index(max(scores)) + 1
    assert len(scores) == 5
    assert f"The vectors are those of epoch {best}, the best of 5: wordsim353 {max(scores):.4f}." in space.notes


@both_engines
def test_the_best_epoch_is_the_same_each_time(text: Text, engine: str) -> None:
    more = "love sex tiger cat tiger book paper computer keyboard plane car train car\n" * 30
    step = step_on(text(300, more), engine=engine, evaluate="wordsim353", keep="best", learning_rate=0.5)

    first, second = step.run(nothing), step.run(nothing)

    assert np.array_equal(first.vectors, second.vectors)


def test_the_best_epoch_needs_a_test_set(text: Text) -> None:
    with pytest.raises(UserError, match="--keep best needs a test set"):
        step_on(text(), keep="best").run(nothing)


def test_the_full_softmax_with_two_threads_gives_the_same_vectors_twice(text: Text) -> None:
    step = step_on(text(), engine="torch", loss="softmax", workers=2)

    first, second = step.run(nothing), step.run(nothing)

    assert np.array_equal(first.vectors, second.vectors)
    assert not [note for note in first.notes if "repeatable" in note]


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
@both_architectures
def test_torch_gives_the_same_vectors_for_a_seed_and_others_for_another(
    text: Text, architecture: str, loss: str
) -> None:
    step = step_on(text(), engine="torch", loss=loss, architecture=architecture, seed=3)

    first, second, other = step.run(nothing), step.run(nothing, Looking()), replace(step, seed=4).run(nothing)

    assert np.array_equal(first.vectors, second.vectors)
    assert not np.array_equal(first.vectors, other.vectors)


def test_threads_that_learn_beside_each_other_are_gone_afterwards(text: Text) -> None:
    before = threading.active_count()

    space = step_on(text(3000), engine="torch", workers=2).run(nothing)

    assert before == threading.active_count()
    assert np.isfinite(space.vectors).all() and np.ptp(space.vectors) > 0.5


@pytest.mark.parametrize("loss", ["negative", "hierarchical", "softmax"])
def test_the_largest_rate_leaves_finite_vectors_in_torch(text: Text, loss: str) -> None:
    space = step_on(text(), engine="torch", loss=loss, learning_rate=1, least_rate=1, subsampling=0).run(nothing)

    assert np.isfinite(space.vectors).all()


@every_engine
@pytest.mark.parametrize("lines", ["a b", "a\nb\na\nb", "a b c a b c " * 5], ids=["two words", "alone", "one line"])
def test_hardly_any_text_is_no_trouble(text: Text, settings: dict[str, str], lines: str) -> None:
    space = step_on(text(0, lines), dimensions=2, window=50, min_count=1, **settings).run(nothing)

    assert space.dimensions == 2
    assert np.isfinite(space.vectors).all()


@both_engines
def test_one_word_has_no_tree(text: Text, engine: str) -> None:
    with pytest.raises(UserError, match="only ‘a’ is frequent enough"):
        step_on(text(0, "a a a b"), engine=engine, loss="hierarchical").run(nothing)


@both_engines
def test_one_word_is_a_space_of_one(text: Text, engine: str) -> None:
    assert list(step_on(text(0, "a a a b"), engine=engine).run(nothing).keys) == ["a"]


def test_no_word_is_frequent_enough(text: Text) -> None:
    with pytest.raises(UserError, match="occurs 5,000 times"):
        step_on(text(), min_count=5000).run(nothing)


def test_gensim_has_no_full_softmax(text: Text) -> None:
    with pytest.raises(UserError, match="gensim knows no full softmax"):
        step_on(text(), loss="softmax").run(nothing)


def test_a_full_softmax_over_many_words_is_refused_with_what_it_would_take(text: Text) -> None:
    many = " ".join(f"v{n}" for n in range(20_100))

    with pytest.raises(UserError, match=r"over 20,\d+ words would take about \S+ hours"):
        step_on(text(0, many), min_count=1, engine="torch", loss="softmax").run(nothing)


@both_engines
def test_more_workers_are_said_not_to_repeat(text: Text, engine: str) -> None:
    assert "Not repeatable: 2 workers." in step_on(text(), engine=engine, workers=2).run(nothing).notes
