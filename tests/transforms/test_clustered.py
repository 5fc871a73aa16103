"""Clusters as a column of a space."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.space import EmbeddingSpace, beside_of
from embexplorer.core.table import Table
from embexplorer.probes.cluster import Cluster
from embexplorer.transforms.clustered import Clustered


def made(space: EmbeddingSpace, **parameters: Any) -> EmbeddingSpace:
    return Clustered(column="found", **parameters).run(Inputs(space=space))


def test_the_column_is_what_the_probe_finds(clusters: EmbeddingSpace) -> None:
    words = Cluster(clusters=4, seed=3).run(Inputs(space=clusters)).parts["words"]

    column = made(clusters, clusters=4, seed=3).columns["found"]

    assert words["cluster"].to_pylist() == column.to_pylist()


def test_vectors_and_captions_stay_those_of_the_space(clusters: EmbeddingSpace) -> None:
    space = made(clusters, clusters=3)

    assert (np.array_equal(clusters.vectors, space.vectors), ()) == (True, space.derived)


def test_rows_in_no_cluster_have_no_value(clusters: EmbeddingSpace) -> None:
    found = Cluster(method="hdbscan", least=12).run(Inputs(space=clusters))

    column = made(clusters, method="hdbscan", least=12).columns["found"]

    assert found.facts["noise"] == column.combine_chunks().null_count


def test_the_clusters_lie_beside_the_space_that_is_written(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    space = perform(Clustered(column="found", clusters=3), Inputs(space=clusters))
    space.save(tmp_path / "written")

    tables = [Table.open(folder) for folder in beside_of(tmp_path / "written")]
    assert [3] == [table.columns.num_rows for table in tables]


@pytest.mark.parametrize(
    ("column", "says"), [("cluster", "has a column ‘cluster’ already"), (" ", "--column is empty")]
)
def test_a_name_that_will_not_do_is_refused(clusters: EmbeddingSpace, column: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        Clustered(column=column).run(Inputs(space=clusters))
