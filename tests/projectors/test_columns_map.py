"""A map from columns: which numbers are places, and what is said of rows without them."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.columns_map import ColumnsMap


@pytest.fixture
def cities() -> EmbeddingSpace:
    """Three cities with their places; of one a number is missing, and of another one is not finite."""
    columns = pa.table(
        {
            "east": pa.array([13.4, None, 2.35]),
            "north": pa.array([52.5, 51.5, 48.9]),
            "height": pa.array([34.0, 11.0, float("inf")]),
            "founded": pa.array([dt.date(1970, 1, 11), None, dt.date(1970, 1, 2)]),
            "name": pa.array(["Berlin", "London", "Paris"]),
        }
    )
    return EmbeddingSpace(
        name="cities", keys=Keys(["b", "l", "p"]), vectors=np.ones((3, 2), np.float32), columns=columns
    )


def test_the_columns_are_the_coordinates_and_their_names_the_axes(cities: EmbeddingSpace) -> None:
    made = ColumnsMap(x="east", y="north").run(Inputs(space=cities))

    expected = np.array([[13.4, 52.5], [np.nan, np.nan], [2.35, 48.9]], np.float32)
    np.testing.assert_array_equal(expected, made.coordinates)
    assert ("east", "north") == made.axes


def test_rows_without_a_number_are_counted(cities: EmbeddingSpace) -> None:
    made = ColumnsMap(x="east", y="north", z="height").run(Inputs(space=cities))

    assert "2 of 3 rows have no number in ‘east’, ‘north’ and ‘height’, and are not drawn." == made.notes[1]
    assert {"without_place": 2.0} == made.facts


def test_dates_are_places_too(cities: EmbeddingSpace) -> None:
    made = ColumnsMap(x="founded", y="north").run(Inputs(space=cities))

    assert (10.0, 1.0) == (float(made.coordinates[0, 0]), float(made.coordinates[2, 0]))


def test_a_column_of_words_is_refused_by_name(cities: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘name’ holds string, and no numbers"):
        ColumnsMap(x="name", y="north").run(Inputs(space=cities))


def test_a_column_that_is_not_there_is_refused_with_those_that_are(cities: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="no column ‘west’.*east, north, height"):
        ColumnsMap(x="west", y="north").run(Inputs(space=cities))


def test_standardised_columns_have_one_spread_and_their_axes_say_so(clusters: EmbeddingSpace) -> None:
    made = ColumnsMap(x="rank", y="norm", standardised=True).run(Inputs(space=clusters))

    np.testing.assert_allclose([1, 1], made.coordinates.std(axis=0), rtol=1e-5)
    assert "rank · in standard deviations" == made.axes[0]
