"""Supervised and three-dimensional t-SNE."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.class_labels import ClassLabels
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.tsne import Tsne, supervised


@pytest.fixture
def labelled(few_digits: EmbeddingSpace) -> EmbeddingSpace:
    from sklearn.datasets import load_digits

    return replace(few_digits, columns=pa.table({"digit": load_digits().target[:300]}))


def test_neighbours_of_other_classes_count_less_and_every_row_keeps_its_sum() -> None:
    """Row 0 holds 1 (its class) and 2 (another) alike; by exp(−5) of the other, then to a sum of 1, then both ways."""
    from scipy.sparse import csr_matrix

    shares = csr_matrix(np.array([[0, 0.5, 0.5], [1, 0, 0], [1, 0, 0]]))
    labels = ClassLabels(column="c", codes=np.array([0, 0, 1]), classes=2)
    less = np.exp(-5.0)
    one_way = np.array([[0, 1 / (1 + less), less / (1 + less)], [1, 0, 0], [1, 0, 0]])
    expected = (one_way + one_way.T) / 6

    found = supervised(shares, labels, 0.5).toarray()

    np.testing.assert_allclose(expected, found)


def test_a_row_whose_neighbours_are_all_of_other_classes_stays_in_the_map() -> None:
    from scipy.sparse import csr_matrix

    shares = csr_matrix(np.array([[0, 1.0], [1.0, 0]]))

    found = supervised(shares, ClassLabels(column="c", codes=np.array([0, 1]), classes=2), 1.0).toarray()

    np.testing.assert_allclose([[0, 0.5], [0.5, 0]], found)


def test_supervised_classes_stand_further_apart_and_the_map_says_why(labelled: EmbeddingSpace) -> None:
    from sklearn.metrics import silhouette_score

    classes = labelled.columns["digit"].to_pylist()
    plain = Tsne(metric="euclidean", iterations=300).run(Inputs(space=labelled))

    made = Tsne(metric="euclidean", iterations=300, supervised_by="digit").run(Inputs(space=labelled))

    assert silhouette_score(made.coordinates, classes) > silhouette_score(plain.coordinates, classes) + 0.05
    assert "t-SNE · perplexity 30 · supervised by digit" == made.name
    assert made.notes[0].startswith("Supervised by column ‘digit’")


def test_three_dimensions_keep_neighbours_and_repeat(few_digits: EmbeddingSpace) -> None:
    from sklearn.manifold import trustworthiness

    step = Tsne(metric="euclidean", iterations=300, dimensions=3)

    made, again = (step.run(Inputs(space=few_digits)).coordinates for _ in range(2))

    assert (300, 3) == made.shape
    assert np.array_equal(made, again)
    assert trustworthiness(few_digits.vectors, made) > 0.97


def test_a_flat_map_does_not_go_on_in_three_dimensions(few_digits: EmbeddingSpace) -> None:
    flat = Projection(name="flat", coordinates=np.array(few_digits.vectors[:, :2]))

    with pytest.raises(UserError, match="flat has only two components"):
        Tsne(dimensions=3).run(Inputs(space=few_digits, projection=flat))
