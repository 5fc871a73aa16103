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
    first_rows,
    in_order_of_size,
    medoids,
    read_off,
    renamed,
    rows_in,
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


WORDS = pa.table({"row": [0, 2, 3, 5], "cluster": ["2 dog", "1 cat", "2 dog", "1 cat"]})


def test_the_rows_of_a_cluster_are_those_that_bear_its_name() -> None:
    assert [2, 5] == rows_in(WORDS, "1 cat").tolist()


def test_a_cluster_that_there_is_not_has_no_rows() -> None:
    assert [] == rows_in(WORDS, "3 cow").tolist()


def test_each_cluster_has_its_first_row() -> None:
    assert {"1 cat": 2, "2 dog": 0} == first_rows(WORDS)


def test_names_that_are_kept_once_are_read_alike() -> None:
    encoded = WORDS.set_column(1, "cluster", WORDS["cluster"].dictionary_encode())

    assert [2, 5] == rows_in(encoded, "1 cat").tolist()
    assert cluster_column(WORDS, 6).equals(cluster_column(encoded, 6))


def test_renaming_leaves_the_other_rows_alone() -> None:
    column = pa.chunked_array([cluster_column(WORDS, 6)])

    assert ["2 dog", None, "pets", "2 dog", None, "pets"] == renamed(column, np.array([2, 5]), "pets").to_pylist()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (0.18, "agree to 0.18: do not read clusters off this map."),
        (0.6, "agree to 0.60: what looks like a cluster on this map is one only in part."),
        (0.95, "agree to 0.95: this map shows the clusters of the space."),
    ],
)
def test_agreement_is_told_in_a_sentence(value: float, says: str) -> None:
    assert f"These clusters and those of the map PCA {says}" == read_off(value, "PCA")
