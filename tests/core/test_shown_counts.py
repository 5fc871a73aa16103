"""What a legend counts while filters and isolation leave rows out."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.figure import NO_ROWS, Figure
from embexplorer.core.keys import Keys
from embexplorer.core.look import ColumnFilter, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray

KINDS = ["a", "a", "a", "b", "b", "c"]
FORMS = ["x", "y", "x", "y", "x", "y"]


@pytest.fixture
def space() -> EmbeddingSpace:
    columns = pa.table({"kind": KINDS, "form": FORMS, "n": range(6)})
    return EmbeddingSpace(name="six", keys=Keys(list("uvwxyz")), vectors=np.zeros((6, 2), np.float32), columns=columns)


def drawn(space: EmbeddingSpace, isolated: IntArray = NO_ROWS, known: Figure | None = None, **wishes: object) -> Figure:
    projection = Projection(name="map", coordinates=np.zeros((6, 2), np.float32))
    look = Look(color_by="kind", shape_by="form", **wishes)
    return resolve(space, projection, look, isolated=isolated, known=known)


def of_colors(figure: Figure) -> dict[str, int]:
    assert figure.shown_counts is not None
    return {entry.label: int(figure.shown_counts.colors[entry.code]) for entry in figure.coloring.entries}


def test_filters_and_isolation_are_counted_in_each_class(space: EmbeddingSpace) -> None:
    figure = drawn(space, np.array([0, 3, 4, 5]), filters=(ColumnFilter(column="n", low=1, high=4),))

    assert {"a": 0, "b": 2, "c": 0} == of_colors(figure)


def test_a_class_that_the_legend_hides_counts_as_if_it_were_shown(space: EmbeddingSpace) -> None:
    figure = drawn(space, filters=(ColumnFilter(column="n", low=1),), hidden=("a",))

    assert {"a": 2, "b": 2, "c": 1} == of_colors(figure)


def test_symbols_are_counted_too(space: EmbeddingSpace) -> None:
    figure = drawn(space, filters=(ColumnFilter(column="n", high=2),))

    assert figure.shown_counts is not None and figure.shaping is not None
    counts = figure.shown_counts.shapes
    assert {"x": 2, "y": 1} == {entry.label: int(counts[entry.code]) for entry in figure.shaping.entries}


@pytest.mark.parametrize("wishes", [{}, {"hidden": ("a",)}, {"filters": (ColumnFilter(column="n", low=0),)}])
def test_where_all_pass_there_is_no_second_number(space: EmbeddingSpace, wishes: dict[str, object]) -> None:
    assert drawn(space, **wishes).shown_counts is None


def test_what_has_not_changed_is_not_counted_again(space: EmbeddingSpace) -> None:
    filters = (ColumnFilter(column="n", high=2),)
    before = drawn(space, filters=filters)

    after = drawn(space, known=before, filters=filters, point_size=2.0)

    assert after.shown_counts is before.shown_counts
