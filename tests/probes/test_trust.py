"""Trust in a map against counting by brute force."""

from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.kept_neighbors import percent
from embexplorer.core.map_neighbors import nearest_on_map
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.kept import Kept
from embexplorer.probes.trust import Trust
from embexplorer.projectors.pca import Pca


def asked(step: Trust | Kept, space: EmbeddingSpace, projection: Projection) -> Table:
    """The table of this question."""
    table = perform(step, Inputs(space=space, projection=projection))
    assert isinstance(table, Table)
    return table


def nearest_by_sorting(rows: np.ndarray, k: int) -> list[set[int]]:
    """The k nearest others of every row by Euclidean distance."""
    distances = np.linalg.norm(rows[:, None].astype(float) - rows[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return [set(order[:k].tolist()) for order in np.argsort(distances, axis=1)]


def test_kept_lost_and_invented_agree_with_counting(clusters: EmbeddingSpace) -> None:
    projection = Pca().run(Inputs(space=clusters))
    true = nearest_by_sorting(clusters.vectors, 6)
    on_map = nearest_by_sorting(projection.coordinates[:, [0, 2]], 6)
    kept = [len(a & b) for a, b in zip(true, on_map, strict=True)]

    table = asked(Trust(k=6, metric="euclidean", axes=(0, 2)), clusters, projection)

    assert kept == table.columns["kept"].to_pylist()
    assert [6 - count for count in kept] == table.columns["lost"].to_pylist()
    assert [6 - count for count in kept] == table.columns["invented"].to_pylist()
    assert pytest.approx(np.mean(kept) / 6) == table.facts["kept"]


def test_a_map_that_shows_all_dimensions_keeps_all(clusters: EmbeddingSpace) -> None:
    flat = EmbeddingSpace(name="flat", keys=clusters.keys, vectors=clusters.vectors[:, :2])

    table = asked(Trust(metric="euclidean"), flat, Projection(name="itself", coordinates=flat.vectors))

    assert {15} == set(table.columns["kept"].to_pylist())
    assert "k = 15: 100 % of neighbours kept; a random layout keeps 17 %" == table.caption


def test_points_in_one_place_are_not_their_own_neighbours(clusters: EmbeddingSpace) -> None:
    places = np.zeros((90, 2), np.float32)
    places[80:] = np.arange(20).reshape(10, 2)

    table = asked(Trust(), clusters, Projection(name="heap", coordinates=places))

    assert 90 == table.columns.num_rows
    assert {15} == {a + b for a, b in zip(*(table.columns[name].to_pylist() for name in ("kept", "lost")), strict=True)}


def test_a_map_of_another_space_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="map has 3 points, but clusters has 90 rows"):
        asked(Trust(), clusters, Projection(name="map", coordinates=np.zeros((3, 2), np.float32)))


def test_a_component_that_is_not_there_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="no component 9"):
        asked(Trust(axes=(0, 8)), clusters, Pca().run(Inputs(space=clusters)))


def test_one_word_s_neighbours_add_up_to_its_trust(clusters: EmbeddingSpace) -> None:
    projection = Pca().run(Inputs(space=clusters))
    trust = asked(Trust(), clusters, projection)

    table = asked(Kept(word="w40"), clusters, projection)

    statuses = table.columns["status"].to_pylist()
    assert trust.columns["kept"][40].as_py() == statuses.count("kept")
    assert trust.columns["lost"][40].as_py() == statuses.count("lost")
    assert trust.columns["invented"][40].as_py() == statuses.count("invented")


def test_a_word_that_is_not_there_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘x’ is not in this space"):
        asked(Kept(word="x"), clusters, Pca().run(Inputs(space=clusters)))


@pytest.mark.parametrize(
    ("share", "text"), [(0.41, "41 %"), (0.000496, "0.05 %"), (1.0, "100 %"), (0.0, "0 %"), (1e-6, "0.0001 %")]
)
def test_shares_are_written_as_percent(share: float, text: str) -> None:
    assert text == percent(share)


def test_crowded_and_torn_compare_mean_distances(clusters: EmbeddingSpace) -> None:
    projection = Pca().run(Inputs(space=clusters))
    rows, flat = clusters.vectors.astype(float), projection.coordinates[:, :2].astype(float)
    true, shown = cdist(rows, rows), cdist(flat, flat)
    near, near_there = np.argsort(true, axis=1)[:, 1:7], np.argsort(shown, axis=1)[:, 1:7]
    take = np.take_along_axis

    table = asked(Trust(k=6, metric="euclidean"), clusters, projection)

    crowded = 1 - take(true, near, 1).mean(axis=1) / take(true, near_there, 1).mean(axis=1)
    torn = 1 - take(shown, near_there, 1).mean(axis=1) / take(shown, near, 1).mean(axis=1)
    assert pytest.approx(crowded, abs=1e-6) == table.columns["crowded"].to_numpy()
    assert pytest.approx(torn, abs=1e-6) == table.columns["torn"].to_numpy()


def test_where_all_lies_in_one_place_nothing_can_be_torn(clusters: EmbeddingSpace) -> None:
    table = asked(Trust(), clusters, Projection(name="heap", coordinates=np.zeros((90, 2), np.float32)))

    assert 90 == table.columns["torn"].null_count


def test_the_nearest_of_many_places_are_those_of_a_full_sort() -> None:
    places = np.random.default_rng(1).integers(0, 300, (20_000, 2)).astype(float)  # with many ties
    squares = ((places - places[123]) ** 2).sum(axis=1)
    squares[123] = np.inf

    found = nearest_on_map(places, 123, 15)

    assert np.lexsort((np.arange(20_000), squares))[:15].tolist() == found.tolist()


def test_a_kept_graph_gives_the_same_neighbours_as_a_pass_over_the_rows(
    clusters: EmbeddingSpace, tmp_path: Path
) -> None:
    kept = clusters.save(tmp_path / "space")
    projection = Pca().run(Inputs(space=clusters))
    neighbor_graph(kept, 15, "cosine")

    table = asked(Kept(word="w40"), kept, projection)

    assert asked(Kept(word="w40"), clusters, projection).columns == table.columns
