"""What words keep, as colours, as a distribution and as tables of either side."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.agreement import (
    INTERVAL,
    ONLY_HERE,
    agreement,
    changed_first,
    counted,
    distribution,
    mean_shared,
    of_side,
    only_on,
    spread,
    stable_first,
    with_interval,
)
from embexplorer.core.coloring import NONE, TOP, color_by
from embexplorer.core.table import Table

WORDS = pa.table({"row": [5, 0, 2], "word": ["f", "a", "c"], "shared": [0, 1, 4], "of": [4, 4, 4]})


@pytest.fixture
def answer() -> Table:
    """Two neighbours on each side; c is on both."""
    columns = {"row": [1, 2, 2, 3], "side": [0, 0, 1, 1], "word": ["b", "c", "c", "d"], "rank_in_other": [9, 1, 2, 7]}
    return Table(name="a", columns=pa.table(columns), facts={"k": 2.0})


def test_the_scale_goes_from_nothing_kept_to_all_kept() -> None:
    coloring = agreement(WORDS, 6)

    assert [0, TOP, round(TOP / 4)] == [coloring.codes[row] for row in (5, 2, 0)]


def test_a_word_that_only_one_space_has_has_no_colour() -> None:
    assert [NONE] * 3 == agreement(WORDS, 6).codes[[1, 3, 4]].tolist()


def test_a_card_says_how_many_of_how_many() -> None:
    assert ["1 of 4", ""] == [agreement(WORDS, 6).text(row) for row in (0, 1)]


def test_the_order_is_that_of_the_answer() -> None:
    assert [5, 0, 2] == changed_first(WORDS).tolist()


def test_the_stable_ones_come_first_when_they_are_wanted() -> None:
    assert ["c", "a", "f"] == stable_first(WORDS)["word"].to_pylist()


def test_words_are_counted_by_what_they_keep() -> None:
    assert [1, 1, 0, 0, 1] == distribution(WORDS).tolist()


def test_the_mean_is_over_all_words() -> None:
    assert pytest.approx(5 / 3) == mean_shared(WORDS)


def test_a_column_is_counted_by_the_rows_that_are_shared_and_keeps_its_colours() -> None:
    column = pa.chunked_array([["x", "y", "y", "z"]])
    rows = np.array([1, 2, 3])

    coloring = spread(counted(color_by("kind", column), rows), rows, 4)

    assert [("y", 2), ("x", 0), ("z", 1)] == [(entry.label, entry.count) for entry in coloring.entries]
    assert [NONE, 0, 0, 2] == coloring.codes.tolist()
    assert ["", "y", "y", "z"] == [coloring.text(row) for row in range(4)]


def test_a_side_says_which_neighbours_only_it_has(answer: Table) -> None:
    assert [[True, False], [False, True]] == [of_side(answer, side).columns[ONLY_HERE].to_pylist() for side in (0, 1)]


def test_lines_lead_to_the_neighbours_of_one_side_only(answer: Table) -> None:
    assert [[1], [3]] == [only_on(answer, side).tolist() for side in (0, 1)]


def test_an_interval_is_written_with_both_ends() -> None:
    answer = Table(name="", columns=pa.table({"low": [0.6513, -0.1], "high": [0.67, 0.25]}))

    assert ["0.651–0.670", "−0.100–0.250"] == with_interval(answer).columns[INTERVAL].to_pylist()
