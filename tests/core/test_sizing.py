"""How numbers become the size of points."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.errors import UserError
from embexplorer.core.sizing import LEAST, area_share, size_by


def test_twice_the_value_is_twice_the_area() -> None:
    codes = size_by("count", pa.array([100, 50, 25])).codes

    assert pytest.approx([1, 1 / 2, 1 / 4], abs=0.003) == [area_share(int(code)) for code in codes]


def test_nothing_is_smaller_than_a_sixteenth() -> None:
    codes = size_by("count", pa.array([1000, 1, 0])).codes

    assert [1, LEAST, LEAST] == [area_share(int(code)) for code in codes]


def test_where_values_are_below_zero_the_area_grows_from_the_least_to_the_greatest() -> None:
    codes = size_by("shift", pa.array([-2.0, 0.0, 2.0])).codes

    assert pytest.approx([LEAST, 1 / 2, 1], abs=0.003) == [area_share(int(code)) for code in codes]


def test_rows_without_a_value_are_smallest_and_counted() -> None:
    sizing = size_by("norm", pa.array([4.0, None, float("nan"), float("inf")]))

    assert (3, [255, 0, 0, 0]) == (sizing.missing, sizing.codes.tolist())


def test_the_legend_shows_three_round_values_and_the_greatest() -> None:
    sizing = size_by("count", pa.array([3, 968]))

    assert ("100", "400", "968") == tuple(text for _, text in sizing.samples)


def test_counts_have_whole_samples() -> None:
    assert ("1", "2", "5") == tuple(text for _, text in size_by("count", pa.array([5, 5])).samples)


def test_nothing_but_zero_is_one_size() -> None:
    assert ((255, "0"),) == size_by("count", pa.array([0, 0])).samples


def test_a_column_without_any_value_has_no_samples() -> None:
    sizing = size_by("norm", pa.array([None, None], pa.float64()))

    assert (2, (), [0, 0]) == (sizing.missing, sizing.samples, sizing.codes.tolist())


def test_words_have_no_size() -> None:
    with pytest.raises(UserError, match="‘kind’ holds string, which has no size"):
        size_by("kind", pa.array(["a"]))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1, max_size=50))
def test_a_greater_value_is_never_smaller(values: list[float]) -> None:
    codes = size_by("x", pa.array(values, pa.float64())).codes

    assert (np.diff(codes[np.argsort(values, kind="stable")].astype(int)) >= 0).all()
