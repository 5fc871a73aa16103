"""Filters are read as they are written, and as the map spells them."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.filter_reading import condition_of, filter_of
from embexplorer.core.filtering import Filtering
from embexplorer.core.look import ColumnFilter
from embexplorer.core.shown_rows import filter_text

COLUMNS = pa.table(
    {
        "rank": [1, 2, 3, 4],
        "share": pa.array([0.5, None, -1.25, 2.0]),
        "category": ["animal", "food", None, "animal"],
        "first seen": pa.array(["2020-01-01", "2021-06-01", None, "2022-01-01"]).cast(pa.date32()),
        "word": ["doing", "eat", "ING", "rest"],
        "set: a": [True, False, True, True],
    }
)


def read(text: str) -> ColumnFilter:
    filtering = Filtering(COLUMNS, 4)
    return filter_of(condition_of(text, filtering.names()), filtering)


def passing(text: str) -> list[int]:
    return np.flatnonzero(Filtering(COLUMNS, 4).passed(read(text))).tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("rank>=3", [2, 3]),
        ("rank <= 2", [0, 1]),
        ("rank ≤ 2", [0, 1]),
        ("2<=rank<=3", [1, 2]),
        ("2 ≤ rank ≤ 3", [1, 2]),
        ("rank=4", [3]),
        ("share>=-2", [0, 2, 3]),
        ("share=none", [1]),
        ("no share", [1]),
        ("category=animal", [0, 3]),
        ("category: food, animal", [0, 1, 3]),
        ("category=food,none", [1, 2]),
        ("no category", [2]),
        ("first seen>=2021-01-01", [1, 3]),
        ("word contains ing", [0, 2]),
        ("word contains ‘ing’", [0, 2]),
        ("set: a=true", [0, 2, 3]),
    ],
)
def test_a_filter_lets_through_what_it_says(text: str, rows: list[int]) -> None:
    assert rows == passing(text)


@pytest.mark.parametrize("text", ["rank ≤ 2", "rank ≥ 3", "2 ≤ rank ≤ 3", "category: animal, food", "no category",
                                  "word contains ‘ing’"])  # fmt: skip
def test_what_the_map_says_of_a_filter_is_read_as_that_filter(text: str) -> None:
    assert text == filter_text(read(text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rank", "--filter ‘rank’ is no condition."),
        ("rank>2", "--filter ‘rank>2’: a filter lets its ends through."),
        ("rank!=2", "--filter ‘rank!=2’: a filter says what it lets through."),
        ("renk>=2", "--filter ‘renk>=2’: there is no column ‘renk’ to filter by."),
        ("rank>=two", "--filter ‘rank>=two’: ‘two’ is no number."),
        ("first seen>=soon", "--filter ‘first seen>=soon’: ‘soon’ is no date or time."),
        ("rank=1,2", "--filter ‘rank=1,2’: ‘rank’ holds numbers."),
        ("category>=a", "--filter ‘category>=a’: ‘category’ holds words."),
        ("category=anmal", "--filter ‘category=anmal’: ‘category’ has no ‘anmal’."),
        ("rank>=9", "--filter ‘rank>=9’ lets no row through."),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, message: str) -> None:
    with pytest.raises(UserError) as refused:
        read(text)

    assert message == refused.value.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("rank>2", "Write rank>=2"),
        ("renk>=2", "Did you mean ‘rank’? There are: rank, share, category, first seen, word, set: a."),
        ("category=anmal", "Did you mean ‘animal’? ‘category’ has: animal, food."),
        ("rank>=9", "‘rank’ goes from 1 to 4."),
    ],
)
def test_the_hint_says_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(UserError) as refused:
        read(text)

    assert hint == refused.value.hint
