"""Round numbers along an axis."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.axis_ticks import power_text, shared_power, tick_text, ticks


def test_ticks_are_round_numbers_within_the_axis() -> None:
    assert (-0.5, 0.0, 0.5, 1.0) == ticks(-0.9, 1.1, 4)


def test_an_axis_without_length_has_no_ticks() -> None:
    assert () == ticks(1.0, 1.0, 5)


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.5, 0.5, "0.5"),
        (-2.0, 1.0, "\u22122"),
        (0.30000000000000004, 0.1, "0.3"),
        (-0.0, 0.1, "0.0"),
        (0.0, 5e-25, "0"),
    ],
)
def test_a_tick_has_the_decimals_of_its_step(value: float, step: float, text: str) -> None:
    assert text == tick_text(value, step)


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(1, 12))
def test_there_are_never_more_ticks_than_asked_and_all_lie_within(low: float, width: float, most: int) -> None:
    found = ticks(low, low + width, most)

    assert len(found) <= most + 1
    assert all(low - width * 1e-6 <= tick <= low + width * (1 + 1e-6) for tick in found)
    assert math.isfinite(sum(found))


@pytest.mark.parametrize(
    ("value", "step", "text"), [(2e38, 2e38, "2e38"), (-4e-43, 2e-43, "−4e−43"), (1_050_000.0, 50_000.0, "1.05e6")]
)
def test_numbers_in_powers_have_the_digits_that_tell_them_apart(value: float, step: float, text: str) -> None:
    assert text == tick_text(value, step)


@pytest.mark.parametrize(
    ("values", "power"), [((-2e38, 0.0, 1e38), 38), ((1e-28, 2e-28), -28), ((0.0,), 0), ((), 0), ((0.5, 9.5), 0)]
)
def test_ticks_share_the_power_of_the_largest(values: tuple[float, ...], power: int) -> None:
    assert power == shared_power(values)


def test_a_power_is_written_raised() -> None:
    assert "×10⁻²⁸" == power_text(-28)
