"""Silhouettes against scikit-learn, and by what they are."""

import numpy as np
import pytest
from sklearn.metrics import silhouette_samples

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report
from embexplorer.core.silhouettes import AT_ONCE, silhouettes
from embexplorer.core.space import EmbeddingSpace


def test_they_are_those_of_scikit_learn_over_several_blocks() -> None:
    random = np.random.default_rng(0)
    labels = random.integers(0, 7, 2 * AT_ONCE + 11)
    rows = (random.normal(size=(len(labels), 5)) + labels[:, None]).astype(np.float32)

    assert pytest.approx(silhouette_samples(rows.astype(np.float64), labels), abs=2e-5) == silhouettes(rows, labels)


def test_a_row_alone_in_its_cluster_has_none_to_speak_of(clusters: EmbeddingSpace) -> None:
    labels = np.zeros(clusters.rows, np.int64)
    labels[4] = 1

    assert 0.0 == silhouettes(clusters.vectors, labels)[4]


def test_equal_rows_in_two_clusters_are_at_home_in_neither() -> None:
    rows, labels = np.ones((6, 3), np.float32), np.array([0, 0, 0, 1, 1, 1])

    assert [0.0] * 6 == silhouettes(rows, labels).tolist()


class Stopped(Report):
    """Stops at the first word."""

    def __call__(self, done: float, text: str) -> None:
        raise UserError(text)


def test_they_can_be_stopped(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Judging how clusters hold together: 0 of 90 rows"):
        silhouettes(clusters.vectors, np.arange(90) % 3, Stopped())
