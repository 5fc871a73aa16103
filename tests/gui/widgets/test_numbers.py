"""Numbers as the user reads them."""

import pytest

from embexplorer.gui.widgets.numbers import kind_of, written


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (30228, "count", "30,228"),
        (0.7683, "score", "0.768"),
        (-0.15, "score", "−0.150"),
        (0.001, "share", "< 0.01"),
        (0.0, "share", "< 0.01"),
        (27.8, "share", "27.80"),
        (6.1234, "norm", "6.12"),
        (-2.8765e38, "norm", "−2.88e+38"),
        (1e20, "score", "1.00e+20"),
        (1900, "year", "1900"),
        (None, "score", ""),
        (float("nan"), "score", "nan"),
        (float("-inf"), "number", "−∞"),
        ("<b>", "text", "<b>"),
        (True, "count", "True"),
    ],
)
def test_a_value_is_written(value: object, kind: str, text: str) -> None:
    assert written(value, kind) == text


def test_the_kind_follows_name_and_type() -> None:
    numbers = [kind_of("norm", False, True), kind_of("x", True, True), kind_of("x", False, True)]

    assert [*numbers, kind_of("x", True, False)] == ["norm", "count", "number", "text"]


def test_years_have_no_comma() -> None:
    assert kind_of("birth_year", values_are_whole=True, values_are_numbers=True) == "year"
