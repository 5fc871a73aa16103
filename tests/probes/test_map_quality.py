"""The quality of a map against scikit-learn and against rank matrices made by SciPy."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import rankdata

from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.map_quality import MapQuality
from embexplorer.projectors.pca import Pca


def asked(step: MapQuality, space: EmbeddingSpace, projection: Projection) -> Table:
    """The table of this question."""
    table = perform(step, Inputs(space=space, projection=projection))
    assert isinstance(table, Table)
    return table


def value_of(table: Table, measure: str, column: str = "value") -> float:
    """One number of the answer."""
    return float(table.columns[column][table.columns["measure"].to_pylist().index(measure)].as_py())


def rank_matrix(rows: np.ndarray, metric: str) -> np.ndarray:
    """Of every row the rank of every other, from 1; the row itself has 0."""
    distances = cdist(rows.astype(np.float64), rows.astype(np.float64), metric)
    np.fill_diagonal(distances, -1)
    return np.asarray(rankdata(distances, axis=1, method="ordinal") - 1)


@pytest.fixture(scope="module")
def cloud() -> EmbeddingSpace:
    """Two hundred rows of ten dimensions without ties."""
    vectors = np.random.default_rng(3).normal(size=(200, 10)).astype(np.float32)
    return EmbeddingSpace(name="cloud", keys=Keys([f"w{row}" for row in range(200)]), vectors=vectors)


@pytest.fixture(scope="module")
def flat(cloud: EmbeddingSpace) -> Projection:
    return Pca().run(Inputs(space=cloud))


@pytest.mark.parametrize("k", [1, 5, 15, 99])
@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_trustworthiness_is_that_of_scikit_learn(cloud: EmbeddingSpace, flat: Projection, k: int, metric: str) -> None:
    from sklearn.manifold import trustworthiness

    expected = trustworthiness(cloud.vectors, flat.coordinates[:, :2], n_neighbors=k, metric=metric)

    table = asked(MapQuality(k=k, metric=metric), cloud, flat)

    assert pytest.approx(expected, abs=1e-12) == value_of(table, "trustworthiness")


@pytest.mark.parametrize("k", [1, 15, 99])
def test_continuity_is_scikit_learn_s_trustworthiness_with_the_roles_changed(
    cloud: EmbeddingSpace, flat: Projection, k: int
) -> None:
    from sklearn.manifold import trustworthiness

    expected = trustworthiness(flat.coordinates[:, :2], cloud.vectors, n_neighbors=k)

    table = asked(MapQuality(k=k, metric="euclidean"), cloud, flat)

    assert pytest.approx(expected, abs=1e-12) == value_of(table, "continuity")


@pytest.mark.parametrize("k", [1, 7, 60])
def test_all_agree_with_rank_matrices(cloud: EmbeddingSpace, flat: Projection, k: int) -> None:
    true, on_map = rank_matrix(cloud.vectors, "cosine"), rank_matrix(flat.coordinates[:, :2], "euclidean")
    near, shown = (true >= 1) & (true <= k), (on_map >= 1) & (on_map <= k)
    scale = 2 / (200 * k * (2 * 200 - 3 * k - 1))
    trust = 1 - scale * ((true - k) * (shown & ~near)).sum()
    continuity = 1 - scale * ((on_map - k) * (near & ~shown)).sum()
    kept = (near & shown).sum() / (200 * k)

    table = asked(MapQuality(k=k), cloud, flat)

    assert pytest.approx(trust, abs=1e-12) == value_of(table, "trustworthiness")
    assert pytest.approx(continuity, abs=1e-12) == value_of(table, "continuity")
    assert pytest.approx(kept, abs=1e-12) == value_of(table, "neighbours kept")
    assert pytest.approx((199 * kept - k) / (199 - k), abs=1e-12) == value_of(table, "kept beyond chance")


def test_the_curve_says_at_each_k_what_asking_for_it_says(cloud: EmbeddingSpace, flat: Projection) -> None:
    curve = asked(MapQuality(k=3), cloud, flat).parts["curve"]
    at = curve["k"].to_pylist().index(24)

    table = asked(MapQuality(k=24), cloud, flat)

    assert pytest.approx(value_of(table, "neighbours kept")) == curve["kept"][at].as_py()
    assert pytest.approx(value_of(table, "trustworthiness")) == curve["trustworthiness"][at].as_py()
    assert pytest.approx(value_of(table, "continuity")) == curve["continuity"][at].as_py()


def test_a_random_layout_has_what_chance_gives() -> None:
    random = np.random.default_rng(0)
    space = EmbeddingSpace(
        name="r", keys=Keys([str(n) for n in range(1500)]), vectors=random.normal(size=(1500, 6)).astype(np.float32)
    )
    scattered = Projection(name="scattered", coordinates=random.normal(size=(1500, 2)).astype(np.float32))

    table = asked(MapQuality(k=40), space, scattered)

    assert pytest.approx(value_of(table, "trustworthiness", "random"), abs=0.02) == value_of(table, "trustworthiness")
    assert pytest.approx(value_of(table, "continuity", "random"), abs=0.02) == value_of(table, "continuity")
    assert pytest.approx(40 / 1499, abs=0.005) == value_of(table, "neighbours kept")


def test_a_map_that_shows_all_dimensions_is_perfect(cloud: EmbeddingSpace) -> None:
    flat = EmbeddingSpace(name="flat", keys=cloud.keys, vectors=np.ascontiguousarray(cloud.vectors[:, :2]))

    table = asked(MapQuality(metric="euclidean"), flat, Projection(name="itself", coordinates=flat.vectors))

    assert [1.0] * 4 == table.columns["value"].to_pylist()
    assert [1.0] * 4 == table.columns["low"].to_pylist()


def test_a_sample_is_said_and_its_interval_holds_what_all_rows_have(cloud: EmbeddingSpace, flat: Projection) -> None:
    whole = asked(MapQuality(k=10), cloud, flat)

    table = asked(MapQuality(k=10, sample=60), cloud, flat)

    assert "60 sampled of n = 200" in table.caption
    assert "Measured on 60 rows drawn with seed 0, each against all 200." in table.notes
    kept = value_of(whole, "neighbours kept")
    assert value_of(table, "neighbours kept", "low") <= kept <= value_of(table, "neighbours kept", "high")


def test_the_interval_is_that_of_scipy_s_bootstrap_nearly(cloud: EmbeddingSpace, flat: Projection) -> None:
    from scipy.stats import bootstrap

    true, on_map = rank_matrix(cloud.vectors, "cosine"), rank_matrix(flat.coordinates[:, :2], "euclidean")
    shares = ((true >= 1) & (true <= 10) & (on_map >= 1) & (on_map <= 10)).sum(axis=1) / 10
    expected = bootstrap((shares,), np.mean, n_resamples=5000, method="percentile", rng=np.random.default_rng(1))

    table = asked(MapQuality(k=10, times=5000), cloud, flat)

    assert pytest.approx(expected.confidence_interval.low, abs=0.005) == value_of(table, "neighbours kept", "low")
    assert pytest.approx(expected.confidence_interval.high, abs=0.005) == value_of(table, "neighbours kept", "high")


def test_too_large_a_k_is_lowered_and_said(cloud: EmbeddingSpace, flat: Projection) -> None:
    table = asked(MapQuality(k=150), cloud, flat)

    assert 99.0 == table.facts["k"]
    assert "k = 150 is too large for 200 rows; 99 was used." in table.notes


def test_points_in_one_place_are_told_apart_by_their_row(clusters: EmbeddingSpace) -> None:
    heap = Projection(name="heap", coordinates=np.zeros((90, 2), np.float32))

    table = asked(MapQuality(k=5), clusters, heap)

    first = {*range(6)}
    true = rank_matrix(clusters.vectors, "cosine")
    hits = sum(
        len({other for other in range(90) if 1 <= true[row, other] <= 5} & set(sorted(first - {row})[:5]))
        for row in range(90)
    )
    assert pytest.approx(hits / 450) == value_of(table, "neighbours kept")
