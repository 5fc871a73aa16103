"""Recommend: the best products among what a user has not seen, for users that are known and for new ones."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.cli import main
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.models.recommendation import recommendation_of
from embexplorer.probes.recommend import Recommend
from embexplorer.trainers.recommender import Recommender

SEEN = "anna tea milk\nben tea bread\ncara milk bread jam\ndora jam tea\nemil salt\nfull tea milk bread jam salt\n"


def items(folder: Path, **parameters: Any) -> EmbeddingSpace:
    """A small trained recommender."""
    (folder / "seen.txt").write_text(SEEN)
    return Recommender(path=folder / "seen.txt", dimensions=3, epochs=5, **parameters).run(nothing)


def ask(space: EmbeddingSpace, **parameters: Any) -> Table:
    """What is recommended."""
    return Recommend(**parameters).run(Inputs(space=space))


@pytest.mark.parametrize("method", ["als", "bpr"])
def test_what_the_user_has_is_left_out_and_the_rest_is_in_order_of_its_scores(tmp_path: Path, method: str) -> None:
    space = items(tmp_path, method=method)
    users = space.beside[0]
    assert isinstance(users, EmbeddingSpace)
    scores = space.vectors @ users.vectors[users.keys.row_of("anna")]
    expected = sorted({"bread", "jam", "salt"}, key=lambda item: -scores[space.keys.row_of(item)])

    table = ask(space, word="anna")

    assert table.columns["item"].to_pylist() == expected
    assert table.columns["rank"].to_pylist() == [1, 2, 3]
    assert np.allclose(table.columns["score"], scores[space.keys.rows_of(expected)], atol=1e-6)


def test_only_so_many_are_answered(tmp_path: Path) -> None:
    assert ask(items(tmp_path), word="anna", k=2).columns.num_rows == 2


def test_the_caption_says_score_space_and_what_was_left_out(tmp_path: Path) -> None:
    assert ask(items(tmp_path), word="anna").caption == (
        "dot product (preference, about 1 for what a user has and 0 for the rest) · seen items, raw · exact · "
        "without 2 that anna has · n = 3"
    )


def test_somebody_new_with_the_items_of_a_user_is_recommended_the_same(tmp_path: Path) -> None:
    space = items(tmp_path, held_out=0)

    known, new = ask(space, word="anna"), ask(space, liked=("tea", "milk"))

    assert new.columns["item"].to_pylist() == known.columns["item"].to_pylist()


def test_somebody_new_of_implicit_least_squares_solves_what_users_solve(tmp_path: Path) -> None:
    space = items(tmp_path, confidence=5)
    rows, vectors = space.keys.rows_of(["tea", "jam"]), np.asarray(space.vectors, np.float64)
    confidence = np.ones(5)
    confidence[rows] = 6
    left = (vectors.T * confidence) @ vectors + 0.03 * (2 * 5 + 5) * np.eye(3)
    own = np.linalg.solve(left, (vectors.T * confidence) @ (confidence > 1))

    table = ask(space, liked=("tea", "jam"))

    others = np.setdiff1d(np.arange(5), rows)
    assert np.allclose(table.columns["score"], sorted(vectors[others] @ own, reverse=True), atol=1e-4)


def test_somebody_new_of_bpr_is_the_mean_of_what_is_liked_and_that_is_said(tmp_path: Path) -> None:
    space = items(tmp_path, method="bpr")
    rows = space.keys.rows_of(["tea", "jam"])
    own = np.append(space.vectors[rows, :3].mean(axis=0), 1)

    table = ask(space, liked=("tea", "jam"), k=1)

    others = np.setdiff1d(np.arange(5), rows)
    assert table.columns["score"][0].as_py() == pytest.approx(float((space.vectors[others] @ own).max()), rel=1e-5)
    assert table.caption.endswith("their vector is the mean of the vectors of what is liked")


def test_somebody_new_who_likes_what_was_rated_best_is_predicted_a_rating(tmp_path: Path) -> None:
    path = tmp_path / "rated.csv"
    path.write_text("user,item,rating\na,x,5\na,y,1\nb,x,5\nb,y,1\nb,z,5\nc,y,4\nc,w,5\nc,x,2\nd,z,5\nd,y,2\nd,x,4\n")
    space = Recommender(path=path, dimensions=2, epochs=20, held_out=0).run(nothing)

    table = ask(space, liked=("x",))

    assert table.columns["item"].to_pylist().index("z") < table.columns["item"].to_pylist().index("y")


def test_items_may_be_named_by_their_id(tmp_path: Path) -> None:
    (tmp_path / "titles.csv").write_text("id,title\ntea,Black tea\nmilk,Fresh milk\n")
    space = items(tmp_path, titles=tmp_path / "titles.csv")

    assert ask(space, liked=("tea",)).columns.equals(ask(space, liked=("Black tea",)).columns)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"word": "ana"}, "‘ana’ is none of the 6 users. Did you mean ‘anna’?"),
        ({"word": "full"}, "full has all 5 items: nothing is left."),
        ({"liked": ("mlik",)}, "‘mlik’ is not in this space. Did you mean ‘milk’?"),
        ({"word": "anna", "liked": ("tea",)}, "Both the user ‘anna’ and liked items were given."),
        ({}, "No user was given."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(
    tmp_path: Path, parameters: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        ask(items(tmp_path), **parameters)

    assert str(refused.value).startswith(sentence)


def test_a_space_without_users_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="clusters was not made by a recommender: it knows no users"):
        ask(clusters, word="anna")


def test_a_space_that_was_cut_since_is_refused(tmp_path: Path) -> None:
    space = items(tmp_path)
    cut = replace(space, vectors=space.vectors[:, :2])

    with pytest.raises(UserError, match="has other rows or columns than when it was learned"):
        ask(cut, word="anna")


def test_users_survive_being_saved(tmp_path: Path) -> None:
    space = items(tmp_path)

    opened = space.save(tmp_path / "folder")

    assert list(recommendation_of(opened).users) == list(recommendation_of(space).users)
    assert ask(opened, word="anna").columns.equals(ask(space, word="anna").columns)


def test_the_command_line_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items(tmp_path).save(tmp_path / "folder")

    status = main(["recommend", str(tmp_path / "folder"), "anna", "-k", "1", "--json"])

    assert status == 0
    assert '"columns": ["user", "rank", "item", "score"]' in capsys.readouterr().out
