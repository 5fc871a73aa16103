"""Numbers as the user reads them."""

import pytest

from embexplorer.core.number_text import number_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (30228, "30,228"),
        (-0.15, "\u22120.15"),
        (0.7683, "0.768"),
        (6.0, "6"),
        (1234.567, "1,234.6"),
        (0.00001, "1.00e\u221205"),
    ],
)
def test_a_number_is_written_as_the_user_reads_it(value: float, text: str) -> None:
    assert text == number_text(value)


def test_what_is_no_number_says_so() -> None:
    assert "nan" == number_text(float("nan"))
