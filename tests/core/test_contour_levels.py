"""Shares of points are typed in per cent and come back as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.contour_levels import levels_read, levels_written
from embexplorer.core.errors import UserError
from embexplorer.core.look import CONTOURS


@given(st.sets(st.integers(1, 999), min_size=1, max_size=12))
def test_what_is_written_can_be_read(tenths: set[int]) -> None:
    levels = tuple(sorted(round(tenth / 1000, 6) for tenth in tenths))

    assert levels == levels_read(levels_written(levels))


def test_nothing_typed_means_the_usual_shares() -> None:
    assert CONTOURS == levels_read("  ")


@pytest.mark.parametrize("text", ["0", "100", "half", "nan", "50;60", "-5", " ".join(map(str, range(1, 14)))])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        levels_read(text)
