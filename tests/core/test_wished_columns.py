"""What a look makes of columns, and of those that are not there."""

import pyarrow as pa

from embexplorer.core.look import ColoredSets, Look
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.wished_columns import lacking_badges, without_lacking


def test_columns_that_are_not_there_are_left_out_and_named(clusters: EmbeddingSpace) -> None:
    look = Look(color_by="wobble", size_by="wobble", shape_by="form", trust_k=7)

    left, lacking = without_lacking(look, clusters, None)

    assert Look(trust_k=7) == left
    assert ("wobble", "form") == lacking
    assert "Not drawn: this map knows no ‘wobble’" == lacking_badges(lacking)[0]


def test_what_the_map_knows_of_its_points_is_there(clusters: EmbeddingSpace) -> None:
    trust = Table(name="trust", columns=pa.table({"wobble": [0.0] * clusters.rows}))

    assert (Look(color_by="wobble"), ()) == without_lacking(Look(color_by="wobble"), clusters, trust)


def test_sets_colour_a_map_whatever_columns_there_are(clusters: EmbeddingSpace) -> None:
    look = Look(color_by="wobble", sets=ColoredSets(title="Poles", sets=()))

    assert (look, ()) == without_lacking(look, clusters, None)
