"""Which rows are drawn, and how the map says why."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.keys import Keys
from embexplorer.core.look import ColumnFilter, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.shown_rows import filter_text
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table

COLUMNS = pa.table({"rank": [1, 2, 3, 4], "kind": ["x", "y", "x", "z"]})
SPACE = EmbeddingSpace(name="s", keys=Keys("abcd"), vectors=np.eye(4, dtype=np.float32), columns=COLUMNS)
FLAT = Projection(name="flat", coordinates=np.zeros((4, 2), np.float32))
FEW = Look(filters=(ColumnFilter(column="rank", high=2.0),))


def test_a_map_without_filters_shows_all() -> None:
    figure = resolve(SPACE, FLAT, Look())

    assert (None, ()) == (figure.shown, figure.badges)


def test_a_filter_hides_rows_and_the_map_says_so() -> None:
    figure = resolve(SPACE, FLAT, FEW)

    assert figure.shown is not None
    assert [True, True, False, False] == figure.shown.tolist()
    assert ("2 of 4 shown: rank ≤ 2",) == figure.badges


def test_only_isolated_rows_are_shown() -> None:
    figure = resolve(SPACE, FLAT, FEW, isolated=np.array([1, 3]))

    assert figure.shown is not None
    assert [False, True, False, False] == figure.shown.tolist()
    assert ("1 of 4 shown: rank ≤ 2 · isolated",) == figure.badges


def test_a_class_that_the_legend_hides_is_not_shown() -> None:
    figure = resolve(SPACE, FLAT, Look(color_by="kind", hidden=("x",)))

    assert figure.shown is not None
    assert [False, True, False, True] == figure.shown.tolist()
    assert ("2 of 4 shown: without x",) == figure.badges


def test_hidden_classes_of_another_colouring_hide_nothing() -> None:
    assert resolve(SPACE, FLAT, Look(hidden=("x",))).shown is None


def test_a_filter_that_all_rows_pass_hides_nothing() -> None:
    figure = resolve(SPACE, FLAT, Look(filters=(ColumnFilter(column="rank", low=0.0),)))

    assert (None, ()) == (figure.shown, figure.badges)


def test_a_filter_on_an_absent_column_waits_and_says_so() -> None:
    figure = resolve(SPACE, FLAT, Look(filters=(ColumnFilter(column="year", low=0.0),)))

    assert (None, ("No column ‘year’ here, so its filter waits",)) == (figure.shown, figure.badges)


def test_columns_of_the_trust_filter_too() -> None:
    trust = Table(name="t", columns=pa.table({"kept_share": [0.1, 0.9, 0.8, 0.2]}))

    figure = resolve(SPACE, FLAT, Look(filters=(ColumnFilter(column="kept_share", low=0.5),)), trust=trust)

    assert figure.shown is not None
    assert [1, 2] == np.flatnonzero(figure.shown).tolist()


def test_the_same_rows_are_the_same_array() -> None:
    known = resolve(SPACE, FLAT, FEW)

    assert known.shown is resolve(SPACE, FLAT, FEW, np.array([1]), known=known).shown


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (ColumnFilter(column="rank", low=2.0, high=6000.0), "2 ≤ rank ≤ 6,000"),
        (ColumnFilter(column="rank", low=-2.5), "rank ≥ −2.5"),
        (ColumnFilter(column="kind", values=("x", "y")), "kind: x, y"),
        (ColumnFilter(column="kind", values=("a", "b", "c", "d", "e")), "kind: a, b, c and 2 more"),
        (ColumnFilter(column="kind", contains="ing"), "kind contains ‘ing’"),
        (ColumnFilter(column="kind", values=("x",), missing=True), "kind: x or no kind"),
        (ColumnFilter(column="kind", values=(), missing=True), "no kind"),
        (ColumnFilter(column="kind", values=()), "no value of kind"),
        (ColumnFilter(column="kind"), "with kind"),
    ],
)
def test_a_filter_is_said_in_a_few_words(wish: ColumnFilter, said: str) -> None:
    assert said == filter_text(wish)
