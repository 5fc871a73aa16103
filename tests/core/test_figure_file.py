"""How a figure is put into a file is one value that can be kept and is checked."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from embexplorer.core.errors import UserError
from embexplorer.core.figure_file import COLUMNS, PARTS, FigureFile, of_screen


def test_a_column_of_89_mm_at_300_dpi_has_1051_pixels() -> None:
    assert (1051, 827) == FigureFile(width=89, height=70, dpi=300).pixels


def test_as_on_a_screen_a_figure_has_its_pixels_times_the_ratio() -> None:
    file = of_screen("png", (1280, 900), dark=True, ratio=2.0, text=11)

    assert (2560, 1800) == file.pixels
    assert ("dark", 8.25) == (file.ground, file.points)


@given(
    some.floats(20, 400),
    some.integers(72, 600),
    some.sampled_from(["png", "svg", "pdf", "html"]),
    some.sets(some.sampled_from(PARTS)),
    some.text(max_size=20),
)
def test_what_is_kept_is_read_back(width: float, dpi: int, kind: str, parts: set[str], family: str) -> None:
    file = FigureFile(width=width, dpi=dpi, kind=kind, parts=tuple(parts), family=family)

    assert file == FigureFile.from_json(json.loads(json.dumps(file.to_json())))


def test_what_an_earlier_version_did_not_know_is_as_at_first() -> None:
    assert FigureFile(width=57) == FigureFile.from_json({"width": 57, "flavour": "vanilla"})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"width": 3}, "The width is 3 mm."),
        ({"height": float("nan")}, "The height is nan mm."),
        ({"dpi": 5}, "The resolution is 5 dpi."),
        ({"points": 0.5}, "The size of text is 0.5 pt."),
        ({"kind": "gif"}, "The kind of file is ‘gif’."),
        ({"ground": "pink"}, "The ground is ‘pink’."),
        ({"parts": ("moon",)}, "What is drawn is ‘moon’."),
        ({"width": 1200, "dpi": 1200}, "The figure would have 56,693 × 5,669 pixels."),
    ],
)
def test_what_cannot_be_is_refused_with_its_value(change: dict[str, object], told: str) -> None:
    with pytest.raises(UserError) as refused:
        replace(FigureFile(), **change).checked()

    assert told == refused.value.message


def test_no_two_columns_of_a_publisher_have_one_name() -> None:
    assert len(COLUMNS) == len({(column.publisher, column.name) for column in COLUMNS})
