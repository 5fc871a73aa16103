"""GloVe descends the paper's objective as a plain program does, repeats, stops, goes on, and refuses in sentences."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.perform import perform
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build, to_json
from embexplorer.core.table import Table
from embexplorer.corpora.cooccurrence import cooccurrences
from embexplorer.corpora.reading import read_corpus
from embexplorer.trainers import _glove_learning
from embexplorer.trainers._glove_learning import Entries, Factors, entries_of, learning
from embexplorer.trainers.glove import GloVe


@pytest.fixture
def step(drawn_text: Path) -> GloVe:
    return GloVe(path=drawn_text, min_count=2, dimensions=8, epochs=3, window=3)


@pytest.fixture
def entries(step: GloVe) -> Entries:
    """Weights and logarithms of what stands together in the text."""
    corpus = read_corpus(step)
    counts = cooccurrences(corpus, 60, 3, distance_weighted=True)
    return entries_of(counts, 10.0, 0.75, np.arange(60))


def test_weights_and_logarithms_are_those_of_the_paper(step: GloVe) -> None:
    corpus = read_corpus(step)
    counts = cooccurrences(corpus, 60, 3, distance_weighted=True).tocoo()

    made = entries_of(counts.tocsr(), 10.0, 0.75, np.arange(60))

    expected = [(x / 10) ** 0.75 if x < 10 else 1 for x in counts.data]  # Pennington et al. 2014, eq. 9
    assert np.allclose(expected, made.figures[:, 0], rtol=1e-6)
    assert np.allclose(np.log(counts.data), made.figures[:, 1], rtol=1e-6, atol=1e-6)
    assert np.array_equal(np.stack([counts.row, counts.col], axis=1), made.places)


def test_one_step_goes_down_the_gradient_that_torch_finds(entries: Entries) -> None:
    factors = Factors.drawn(60, 8, 1)
    before = copied(factors)
    gradients = torch_gradients(entries, before, 7)

    with learning(only(entries, 7), factors, 0.05, 1) as passes:
        list(passes.all(0, 0, 1, 0))

    for name, gradient in gradients.items():
        assert np.allclose(before[name] - 0.05 * gradient, getattr(factors, name), atol=1e-7)


def test_an_epoch_equals_the_same_updates_in_plain_numpy(entries: Entries) -> None:
    factors = Factors.drawn(60, 8, 1)
    expected = plain_epoch(entries, copied(factors), np.random.default_rng([4, 0]).permutation(len(entries)), 0.05)

    with learning(entries, factors, 0.05, 1) as passes:
        list(passes.all(4, 0, 1, 0))

    for name, array in expected.items():
        assert np.allclose(array, getattr(factors, name), rtol=2e-4, atol=2e-5)


def test_the_loss_is_the_paper_s_objective_for_each_co_occurrence(entries: Entries) -> None:
    factors = Factors.drawn(60, 8, 1)
    row, column = entries.places.T
    product = np.einsum("ij,ij->i", factors.words[row], factors.contexts[column])
    error = product + factors.word_biases[row] + factors.context_biases[column] - entries.figures[:, 1]

    with learning(entries, factors, 0.05, 1) as passes:
        loss = passes.loss(entries)

    assert loss == pytest.approx(float(np.mean(entries.figures[:, 0] * error**2)), rel=1e-5)


def test_the_loss_falls_in_every_epoch(step: GloVe) -> None:
    made = replace(step, epochs=12).run(nothing)

    losses = losses_of(made)

    assert len(losses) == 12
    assert losses == sorted(losses, reverse=True)


def test_vectors_are_the_sum_of_both_sides_unless_the_first_is_wanted(step: GloVe) -> None:
    both, first = step.run(nothing), replace(step, sides="words").run(nothing)

    arrays = both.model.arrays
    assert np.array_equal(arrays["words"] + arrays["contexts"], both.vectors)
    assert np.array_equal(arrays["words"], first.vectors)


def test_going_on_for_one_epoch_equals_one_epoch_more(step: GloVe, tmp_path: Path) -> None:
    longer = replace(step, epochs=3).run(nothing)
    shorter = replace(step, epochs=2).run(nothing).save(tmp_path / "shorter")

    went_on = replace(step, epochs=1).run(Inputs(space=shorter))

    assert np.array_equal(longer.vectors, went_on.vectors)
    assert list(longer.keys) == list(went_on.keys)


def test_going_on_with_another_text_adds_its_words_behind(step: GloVe, written: Callable[[str], Path]) -> None:
    before = step.run(nothing)
    other = written("new words stand here\n" * 9 + "word00 word01 stand here\n" * 9)

    went_on = replace(step, path=other).run(Inputs(space=before))

    assert list(went_on.keys)[:60] == list(before.keys)
    assert set(list(went_on.keys)[60:]) == {"new", "words", "stand", "here"}
    assert any("58 words of text GloVe are not learned here" in note for note in went_on.notes)


def test_a_stopped_run_equals_the_one_that_ends_there(step: GloVe, listening: Callable[..., Report],
                                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(_glove_learning, "SLICE", 100)
    report = listening(looks=12)

    stopped = perform(step, nothing, report)

    again = build(GloVe, stopped.recipe.steps[-1].parameters)
    assert report.kept_at() == 1300
    assert np.array_equal(stopped.vectors, again.run(nothing).vectors)
    assert any("Ended early, after 1,300 of" in note for note in stopped.notes)


def test_the_best_epoch_is_kept_with_all_that_belongs_to_it(step: GloVe, monkeypatch: pytest.MonkeyPatch) -> None:
    second = replace(step, epochs=2).run(nothing)
    marks = iter([0.1, 0.5, 0.3])
    monkeypatch.setattr("embexplorer.trainers.glove.scorer", lambda *_: lambda _: {"wordsim353": next(marks)})

    best = replace(step, evaluate="wordsim353", keep="best").run(nothing)

    assert np.array_equal(second.vectors, best.vectors)
    assert np.array_equal(second.model.arrays["word_squares"], best.model.arrays["word_squares"])
    assert "The vectors are those of epoch 2, the best of 3: wordsim353 0.5000." in best.notes


def test_many_threads_say_that_they_cannot_be_repeated_and_learn_as_well(step: GloVe) -> None:
    one, two = replace(step, epochs=8).run(nothing), replace(step, epochs=8, workers=2).run(nothing)

    assert "Not repeatable: 2 workers." in two.notes
    assert losses_of(two)[-1] == pytest.approx(losses_of(one)[-1], rel=0.2)


def test_frames_curves_and_watched_words_are_shown(step: GloVe, listening: Callable[..., Report]) -> None:
    report = listening()

    made = replace(step, watch=("word00", "word01–word02")).run(nothing, report)

    assert list(report.begun[0].keys) == list(made.keys)
    assert report.frames >= 1
    assert "word00" in report.measured[0].lists
    assert "word01–word02" in report.measured[0].numbers
    assert [type(artifact).__name__ for artifact in made.beside] == ["Projection", "Table"]


def test_steps_that_are_too_large_end_in_a_sentence(step: GloVe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_glove_learning.Factors, "drawn", staticmethod(endless))

    with pytest.raises(UserError, match="grew without bound"):
        step.run(nothing)


@pytest.mark.parametrize(
    ("lines", "said"),
    [("alone\nalone\nalone", "no word has a neighbour"), ("a b c", "No word of written occurs 2 times")],
)
def test_a_text_without_neighbours_is_refused(lines: str, said: str, written: Callable[[str], Path]) -> None:
    with pytest.raises(UserError, match=said):
        GloVe(path=written(lines), min_count=2).run(nothing)


def test_one_document_of_two_words_is_enough(written: Callable[[str], Path]) -> None:
    made = GloVe(path=written("a b"), min_count=1, dimensions=2).run(nothing)

    assert np.isfinite(made.vectors).all()


def test_best_without_a_test_set_is_refused(step: GloVe) -> None:
    with pytest.raises(UserError, match="needs a test set"):
        replace(step, keep="best").run(nothing)


def test_a_space_of_other_origin_cannot_go_on(step: GloVe, clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="goes on only from glove"):
        step.run(Inputs(space=clusters))


def test_other_dimensions_cannot_go_on(step: GloVe) -> None:
    with pytest.raises(UserError, match="dimensions 8, and dimensions 9 is asked for"):
        replace(step, dimensions=9).run(Inputs(space=step.run(nothing)))


def test_learning_can_be_cancelled_between_slices(step: GloVe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_glove_learning, "SLICE", 50)

    with pytest.raises(Cancelled):
        step.run(nothing, StopsInTheMiddle())


def test_a_step_with_every_parameter_survives_json(step: GloVe) -> None:
    wanted = replace(step, x_max=100.0, alpha=0.5, sides="words", symmetric=False, stop_after=17)

    assert build(GloVe, to_json(wanted)["parameters"]) == wanted


class StopsInTheMiddle(Report):
    """Cancels once a third is done."""

    def __call__(self, done: float, text: str) -> None:
        if done > 0.3:
            raise Cancelled


def losses_of(space: EmbeddingSpace) -> list[float]:
    """The loss after each epoch."""
    log = next(table for table in space.beside if isinstance(table, Table))
    return [value for value in log.columns["loss"].to_pylist() if value is not None]


def copied(factors: Factors) -> dict[str, np.ndarray]:
    return {name: array.copy() for name, array in factors.arrays().items()}


def only(entries: Entries, number: int) -> Entries:
    chosen = slice(number, number + 1)
    return Entries(places=entries.places[chosen], figures=entries.figures[chosen])


def endless(rows: int, dimensions: int, seed: int) -> Factors:
    """Factors that hold infinities."""
    shapes = ([(rows, dimensions)] * 2 + [(rows,)] * 2) * 2
    names = [field.name for field in fields(Factors)]
    return Factors(**{name: np.full(shape, np.inf, np.float32) for name, shape in zip(names, shapes, strict=True)})


def torch_gradients(entries: Entries, arrays: dict[str, np.ndarray], number: int) -> dict[str, np.ndarray]:
    """The gradient of f(x)(w·w~ + b + b~ − log x)²/2 for one entry, by automatic differentiation."""
    names = ("words", "contexts", "word_biases", "context_biases")
    w, c, b, d = (torch.tensor(arrays[name], requires_grad=True) for name in names)
    (i, j), (weight, log) = entries.places[number].tolist(), entries.figures[number].tolist()
    loss = weight * (w[i] @ c[j] + b[i] + d[j] - log) ** 2 / 2
    loss.backward()
    return {name: tensor.grad.numpy() for name, tensor in zip(names, (w, c, b, d), strict=True)}


def plain_epoch(entries: Entries, a: dict[str, np.ndarray], order: np.ndarray, rate: float) -> dict[str, np.ndarray]:
    """The same in numpy and double precision: divide by the root of the sums so far, then add to them."""
    a = {name: np.asarray(array, np.float64) for name, array in a.items()}
    for (i, j), (weight, log) in zip(entries.places[order].tolist(), entries.figures[order].tolist(), strict=True):
        word, context = a["words"][i].copy(), a["contexts"][j].copy()
        slope = weight * (word @ context + a["word_biases"][i] + a["context_biases"][j] - log)
        for name, at, gradient in (
            ("word", i, slope * context),
            ("context", j, slope * word),
        ):
            a[name + "s"][at] -= rate * gradient / np.sqrt(a[name + "_squares"][at])
            a[name + "_squares"][at] += gradient**2
            a[name + "_biases"][at] -= rate * slope / np.sqrt(a[name + "_bias_squares"][at])
            a[name + "_bias_squares"][at] += slope**2
    return a
