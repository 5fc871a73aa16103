"""Training a space several times: against trainings done by hand and plain sets of words."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from embexplorer.core import registry
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.perform import perform
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.registry import steps
from embexplorer.core.report import Frame, Measured, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.trainer import Trainer
from embexplorer.core.typing import FloatArray
from embexplorer.readers.space_folder import SpaceFolder
from embexplorer.trainers.repeated import Repeated, training_of
from embexplorer.trainers.word2vec import Word2Vec

K = 4


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Two hundred lines about forty words, some of which are rare."""
    random = np.random.default_rng(3)
    chance = 1 / np.arange(1, 41)
    lines = [" ".join(f"w{n}" for n in random.choice(40, 8, p=chance / chance.sum())) for _ in range(200)]
    (tmp_path / "text.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "text.txt"


@pytest.fixture
def space(text: Path) -> EmbeddingSpace:
    """What word2vec makes of it with seed 4."""
    return trained(text, seed=4)


def trained(text: Path, **parameters: Any) -> EmbeddingSpace:
    made = perform(Word2Vec(path=text, epochs=2, dimensions=6, min_count=15, **parameters), nothing)
    assert isinstance(made, EmbeddingSpace)
    return made


def again(space: EmbeddingSpace, report: Report = ignore, **parameters: Any) -> EmbeddingSpace:
    made = perform(Repeated(k=K, **parameters), Inputs(space=space), report)
    assert isinstance(made, EmbeddingSpace)
    return made


def near(space: EmbeddingSpace) -> dict[str, set[str]]:
    """The K nearest words of each by cosine, in plain numpy."""
    unit = space.vectors / np.linalg.norm(space.vectors, axis=1, keepdims=True)
    cosines: FloatArray = unit @ unit.T
    np.fill_diagonal(cosines, -9)
    return {space.keys[row]: {space.keys[n] for n in np.argsort(-cosines[row])[:K]} for row in range(space.rows)}


def shares(space: EmbeddingSpace, run: EmbeddingSpace) -> list[float]:
    """The share of each word's list that survives, NaN where the run does not know the word."""
    true, found = near(space), near(run)
    return [len(true[word] & found[word]) / K if word in found else np.nan for word in space.keys]


@dataclass(frozen=True, kw_only=True)
class Fixed(Trainer):
    """Makes always the same."""

    name: ClassVar[str] = "fixed"
    title: ClassVar[str] = "Fixed"
    seed: int = param(0, "Is not used")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        vectors = np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32)
        return EmbeddingSpace(name="fixed", keys=Keys([f"w{row}" for row in range(30)]), vectors=vectors)


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch) -> EmbeddingSpace:
    """A space of a trainer that draws nothing at random, and no documents."""
    steps()
    monkeypatch.setitem(registry._steps, "fixed", Fixed)
    made = perform(Fixed(), nothing)
    assert isinstance(made, EmbeddingSpace)
    return made


class Ender(Report):
    """Wants no more after so many trainings; keeps the curve, and what should not come."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.curve: list[float] = []
        self.frames: list[Frame] = []
        self.kept: list[int] = []

    def wants_frame(self) -> bool:
        return True

    def show(self, frame: Frame) -> None:
        self.frames.append(frame)

    def measure(self, measured: Measured) -> None:
        self.curve.append(measured.numbers["stability"])

    def enough(self) -> bool:
        return len(self.curve) >= self.after

    def keep(self, at: int) -> None:
        self.kept.append(at)
        super().keep(at)


def test_stability_is_the_mean_share_of_neighbours_that_survive_other_seeds(text: Path, space: EmbeddingSpace) -> None:
    by_hand = [shares(space, trained(text, seed=seed)) for seed in (5, 6, 7)]

    made = again(space, times=3)

    columns = made.columns
    np.testing.assert_allclose(columns["stability"].to_numpy(), np.nanmean(by_hand, axis=0), rtol=1e-6)
    np.testing.assert_allclose(columns["stability_low"].to_numpy(), np.nanmin(by_hand, axis=0), rtol=1e-6)
    np.testing.assert_allclose(columns["stability_high"].to_numpy(), np.nanmax(by_hand, axis=0), rtol=1e-6)


def test_other_documents_leave_out_words_which_is_counted(text: Path, space: EmbeddingSpace) -> None:
    runs = [trained(text, seed=4, resample=number) for number in (1, 2, 3)]
    by_hand = np.array([shares(space, run) for run in runs])

    made = again(space, times=3, vary="documents")

    assert np.isnan(by_hand).any()
    assert made.columns["trainings"].to_pylist() == np.isfinite(by_hand).sum(axis=0).tolist()
    means = [np.nan if np.isnan(one).all() else np.nanmean(one) for one in by_hand.T]
    np.testing.assert_allclose(made.columns["stability"].to_numpy(), means, rtol=1e-6)
    assert any("missing from at least one of the trainings" in note for note in made.notes)


def test_the_family_holds_what_the_trainings_learned_word_by_word(text: Path, space: EmbeddingSpace) -> None:
    run = trained(text, seed=4, resample=2)

    family = again(space, times=2, vary="documents").the_family

    assert family is not None
    known = [word for word in space.keys if run.keys.find(word) is not None]
    assert [space.keys[row] for row in family.rows(1)] == known
    np.testing.assert_array_equal(family.vectors(1)[family.rows(1)], run.vectors[run.keys.rows_of(known)])


def test_vectors_keys_and_columns_stay_and_a_note_says_what_was_done(space: EmbeddingSpace) -> None:
    made = again(space, times=2)

    np.testing.assert_array_equal(made.vectors, space.vectors)
    assert made.columns.column_names[: space.columns.num_columns] == space.columns.column_names
    assert any(note.startswith("Trained 2 times more with seeds 5–6; stability is") for note in made.notes)


def test_the_same_training_once_more_keeps_every_neighbour(space: EmbeddingSpace, text: Path) -> None:
    first = space.recipe.steps[0]
    pretended = replace(first, parameters={**first.parameters, "seed": 3})
    same = replace(trained(text, seed=4), recipe=Recipe((pretended,)))

    made = again(same, times=2)  # seeds 4 and 5

    assert set(made.columns["stability_high"].to_pylist()) == {1.0}


def test_a_trainer_that_draws_nothing_is_said_to_depend_on_no_seed(fixed: EmbeddingSpace) -> None:
    made = again(fixed, times=2)

    assert set(made.columns["stability"].to_pylist()) == {1.0}
    assert "Every training gave the same vectors: nothing here depends on the seeds." in made.notes


def test_a_saved_space_is_trained_again_by_the_recipe_in_its_folder(space: EmbeddingSpace, tmp_path: Path) -> None:
    space.save(tmp_path / "saved")
    opened = perform(SpaceFolder(path=tmp_path / "saved"), nothing)
    assert isinstance(opened, EmbeddingSpace)

    made = again(opened, times=2)

    assert made.columns["stability"].equals(again(space, times=2).columns["stability"])


def test_enough_ends_after_the_training_under_way_and_the_recipe_says_so(space: EmbeddingSpace) -> None:
    report = Ender(after=2)

    made = again(space, report, times=9)

    assert (report.kept, made.recipe.steps[-1].parameters["times"]) == ([2], 2)
    assert made.columns.equals(again(space, times=2).columns)


def test_two_trainings_are_done_however_soon_it_is_enough(space: EmbeddingSpace) -> None:
    made = again(space, Ender(after=0), times=9)

    assert made.the_family is not None and len(made.the_family) == 2


def test_the_mean_so_far_is_a_curve_and_single_trainings_show_no_frames(space: EmbeddingSpace) -> None:
    report = Ender(after=99)

    made = again(space, report, times=2)

    assert report.frames == []
    known = np.array(made.columns["stability"].to_pylist())
    assert report.curve[-1] == pytest.approx(float(known.mean()), abs=0.05) and len(report.curve) == 2


def test_a_file_that_is_gone_is_named(space: EmbeddingSpace, text: Path) -> None:
    text.unlink()

    with pytest.raises(UserError, match=r"text\.txt, which was learned from, is not there any more"):
        again(space)


def test_a_file_that_was_changed_is_refused(space: EmbeddingSpace, text: Path) -> None:
    text.write_text(text.read_text(encoding="utf-8") + "\nmore", encoding="utf-8")

    with pytest.raises(UserError, match=r"text\.txt is not what was learned from"):
        again(space)


def test_a_trainer_that_cannot_draw_documents_is_refused(fixed: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Fixed cannot be trained on other documents: it has no parameter ‘resample’"):
        again(fixed, vary="documents")


def test_a_space_that_was_trained_again_is_not_trained_again(space: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="trained several times already"):
        again(again(space, times=2))


def test_a_space_that_no_training_made_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="clusters does not say how it was made"):
        again(clusters)


def test_a_space_that_was_changed_after_its_training_is_refused(space: EmbeddingSpace) -> None:
    changed = replace(space, recipe=space.recipe.then(RecipeStep(name="pca")))

    with pytest.raises(UserError, match="was not made by a training, but by pca"):
        training_of(changed)


def test_a_space_that_went_on_from_another_is_refused(space: EmbeddingSpace) -> None:
    longer = replace(space, recipe=space.recipe.then(space.recipe.steps[0]))

    with pytest.raises(UserError, match="went on learning from another space"):
        training_of(longer)


def test_a_part_of_a_saved_space_is_refused(space: EmbeddingSpace) -> None:
    part = RecipeStep(name="space-folder", parameters={"path": "somewhere", "take": "first"})

    with pytest.raises(UserError, match="only a part was opened"):
        training_of(replace(space, recipe=Recipe((part,))))


def test_a_space_that_was_saved_and_opened_is_estimated_as_before(space: EmbeddingSpace, tmp_path: Path) -> None:
    space.save(tmp_path / "saved")
    opened = perform(SpaceFolder(path=tmp_path / "saved"), nothing)

    before, after = (Repeated(times=5).estimate_on(one) for one in (space, opened))

    assert before is not None
    assert before == after


def test_nothing_is_said_of_a_space_that_no_training_made(space: EmbeddingSpace) -> None:
    found = Repeated().estimate_on(replace(space, recipe=Recipe()))

    assert found is None
