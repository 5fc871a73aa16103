"""Where groups are dense among the rows that filters leave."""

import numpy as np
import pyarrow as pa

from embexplorer.core.coloring import color_by
from embexplorer.core.groups import Groups, groups_of, islands_of_shown
from embexplorer.core.keys import Keys

CLOUD = 100


def clouds(**names: str) -> Groups:
    """A cloud of points for each class, ten to the right of the one before."""
    random = np.random.default_rng(0)
    middles = [(10 * place, 0) for place in range(len(names))]
    places = np.concatenate([random.normal(middle, 0.3, (CLOUD, 2)) for middle in middles]).astype(np.float32)
    column = pa.chunked_array([pa.array([name for name in names.values() for _ in range(CLOUD)])])
    return groups_of(Keys([f"w{row}" for row in range(len(places))]), places, color_by("topic", column))


def test_the_shown_rows_of_a_class_have_its_name_where_they_are() -> None:
    found = clouds(first="spread", second="spread", third="right")

    islands = islands_of_shown(found, np.arange(3 * CLOUD) >= CLOUD)

    named = {found.names[island.group]: (round(island.x), island.rows) for island in islands}
    assert {"spread": (10, 100), "right": (20, 100)} == named


def test_a_class_without_a_shown_row_has_no_island() -> None:
    found = clouds(first="left", second="right")

    islands = islands_of_shown(found, np.arange(2 * CLOUD) < CLOUD)

    assert ["left"] == [found.names[island.group] for island in islands]


def test_where_all_rows_are_shown_the_islands_are_those_of_the_map() -> None:
    found = clouds(first="left", second="right")

    assert found.islands == islands_of_shown(found, np.ones(2 * CLOUD, np.bool_))
