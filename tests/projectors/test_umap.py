"""UMAP against umap-learn, its repeatability, and how it is watched and stopped."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.umap import Umap

AGAIN = """
import sys
from pathlib import Path
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.{module} import {step}
space = EmbeddingSpace.open(Path(sys.argv[1]))
{step}({parameters}).run(Inputs(space=space)).save(Path(sys.argv[2]))
"""


def with_itself(space: EmbeddingSpace, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The Euclidean graph as umap-learn keeps it: each row is its own first neighbour."""
    graph = neighbor_graph(space, k - 1, "euclidean")
    own = np.arange(space.rows)
    rows = np.column_stack([own, graph.indices]).astype(np.int32)
    return rows, np.column_stack([np.zeros(space.rows), graph.distances]).astype(np.float32)


@pytest.mark.filterwarnings("ignore")  # umap-learn warns when it is imported
@pytest.mark.slow
def test_the_fuzzy_graph_equals_umap_learn_s(digits: EmbeddingSpace) -> None:
    from scipy.sparse import coo_array
    from umap.umap_ import fuzzy_simplicial_set

    from embexplorer.projectors._umap_graph import fuzzy_graph

    rows, distances = with_itself(digits, 15)
    oracle, _, _ = fuzzy_simplicial_set(
        digits.vectors, 15, np.random.RandomState(0), "euclidean", knn_indices=rows, knn_dists=distances
    )

    found = fuzzy_graph(neighbor_graph(digits, 14, "euclidean"))

    ours = coo_array((found.weights, (found.heads, found.tails)), shape=oracle.shape)
    assert oracle.nnz == ours.nnz
    assert abs(oracle - ours).max() < 1e-5


@pytest.mark.filterwarnings("ignore")  # umap-learn warns when it is imported
@pytest.mark.parametrize(("spread", "min_dist"), [(1.0, 0.1), (1.0, 0.0), (2.0, 0.5)])
def test_the_curve_equals_umap_learn_s(spread: float, min_dist: float) -> None:
    from umap.umap_ import find_ab_params

    from embexplorer.projectors._umap_graph import curve

    assert pytest.approx(find_ab_params(spread, min_dist)) == curve(spread, min_dist)


@pytest.mark.filterwarnings("ignore")  # umap-learn warns when it is imported
@pytest.mark.slow
def test_neighbours_are_kept_as_by_umap_learn(more_digits: EmbeddingSpace) -> None:
    from sklearn.manifold import trustworthiness
    from umap import UMAP

    rows, distances = with_itself(more_digits, 15)
    oracle = UMAP(
        n_epochs=200,
        init="pca",
        random_state=0,
        n_jobs=1,
        precomputed_knn=(rows, distances, None),
        force_approximation_algorithm=True,
    ).fit_transform(more_digits.vectors)

    found = Umap(metric="euclidean", epochs=200).run(Inputs(space=more_digits)).coordinates

    ours, theirs = (trustworthiness(more_digits.vectors, places) for places in (found, oracle))
    assert ours > theirs - 0.005


def test_the_same_seed_gives_the_same_bits_in_a_fresh_process(few_digits: EmbeddingSpace, tmp_path: Path) -> None:
    space = few_digits.save(tmp_path / "space")
    first = Umap(epochs=60, seed=5).run(Inputs(space=space)).coordinates
    second = Umap(epochs=60, seed=5).run(Inputs(space=few_digits)).coordinates

    script = AGAIN.format(module="umap", step="Umap", parameters="epochs=60, seed=5")
    subprocess.run([sys.executable, "-c", script, tmp_path / "space", tmp_path / "again"], check=True, timeout=100)

    assert first.tobytes() == second.tobytes()
    assert first.tobytes() == np.load(tmp_path / "again" / "coordinates.npy").tobytes()


def test_another_seed_gives_another_layout(few_digits: EmbeddingSpace) -> None:
    first, second = (Umap(epochs=20, seed=seed).run(Inputs(space=few_digits)).coordinates for seed in (1, 2))

    assert first.tobytes() != second.tobytes()


def test_a_frame_is_what_stopping_there_keeps(few_digits: EmbeddingSpace, watching: Report) -> None:
    Umap(epochs=30).run(Inputs(space=few_digits), watching)

    stopped = Umap(epochs=30).stopped_at(12).run(Inputs(space=few_digits))

    assert (12, 30) == (watching.frames[13].at, watching.frames[13].total)
    assert watching.frames[13].array.tobytes() == stopped.coordinates.tobytes()


def test_it_stops_when_asked(few_digits: EmbeddingSpace, stopping: Report) -> None:
    with pytest.raises(Cancelled):
        Umap().run(Inputs(space=few_digits), stopping)


def test_it_runs_without_umap_learn_and_pynndescent() -> None:
    script = "import sys; from embexplorer.projectors.umap import Umap; Umap.warm(); "
    script += "print({'umap', 'pynndescent'} & set(sys.modules))"

    shown = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=100)

    assert "set()" == shown.stdout.strip()


def test_too_few_rows_lower_the_neighbours_with_a_sentence(few_digits: EmbeddingSpace) -> None:
    space = EmbeddingSpace(name="nine", keys=few_digits.keys[:9], vectors=few_digits.vectors[:9])

    result = Umap(epochs=10).run(Inputs(space=space))

    assert ("15 neighbours are too many for 9 rows; 9 were used.",) == result.notes


def test_a_minimal_distance_above_the_spread_is_refused(few_digits: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="above --spread"):
        Umap(min_dist=0.9, spread=0.5).run(Inputs(space=few_digits))


def test_many_copies_of_a_row_are_still_laid_out(few_digits: EmbeddingSpace) -> None:
    vectors = np.concatenate([few_digits.vectors[:40], np.repeat(few_digits.vectors[:1], 60, axis=0)])
    space = EmbeddingSpace(name="copies", keys=few_digits.keys[:100], vectors=vectors)

    assert np.isfinite(Umap(epochs=50).run(Inputs(space=space)).coordinates).all()
