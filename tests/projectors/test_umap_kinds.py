"""densMAP, supervised and three-dimensional UMAP against umap-learn's formulas."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.projectors.umap import Umap


@pytest.fixture(scope="session")
def labelled(digits: EmbeddingSpace) -> EmbeddingSpace:
    """The digits with a column that says which; every tenth has no label."""
    from sklearn.datasets import load_digits

    words = np.array(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
    named = words[load_digits().target].tolist()
    column = pa.array([None if row % 10 == 0 else word for row, word in enumerate(named)])
    return replace(digits, columns=pa.table({"digit": column}))


def radii(vectors: FloatArray) -> DoubleArray:
    """The log of each row's mean squared distance to those its fuzzy graph holds, as umap-learn tells densities."""
    from umap.umap_ import fuzzy_simplicial_set

    keys = Keys([str(row) for row in range(len(vectors))])
    known = neighbor_graph(EmbeddingSpace(name="places", keys=keys, vectors=vectors), 14, "euclidean")
    own = np.arange(len(vectors))[:, None]
    rows = np.hstack([own, known.indices]).astype(np.int32)
    distances = np.hstack([np.zeros((len(vectors), 1)), known.distances]).astype(np.float32)
    graph, _, _, held = fuzzy_simplicial_set(
        vectors, 15, np.random.RandomState(0), "euclidean", knn_indices=rows, knn_dists=distances, return_dists=True
    )
    edges = graph.tocoo()
    square = np.asarray(held.tocsr()[edges.row, edges.col]).ravel() ** 2
    spread = np.bincount(edges.row, edges.data * square) + np.bincount(edges.col, edges.data * square)
    strength = np.bincount(edges.row, edges.data) + np.bincount(edges.col, edges.data)
    return np.asarray(np.log(1e-8 + spread / strength))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # umap-learn warns when it is imported
def test_densities_of_space_and_map_correlate_as_highly_as_umap_learn_s_densmap(digits: EmbeddingSpace) -> None:
    import umap

    oracle = umap.UMAP(densmap=True, metric="euclidean", random_state=0).fit(digits.vectors).embedding_
    wanted = radii(digits.vectors)

    found = Umap(metric="euclidean", density_weight=2.0).run(Inputs(space=digits)).coordinates

    theirs, ours = np.corrcoef(wanted, radii(oracle))[0, 1], np.corrcoef(wanted, radii(found))[0, 1]
    assert ours > theirs - 0.02


@pytest.mark.filterwarnings("ignore")
@pytest.mark.slow
def test_the_radii_of_the_space_are_umap_learn_s(digits: EmbeddingSpace) -> None:
    from embexplorer.projectors._umap_density import densities
    from embexplorer.projectors._umap_graph import fuzzy_graph

    graph = neighbor_graph(digits, 14, "euclidean")

    found = densities(graph, fuzzy_graph(graph), 2.0).radii

    np.testing.assert_allclose(radii(digits.vectors), found, atol=2e-3)


def test_the_press_of_densities_is_the_gradient_of_their_correlation(few_digits: EmbeddingSpace) -> None:
    """Against finite differences of the correlation with the shifted deviation, at the radii of the map."""
    from embexplorer.projectors._umap_density import SHIFT, densities
    from embexplorer.projectors._umap_free_kernel import log_radii
    from embexplorer.projectors._umap_graph import fuzzy_graph

    graph = neighbor_graph(few_digits, 14, "euclidean")
    edges = fuzzy_graph(graph)
    dense = densities(graph, edges, 1.0)
    places = np.random.default_rng(0).normal(size=(300, 2)).astype(np.float32)
    now, strength = log_radii(places, edges.heads, edges.tails, 1.5, 0.9)
    wanted = (dense.radii - dense.radii.mean()) / dense.radii.std()

    def correlation(moved: DoubleArray) -> float:
        return float(moved @ wanted / np.sqrt(moved.var() + SHIFT) / len(moved))

    step = 1e-5
    by_hand = [(correlation(now + step * one) - correlation(now - step * one)) / (2 * step) for one in np.eye(300)[:20]]

    worth, _ = dense.pressed(places, 1.5, 0.9)

    per_radius = worth * strength / edges.weights.sum()
    np.testing.assert_allclose(by_hand, per_radius[:20], rtol=0.02, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.slow
@pytest.mark.parametrize("weight", [0.2, 0.5, 1.0])
def test_the_supervised_graph_equals_umap_learn_s(labelled: EmbeddingSpace, weight: float) -> None:
    from scipy.sparse import coo_matrix
    from umap.umap_ import discrete_metric_simplicial_set_intersection

    from embexplorer.core.class_labels import class_labels
    from embexplorer.projectors._umap_graph import fuzzy_graph, supervised

    graph, labels = neighbor_graph(labelled, 14, "euclidean"), class_labels(labelled, "digit")
    plain = fuzzy_graph(graph)
    as_matrix = coo_matrix((plain.weights.copy(), (plain.heads, plain.tails)), shape=(labelled.rows, labelled.rows))
    far = 2.5 / (1 - weight) if weight < 1 else 1e12
    oracle = discrete_metric_simplicial_set_intersection(as_matrix, labels.codes, far_dist=far)

    found = supervised(plain, labelled.rows, labels, weight)

    ours = coo_matrix((found.weights, (found.heads, found.tails)), shape=oracle.shape)
    assert abs(oracle - ours).max() < 1e-5


def test_supervised_classes_stand_further_apart_and_the_map_says_why(labelled: EmbeddingSpace) -> None:
    from sklearn.metrics import silhouette_score

    classes = np.array([word or "none" for word in labelled.columns["digit"].to_pylist()])
    known = classes != "none"
    plain = Umap(metric="euclidean", epochs=100).run(Inputs(space=labelled))

    made = Umap(metric="euclidean", epochs=100, supervised_by="digit").run(Inputs(space=labelled))

    apart, before = (silhouette_score(one.coordinates[known], classes[known]) for one in (made, plain))
    assert apart > before + 0.1
    assert (
        "Supervised by column ‘digit’: classes are pulled apart by the labels, not only by the vectors."
        == made.notes[0]
    )


def test_the_kernel_for_all_cases_moves_flat_maps_as_the_quick_one(few_digits: EmbeddingSpace) -> None:
    from embexplorer.projectors._umap_free_kernel import free_epoch
    from embexplorer.projectors._umap_graph import fuzzy_graph, pauses
    from embexplorer.projectors._umap_kernel import epoch

    edges = fuzzy_graph(neighbor_graph(few_digits, 14, "euclidean"))
    places = np.random.default_rng(1).normal(scale=30, size=(300, 2)).astype(np.float32)
    quick, free, nothing = places.copy(), places.copy(), np.empty(0)
    pause = pauses(edges)

    epoch(quick, edges.heads, edges.tails, pause, pause.copy(), pause / 5, pause / 5, 1.5, 0.9, 0.1, 1, 7)
    free_epoch(free, free, edges.heads, edges.tails, pause, pause.copy(), pause / 5, pause / 5, 1.5, 0.9, 0.1, 1, 7,
               False, nothing, nothing, edges.weights)  # fmt: skip

    np.testing.assert_allclose(quick, free, atol=1e-4)


def test_a_map_in_three_dimensions_keeps_more_neighbours(digits: EmbeddingSpace) -> None:
    from sklearn.manifold import trustworthiness

    flat, deep = (
        Umap(metric="euclidean", epochs=100, dimensions=count).run(Inputs(space=digits)).coordinates for count in (2, 3)
    )

    assert (1797, 3) == deep.shape
    assert trustworthiness(digits.vectors, deep) > trustworthiness(digits.vectors, flat) - 0.002
