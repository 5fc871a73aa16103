"""What lies between two clusters against NumPy, SciPy and counting by hand."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist, cosine

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.between import NEVER, Between
from embexplorer.projectors.pca import Pca


def asked(step: Between, space: EmbeddingSpace, projection: Projection | None = None) -> Table:
    """The table of this question."""
    table = perform(step, Inputs(space=space, projection=projection))
    assert isinstance(table, Table)
    return table


def numbers_of(table: Table, measure: str) -> tuple[float | None, float | None, float | None]:
    """Value, low and high of one measure."""
    place = table.columns["measure"].to_pylist().index(measure)
    return tuple(table.columns[name][place].as_py() for name in ("value", "low", "high"))  # type: ignore[return-value]


def nearest_by_sorting(vectors: np.ndarray, k: int) -> np.ndarray:
    """The k nearest others of every row by cosine."""
    distances = cdist(vectors.astype(float), vectors.astype(float), "cosine")
    np.fill_diagonal(distances, np.inf)
    return np.argsort(distances, axis=1)[:, :k]


A_B = {"left": ("a",), "right": ("b",), "column": "cluster"}


def test_the_centroid_cosine_is_that_of_the_means(clusters: EmbeddingSpace) -> None:
    expected = 1 - cosine(
        clusters.vectors[:30].mean(axis=0, dtype=float), clusters.vectors[30:60].mean(axis=0, dtype=float)
    )

    table = asked(Between(**A_B), clusters)

    value, low, high = numbers_of(table, "centroid cosine")
    assert pytest.approx(expected) == value
    assert low < value < high


def test_the_interval_is_that_of_scipy_s_bootstrap_nearly(clusters: EmbeddingSpace) -> None:
    from scipy.stats import bootstrap

    def measure(left: np.ndarray, right: np.ndarray) -> float:
        rows = clusters.vectors.astype(float)
        return 1 - cosine(rows[left].mean(axis=0), rows[right].mean(axis=0))

    expected = bootstrap(
        (np.arange(30), np.arange(30, 60)), measure, n_resamples=3000, method="percentile", vectorized=False,
        rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip

    _, low, high = numbers_of(asked(Between(**A_B, times=3000), clusters), "centroid cosine")

    assert pytest.approx(expected.low, abs=0.01) == low
    assert pytest.approx(expected.high, abs=0.01) == high


def test_overlap_is_counted_among_the_true_neighbours() -> None:
    vectors = np.random.default_rng(5).normal(size=(80, 4)).astype(np.float32)
    words = [f"w{row}" for row in range(80)]
    space = EmbeddingSpace(name="mixed", keys=Keys(words), vectors=vectors)
    near = nearest_by_sorting(vectors, 7)

    table = asked(Between(left=tuple(words[:20]), right=tuple(words[20:50]), k=7), space)

    into = np.mean([len(set(near[row]) & set(range(20, 50))) / 7 for row in range(20)])
    back = np.mean([len(set(near[row]) & set(range(20))) / 7 for row in range(20, 50)])
    assert pytest.approx(into) == numbers_of(table, "neighbours of w0, w1 … (20) in w20, w21 … (30)")[0]
    assert pytest.approx(back) == numbers_of(table, "neighbours of w20, w21 … (30) in w0, w1 … (20)")[0]
    assert "by chance 38 % and 25 %" in table.notes[-1]


def test_cosines_of_pairs_are_those_of_the_whole_matrix(clusters: EmbeddingSpace) -> None:
    cosines = 1 - cdist(clusters.vectors.astype(float), clusters.vectors.astype(float), "cosine")
    inner = cosines[:30, :30]

    table = asked(Between(**A_B), clusters)

    assert pytest.approx(cosines[:30, 30:60].mean()) == numbers_of(table, "cosine of pairs, one from each")[0]
    assert pytest.approx((inner.sum() - 30) / (30 * 29)) == numbers_of(table, "cosine of pairs within a")[0]


def test_a_map_adds_its_distance_and_that_it_is_not_data(clusters: EmbeddingSpace) -> None:
    places = np.zeros((90, 2), np.float32)
    places[30:60] = (3, 4)

    table = asked(Between(**A_B), clusters, Projection(name="t-SNE", coordinates=places))

    assert (5.0, None, None) == numbers_of(table, "map distance")
    assert NEVER in table.notes


def test_the_distance_of_a_pca_is_not_said_to_be_no_data(clusters: EmbeddingSpace) -> None:
    table = asked(Between(**A_B), clusters, Pca().run(Inputs(space=clusters)))

    assert NEVER not in table.notes


def test_two_words_have_no_interval(clusters: EmbeddingSpace) -> None:
    table = asked(Between(left=("w1",), right=("w40",)), clusters)

    expected = 1 - cosine(clusters.vectors[1].astype(float), clusters.vectors[40].astype(float))
    assert (pytest.approx(expected), None, None) == numbers_of(table, "centroid cosine")


def test_missing_words_are_listed_and_left_out(clusters: EmbeddingSpace) -> None:
    table = asked(Between(left=("w1", "nowhere"), right=("w40", "w41")), clusters)

    assert ("nowhere",) == table.missing
    assert 1.0 == table.facts["left"]


def test_rows_that_are_in_both_are_counted(clusters: EmbeddingSpace) -> None:
    table = asked(Between(left=("w1", "w2"), right=("w2", "w3")), clusters)

    assert "1 rows are in both." in table.notes


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Two clusters are needed"),
        ({"left": ("a",), "right": ("z",), "column": "cluster"}, "No row has ‘z’ in the column ‘cluster’"),
        ({"left": ("a",), "right": ("b",), "column": "kind"}, "clusters has no column ‘kind’"),
        ({"left": ("w1",), "right": ("w900",)}, "‘w900’ is not in this space"),
    ],
)
def test_what_cannot_be_measured_is_refused(clusters: EmbeddingSpace, given: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        asked(Between(**given), clusters)  # type: ignore[arg-type]
