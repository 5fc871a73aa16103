"""The recommender: products of vectors are scores, tastes are found again, and every odd case is said."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.perform import perform
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace, beside_of
from embexplorer.core.table import Table
from embexplorer.models.recommendation import recommendation_of
from embexplorer.trainers._ranking import area, places, recall
from embexplorer.trainers.recommender import Recommender

METHODS = ("als", "bpr")


@pytest.fixture
def tastes(tmp_path: Path) -> Path:
    """Sixty users of two tastes: each has five of the ten items of one."""
    random = np.random.default_rng(0)
    lines = [
        f"{'tea' if user % 2 else 'ale'}-{user}\t{'leaf' if user % 2 else 'malt'}{item}"
        for user in range(60)
        for item in random.permutation(10)[:5]
    ]
    path = tmp_path / "tastes.tsv"
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    """Ratings made of a mean, users that are mild or strict, items that are good or bad, and two tastes."""
    random = np.random.default_rng(1)
    mild, good = random.normal(size=50) * 0.5, random.normal(size=30) * 0.5
    users, items = random.normal(size=(50, 2)) * 0.7, random.normal(size=(30, 2)) * 0.7
    exact = 3 + mild[:, None] + good + users @ items.T
    chosen = np.argwhere(random.random(exact.shape) < 0.7)
    path = tmp_path / "ratings.csv"
    path.write_text("user,item,rating\n" + "\n".join(f"u{u},i{i},{exact[u, i]:.4f}" for u, i in chosen.tolist()))
    return path


def trained(path: Path, **parameters: Any) -> EmbeddingSpace:
    """A space of a short training."""
    return Recommender(path=path, **{"dimensions": 8, "epochs": 20, **parameters}).run(nothing)


def curve(space: EmbeddingSpace, name: str) -> list[float]:
    """What the log says of this curve."""
    log = space.beside[-1]
    assert isinstance(log, Table)
    return [value for value in log.columns[name].to_pylist() if value is not None]


@pytest.mark.parametrize("method", METHODS)
def test_users_of_a_taste_score_its_other_items_higher(tastes: Path, method: str) -> None:
    space = trained(tastes, method=method)
    users = space.beside[0]
    assert isinstance(users, EmbeddingSpace)
    of_tea = np.array([key.startswith("tea") for key in users.keys])
    of_leaf = np.array([key.startswith("leaf") for key in space.keys])

    scores = users.vectors @ space.vectors.T

    own = of_tea[:, None] == of_leaf
    assert roc_auc_score(own.ravel(), scores.ravel()) > 0.97


@pytest.mark.parametrize("method", METHODS)
def test_the_held_out_items_are_ranked_better_than_by_popularity(tastes: Path, method: str) -> None:
    space = trained(tastes, method=method, held_out=0.5)

    assert curve(space, "AUC (held out)")[-1] > 0.7
    assert any("of the held-out items are among the ten best of their user" in note for note in space.notes)


@pytest.mark.parametrize("method", METHODS)
def test_the_training_log_ends_with_a_smaller_loss(tastes: Path, method: str) -> None:
    losses = curve(trained(tastes, method=method), "loss")

    assert losses[-1] < losses[0]


@pytest.mark.parametrize("method", METHODS)
def test_items_and_users_are_linked_spaces_of_equal_dimensions(tastes: Path, method: str) -> None:
    space = trained(tastes, method=method)
    users = space.beside[0]

    assert isinstance(users, EmbeddingSpace)
    assert (space.rows, users.rows) == (20, 60)
    assert space.dimensions == users.dimensions
    assert {"popularity", "id"} <= set(space.columns.column_names)
    assert users.columns["items"].to_pylist() == [5] * 60


def test_the_linked_space_lies_in_the_folder(tastes: Path, tmp_path: Path) -> None:
    saved = trained(tastes).save(tmp_path / "items")
    assert saved.folder is not None

    opened = EmbeddingSpace.open(beside_of(saved.folder)[0])

    assert opened.keys[0].startswith("ale")
    assert recommendation_of(saved).users[0] == opened.keys[0]


def test_ratings_that_were_made_of_factors_are_predicted(ratings: Path) -> None:
    space = trained(ratings, dimensions=2, epochs=60, regularisation=0.001)

    assert curve(space, "RMSE (held out)")[-1] < 0.15


def test_a_product_of_vectors_is_the_predicted_rating(ratings: Path) -> None:
    space = trained(ratings, dimensions=2, epochs=60, regularisation=0.001)
    users = space.beside[0]
    assert isinstance(users, EmbeddingSpace)
    lines = [line.split(",") for line in ratings.read_text().splitlines()[1:]]
    left = users.vectors[users.keys.rows_of([line[0] for line in lines])]
    right = space.vectors[space.keys.rows_of([line[1] for line in lines])]

    predicted = np.einsum("ij,ij->i", left, right)

    assert np.sqrt(np.mean((predicted - np.array([float(line[2]) for line in lines])) ** 2)) < 0.1
    assert any(note.startswith("The last two numbers of a vector are biases") for note in space.notes)


def test_bpr_says_where_its_bias_is(tastes: Path) -> None:
    space = trained(tastes, method="bpr")
    users = space.beside[0]

    assert isinstance(users, EmbeddingSpace)
    assert set(users.vectors[:, -1].tolist()) == {1.0}
    assert any(note.startswith("The last number of an item's vector is its bias") for note in space.notes)


def test_ratings_that_are_all_equal_are_read_as_what_was_seen(tmp_path: Path) -> None:
    path = tmp_path / "alike.tsv"
    path.write_text("a x 5\na y 5\nb x 5\nb z 5\nc y 5\nc z 5\n")

    space = trained(path)

    assert "All ratings are 5: they say no more than what was seen (implicit feedback)." in space.notes
    assert recommendation_of(space).method == "implicit"


def test_bpr_does_not_take_ratings(ratings: Path) -> None:
    with pytest.raises(UserError, match="BPR learns from what was seen and not from how it was rated"):
        trained(ratings, method="bpr", feedback="explicit")


@pytest.mark.parametrize("method", METHODS)
def test_odd_users_and_items_are_said(tmp_path: Path, method: str) -> None:
    path = tmp_path / "odd.tsv"
    path.write_text("all x\nall y\nall z\none x\ntwo x\ntwo y\n")

    notes = trained(path, method=method).notes

    assert "1 of 3 users have one item: nothing is held out of them." in notes
    assert "1 users have all items: nothing is left to recommend to them." in notes
    assert "1 items are those of all users: nobody can be recommended them." in notes


@pytest.mark.parametrize("method", METHODS)
def test_users_who_all_have_everything_are_no_failure(tmp_path: Path, method: str) -> None:
    path = tmp_path / "full.tsv"
    path.write_text("a x\na y\nb x\nb y\n")

    assert np.isfinite(trained(path, method=method).vectors).all()


def test_a_single_item_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lonely.tsv"
    path.write_text("a x\nb x\n")

    with pytest.raises(UserError, match="lonely has 2 users and 1 items: two of each are needed"):
        trained(path)


class EnoughAt(Report):
    """Has enough as soon as the work is so far."""

    done = 0.0

    def __call__(self, done: float, text: str) -> None:
        self.done = done

    def enough(self) -> bool:
        return self.done >= 0.4


@pytest.mark.parametrize("method", METHODS)
def test_a_stopped_run_is_repeated_bit_for_bit_by_its_recipe(tastes: Path, method: str) -> None:
    step = Recommender(path=tastes, method=method, dimensions=8, epochs=30)
    stopped = perform(step, nothing, EnoughAt())
    after = int(stopped.recipe.steps[-1].parameters["stop_after"])

    again = replace(step, stop_after=after).run(nothing)

    assert isinstance(stopped, EmbeddingSpace)
    assert after > 0
    assert np.array_equal(stopped.vectors, again.vectors)


class StopAt(Report):
    """Cancels once the work is so far."""

    def __call__(self, done: float, text: str) -> None:
        if done > 0.5:
            raise Cancelled


@pytest.mark.parametrize("method", METHODS)
def test_a_training_is_cancelled_in_the_middle(tastes: Path, method: str) -> None:
    with pytest.raises(Cancelled):
        Recommender(path=tastes, method=method).run(nothing, StopAt())


@pytest.mark.parametrize(("method", "file"), [("als", "tastes"), ("bpr", "tastes"), ("als", "ratings")])
def test_training_goes_on_from_a_trained_space(request: pytest.FixtureRequest, method: str, file: str) -> None:
    step = Recommender(path=request.getfixturevalue(file), method=method, dimensions=4, epochs=30, held_out=0)
    before = step.run(nothing)
    first = curve(before, "RMSE (learned)" if file == "ratings" else "loss")

    after = replace(step, epochs=1).run(Inputs(space=before))

    begun = curve(after, "RMSE (learned)" if file == "ratings" else "loss")[0]
    assert begun == pytest.approx(first[-1], rel=0.05)
    assert begun < first[0]


def test_a_space_of_another_method_is_not_gone_on_from(tastes: Path) -> None:
    before = trained(tastes, method="bpr")

    with pytest.raises(UserError, match="was trained by bpr with 8 dimensions, not by implicit with 8"):
        Recommender(path=tastes, dimensions=8).run(Inputs(space=before))


def test_a_place_counts_the_unseen_items_that_score_higher() -> None:
    users = np.array([[1.0]], np.float32)
    items = np.array([[5], [4], [3], [2], [1]], np.float32)

    ahead, others = places(users, items, np.array([0]), np.array([3]), np.array([0, 1]), np.array([0], np.int32))

    assert (ahead.tolist(), others.tolist()) == ([2.0], [3])


def test_the_area_is_that_of_scikit_learn() -> None:
    random = np.random.default_rng(0)
    users, items = random.normal(size=(1, 3)).astype(np.float32), random.normal(size=(40, 3)).astype(np.float32)
    own = np.arange(40) == 7
    expected = roc_auc_score(own, (users @ items.T)[0])

    found = places(users, items, np.array([0]), np.array([7]), np.array([0, 0]), np.empty(0, np.int32))

    assert area(*found) == pytest.approx(expected)


def test_recall_is_the_share_among_the_ten_best() -> None:
    assert recall(np.array([0.0, 9.0, 9.5, 10.0])) == 0.75
