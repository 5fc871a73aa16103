"""Names and agreement of clusters, beside scikit-learn and counts by hand."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from embexplorer.core.clusters import (
    agreement,
    class_keywords,
    cluster_column,
    in_order_of_size,
    medoids,
    together,
)

labels = st.lists(st.integers(-1, 3), min_size=2, max_size=30)


@given(labels, st.randoms(use_true_random=False))
def test_agreement_is_the_adjusted_rand_index_of_scikit_learn(left: list[int], random: Random) -> None:
    right = [random.choice([-1, 0, 1]) for _ in left]

    assert pytest.approx(adjusted_rand_score(left, right)) == agreement(np.array(left), np.array(right))


def test_the_largest_cluster_is_the_first_and_noise_stays() -> None:
    ordered = in_order_of_size(np.array([7, 3, 3, -1, 7, 3, 9]))

    assert [1, 0, 0, -1, 1, 0, 2] == ordered.tolist()


def test_a_medoid_is_the_row_most_like_all_of_its_cluster() -> None:
    angles = np.deg2rad([0, 10, 50, 180, 190, 200])
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    best = medoids(rows, np.array([0, 0, 0, 1, 1, 1]), 1)

    assert [[1], [4]] == [row.tolist() for row in best]


def test_keywords_tell_the_clusters_apart() -> None:
    texts = ["the cat and the dog", "a dog sees the cat", "the star and the moon", "nothing"]

    words = class_keywords(texts, np.array([0, 0, 1, -1]), 2)

    assert [["cat", "dog"], ["moon", "star"]] == [sorted(some) for some in words]


def test_the_weight_of_a_keyword_is_that_of_the_paper() -> None:
    words = class_keywords(["b b a", "a a a a"], np.array([0, 1]), 2)

    shares = {"b": 2 / 3 * np.log(1 + 3.5 / 2), "a": 1 / 3 * np.log(1 + 3.5 / 5)}
    assert sorted(shares, key=lambda word: -shares[word]) == words[0]


def test_a_cluster_is_together_as_far_as_one_other_cluster_holds_it() -> None:
    shares = together(np.array([0, 0, 0, 0, 1, 1]), np.array([2, 2, 1, -1, -1, -1]))

    assert [0.5, 0.0] == shares.tolist()


def test_the_column_has_a_name_for_each_row_that_is_in_a_cluster() -> None:
    column = cluster_column(pa.table({"row": [2, 0], "cluster": ["1 cat", "2 dog"]}), 4)

    assert ["2 dog", None, "1 cat", None] == column.to_pylist()
