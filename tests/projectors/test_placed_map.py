"""New rows on an existing map: against scikit-learn's PCA, and by putting the same rows there once more."""

from dataclasses import replace

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step
from embexplorer.projectors.pca import Pca
from embexplorer.projectors.placed_map import PlacedMap
from embexplorer.projectors.tsne import Tsne
from embexplorer.projectors.umap import Umap


def part(digits: EmbeddingSpace, rows: slice, prefix: str = "d") -> EmbeddingSpace:
    """These digits as a space of their own."""
    vectors = digits.vectors[rows]
    return EmbeddingSpace(
        name=prefix, keys=Keys([f"{prefix}{n}" for n in range(rows.start, rows.stop)]), vectors=vectors
    )


def map_of(step: Step, space: EmbeddingSpace) -> Projection:
    made = perform(step, Inputs(space=space))
    assert isinstance(made, Projection)
    return made


def test_new_rows_lie_where_scikit_learn_s_pca_puts_them(digits: EmbeddingSpace) -> None:
    from sklearn.decomposition import PCA

    old, new = part(digits, slice(0, 500)), part(digits, slice(500, 700))
    oracle = PCA().fit(old.vectors).transform(new.vectors)

    made = PlacedMap().run(Inputs(space=new, other=old, other_projection=map_of(Pca(), old)))

    np.testing.assert_allclose(np.abs(oracle[:, :10]), np.abs(made.coordinates[:, :10]), atol=2e-3)


def test_the_same_rows_again_lie_on_their_old_places_in_a_pca(digits: EmbeddingSpace) -> None:
    old, again = part(digits, slice(0, 500)), part(digits, slice(0, 500), "again")
    old_map = map_of(Pca(), old)

    made = PlacedMap().run(Inputs(space=again, other=old, other_projection=old_map))

    np.testing.assert_allclose(old_map.coordinates, made.coordinates, atol=1e-4)


@pytest.mark.parametrize(
    ("step", "near"),
    [
        (Umap(metric="euclidean"), 0.03),
        (Umap(metric="euclidean", dimensions=3), 0.05),
        (Tsne(metric="euclidean", iterations=400), 0.01),
    ],
    ids=["umap", "umap in 3-D", "tsne"],
)
def test_the_same_rows_again_lie_near_their_old_places(digits: EmbeddingSpace, step: Step, near: float) -> None:
    """Ninety-nine of a hundred within so small a part of the map's width."""
    old, again = part(digits, slice(0, 500)), part(digits, slice(0, 500), "again")
    old_map = map_of(step, old)

    made = PlacedMap().run(Inputs(space=again, other=old, other_projection=old_map))

    away = np.linalg.norm(made.coordinates - old_map.coordinates, axis=1)
    assert np.quantile(away, 0.99) < near * np.ptp(old_map.coordinates, axis=0).max()


@pytest.mark.parametrize(
    "step",
    [Pca(), Umap(epochs=20), Umap(epochs=20, density_weight=1.0), Tsne(iterations=250)],
    ids=["pca", "umap", "densmap", "tsne"],
)
def test_rows_are_placed_on_a_map_that_cannot_be_written_to(digits: EmbeddingSpace, step: Step) -> None:
    """Maps of a project are read-only files in memory."""
    old, fresh = part(digits, slice(0, 300)), part(digits, slice(300, 320))
    old_map = map_of(step, old)
    old_map.coordinates.flags.writeable = False

    made = PlacedMap().run(Inputs(space=fresh, other=old, other_projection=old_map))

    assert (20, old_map.coordinates.shape[1]) == made.coordinates.shape


def test_old_rows_do_not_move_and_are_counted(digits: EmbeddingSpace) -> None:
    old, all_of_them = part(digits, slice(0, 300)), part(digits, slice(0, 350))
    old_map = map_of(Umap(epochs=20), old)

    made = PlacedMap().run(Inputs(space=all_of_them, other=old, other_projection=old_map))

    assert np.array_equal(old_map.coordinates, made.coordinates[:300])
    assert "50 new words placed on UMAP · 15 neighbours of d; 300 old points lie where they were." in made.notes
    assert {"new": 50.0, "kept": 300.0} == made.facts


def test_what_was_said_of_the_old_map_is_not_said_of_the_new_one(digits: EmbeddingSpace) -> None:
    old, all_of_them = part(digits, slice(0, 300)), part(digits, slice(0, 350))
    old_map = replace(map_of(Pca(), old), notes=("densMAP: radii correlate by 0.94.",))

    made = PlacedMap().run(Inputs(space=all_of_them, other=old, other_projection=old_map))

    assert "Old map: densMAP: radii correlate by 0.94." == made.notes[-1]


def test_a_known_key_with_another_vector_is_new_and_counted(digits: EmbeddingSpace) -> None:
    old = part(digits, slice(0, 100))
    vectors = np.array(old.vectors)
    vectors[7] += 1
    changed = replace(old, vectors=vectors)

    made = PlacedMap().run(Inputs(space=changed, other=old, other_projection=map_of(Pca(), old)))

    assert "1 of the new have another vector than in d." in made.notes


def test_a_map_that_cannot_take_new_points_is_refused(digits: EmbeddingSpace) -> None:
    old = part(digits, slice(0, 100))
    drawn = Projection(name="by hand", coordinates=np.array(old.vectors[:, :2]))

    with pytest.raises(UserError, match="by hand was not made by PCA, UMAP, t-SNE"):
        PlacedMap().run(Inputs(space=old, other=old, other_projection=drawn))


def test_spaces_of_other_dimensions_are_refused(digits: EmbeddingSpace) -> None:
    old = part(digits, slice(0, 100))
    narrow = replace(old, vectors=np.array(old.vectors[:, :60]))

    with pytest.raises(UserError, match="60 dimensions and d has 64"):
        PlacedMap().run(Inputs(space=narrow, other=old, other_projection=map_of(Pca(), old)))


def test_a_space_of_another_model_is_refused_by_the_words_that_both_have(digits: EmbeddingSpace) -> None:
    old = part(digits, slice(0, 100))
    other = replace(old, name="other", vectors=np.array(old.vectors[:, ::-1]))

    with pytest.raises(UserError, match="other and d are not of one model: the mean cosine of a word with itself is"):
        PlacedMap().run(Inputs(space=other, other=old, other_projection=map_of(Pca(), old)))
