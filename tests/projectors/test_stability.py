"""Stability of layouts: the maps laid over each other, and what is said of how far points move."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import procrustes
from scipy.spatial.transform import Rotation

from embexplorer.core import neighbor_graph
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.wobble import laid_over, steady_neighbors, wobble
from embexplorer.probes.trust import Trust
from embexplorer.projectors.pacmap import Pacmap
from embexplorer.projectors.stability import Stability
from embexplorer.projectors.tsne import Tsne


def turned(places: np.ndarray, angle: float, scale: float, mirrored: bool) -> np.ndarray:
    """The places turned, scaled, moved and perhaps mirrored."""
    turn = Rotation.from_euler("z", angle).as_matrix()[:2, :2]
    mirror = np.diag([-1.0 if mirrored else 1.0, 1.0])
    return np.asarray(scale * places @ mirror @ turn + (3.0, -7.0), np.float32)


@given(st.floats(0, 6.28), st.floats(0.1, 10), st.booleans())
def test_a_map_that_is_only_turned_scaled_moved_or_mirrored_does_not_wobble(
    angle: float, scale: float, mirrored: bool
) -> None:
    places = np.random.default_rng(2).normal(size=(40, 2)).astype(np.float32)

    maps = laid_over([places, turned(places, angle, scale, mirrored)])

    assert wobble(maps).max() < 1e-5


def test_two_maps_are_laid_over_each_other_as_scipy_does() -> None:
    random = np.random.default_rng(4)
    one, other = random.normal(size=(30, 2)), random.normal(size=(30, 2))
    first, second, _ = procrustes(one, other)
    expected = np.corrcoef(first.ravel(), second.ravel())[0, 1]

    maps = laid_over([one.astype(np.float32), other.astype(np.float32)])

    assert pytest.approx(expected, abs=1e-6) == np.corrcoef(maps[0].ravel(), maps[1].ravel())[0, 1]


def test_the_point_that_moved_wobbles_most() -> None:
    places = np.random.default_rng(2).normal(size=(200, 2)).astype(np.float32)
    other = places.copy()
    other[17] += (2.0, 0.0)

    moved = wobble(laid_over([places, other]))

    spread = np.sqrt(((places - places.mean(axis=0)) ** 2).sum(axis=1).mean())
    assert 17 == moved.argmax()
    assert pytest.approx(1.0 / spread, rel=0.05) == moved[17]


def test_a_cluster_that_moves_as_a_whole_keeps_its_neighbours() -> None:
    random = np.random.default_rng(0)
    places = np.concatenate([random.normal(size=(30, 2)), random.normal(size=(30, 2)) + 50]).astype(np.float32)
    other = places.copy()
    other[:30] += (0.0, 90.0)

    assert [1.0] * 60 == steady_neighbors([places, other], 5).tolist()


def test_the_map_is_that_of_the_first_seed_and_has_the_columns(clusters: EmbeddingSpace) -> None:
    settings = ("iterations=60", "exaggerated=20", "perplexity=8", "init=random")
    alone = Tsne(iterations=60, exaggerated=20, perplexity=8.0, init="random", seed=3).run(Inputs(space=clusters))

    made = Stability(method="tsne", seeds=(3, 5), settings=settings).run(Inputs(space=clusters))

    assert np.array_equal(alone.coordinates, made.coordinates)
    assert made.columns is not None
    assert ["wobble", "steady_neighbors"] == made.columns.column_names
    assert "Seeds 3, 5 from random places: a point moves by " in made.notes[-1]


def test_pacmap_is_run_with_several_seeds_as_well(clusters: EmbeddingSpace) -> None:
    pytest.importorskip("pacmap")
    alone = Pacmap(n_neighbors=8, init="random", seed=3).run(Inputs(space=clusters))
    step = Stability(method="pacmap", seeds=(3, 5), settings=("n_neighbors=8", "init=random"))

    made = step.run(Inputs(space=clusters))

    assert np.array_equal(alone.coordinates, made.coordinates)
    assert "PaCMAP · 8 neighbours · 2 seeds" == made.name
    assert 0 < made.facts["wobble"]
    assert "Seeds 3, 5 from random places: a point moves by " in made.notes[-1]


def test_it_needs_no_more_than_the_layout_that_it_runs() -> None:
    assert Pacmap.libraries == Stability(method="pacmap").needs()
    assert "pacmap" not in Stability(method="umap").needs()


def test_columns_of_a_map_are_kept_and_become_part_of_its_trust(clusters: EmbeddingSpace, tmp_path: object) -> None:
    step = Stability(seeds=(0, 1), settings=("epochs=20",))
    made = perform(step, Inputs(space=clusters))
    assert isinstance(made, Projection)
    kept = made.save(tmp_path / "map")  # type: ignore[operator]

    trust = perform(Trust(), Inputs(space=clusters, projection=kept))

    assert isinstance(trust, Table)
    assert made.columns is not None
    assert made.columns["wobble"].to_pylist() == trust.columns["wobble"].to_pylist()
    assert [0, 1] == kept.recipe.steps[-1].parameters["seeds"]


def test_the_neighbours_are_found_but_once(clusters: EmbeddingSpace, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    really = neighbor_graph._exact_graph
    monkeypatch.setattr(neighbor_graph, "_exact_graph", lambda *asked: found.append(1) or really(*asked))

    Stability(seeds=(0, 1, 2), settings=("epochs=10",)).run(Inputs(space=clusters))

    assert [1] == found


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"seeds": (1,)}, "--seeds is 1"),
        ({"seeds": (1, 1)}, "--seeds is 1, 1"),
        ({"settings": ("perplexity=5",)}, "‘perplexity=5’ is no setting of UMAP"),
        ({"settings": ("epochs",)}, "‘epochs’ is no setting of UMAP"),
        ({"settings": ("epochs=many",)}, "--epochs is ‘many’"),
    ],
)
def test_what_cannot_be_run_is_refused_before_the_work(
    clusters: EmbeddingSpace, given: dict[str, object], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        Stability(**given).run(Inputs(space=clusters))  # type: ignore[arg-type]
