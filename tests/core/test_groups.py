"""The named groups of a map: classes of a column, or dense regions."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.coloring import NONE, color_by, plain
from embexplorer.core.groups import MOST, OF_REGIONS, Groups, classes_at, groups_of
from embexplorer.core.keys import Keys

CLOUD = 100


def clouds(*middles: tuple[float, float], rows: int = CLOUD) -> np.ndarray:
    random = np.random.default_rng(0)
    return np.concatenate([random.normal(middle, 0.3, (rows, 2)) for middle in middles]).astype(np.float32)


def keys_of(places: np.ndarray) -> Keys:
    return Keys([f"w{row}" for row in range(len(places))])


def classes(*names: str | None, rows: int = CLOUD) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array([name for name in names for _ in range(rows)])])


def grouped(places: np.ndarray, column: pa.ChunkedArray) -> Groups:
    return groups_of(keys_of(places), places, color_by("topic", column))


def test_the_classes_of_the_colours_are_named_where_they_are() -> None:
    places = clouds((0, 0), (10, 0))

    found = grouped(places, classes("left", "right"))

    (left,) = [island for island in found.islands if found.names[island.group] == "left"]
    assert (True, 100) == (bool(np.hypot(left.x, left.y) < 0.5), left.rows)


def test_a_class_on_two_islands_has_its_name_on_each() -> None:
    found = grouped(clouds((0, 0), (10, 0), (5, 8)), classes("split", "split", "one"))

    assert 2 == [found.names[island.group] for island in found.islands].count("split")


def test_classes_are_named_where_their_rows_lie_on_another_map() -> None:
    here, there = clouds((0, 0), (10, 0)), clouds((3, 3), (0, -9))

    moved = classes_at(grouped(here, classes("left", "right")), there)

    expected = groups_of(keys_of(there), there, color_by("topic", classes("left", "right")))
    assert moved is not None and (expected.islands, expected.names) == (moved.islands, moved.names)
    assert moved.coordinates is there


def test_classes_whose_rows_lie_nowhere_on_another_map_have_no_names_there() -> None:
    groups = grouped(clouds((0, 0), (10, 0)), classes("left", "right"))

    assert classes_at(groups, np.full((200, 2), np.nan, np.float32)) is None


def test_a_class_has_the_colour_of_its_points() -> None:
    column = classes("left", "right")

    found = grouped(clouds((0, 0), (10, 0)), column)

    coloring = color_by("topic", column)
    assert [coloring.codes[0], coloring.codes[-1]] == [found.colors[found.codes[0]], found.colors[found.codes[-1]]]


def test_another_column_may_name_groups_without_their_colours() -> None:
    places = clouds((0, 0), (10, 0))

    found = groups_of(keys_of(places), places, plain(200), classes("left", "right"))

    assert ({"left", "right"}, {NONE}) == (set(found.names), set(found.colors))


def test_rows_without_a_class_and_small_classes_have_no_name() -> None:
    places = clouds((0, 0), (10, 0), (5, 5))
    column = pa.chunked_array([pa.array(["big"] * 150 + [None] * 100 + [""] * 45 + ["few"] * 5)])

    found = grouped(places, column)

    assert {"big"} == {found.names[island.group] for island in found.islands}


def test_of_very_many_classes_the_largest_are_named_and_that_is_said() -> None:
    places = clouds(*[(number % 12, number // 12) for number in range(MOST + 20)], rows=12)

    found = grouped(places, classes(*[f"c{number}" for number in range(MOST + 20)], rows=12))

    assert (MOST, ("Names: the 100 largest of 120 classes",)) == (
        len({island.group for island in found.islands}),
        found.notes,
    )


def test_without_classes_the_dense_regions_are_named_by_their_first_words() -> None:
    places = clouds((0, 0), (10, 0), (5, 8))

    found = groups_of(keys_of(places), places, plain(300), unit="words")

    assert ({"w0, w1", "w100, w101", "w200, w201"}, (OF_REGIONS,)) == (coarse(found.names), found.notes)


def test_a_region_that_is_nearly_the_whole_map_has_no_name_on_it() -> None:
    places = np.concatenate([clouds((0, 0), rows=1000), clouds((10, 0), rows=40)])

    found = groups_of(keys_of(places), places, plain(1040))

    assert ["", "w1000, w1001"] == [found.names[island.group] for island in found.islands]


def coarse(names: tuple[str, ...]) -> set[str]:
    """Of words at the edge of a region, which do not name it, the numbers vary: the first two of each hundred count."""
    hundreds = {name: int(name.split(",")[0][1:]) // 100 * 100 for name in names}
    return {f"w{hundred}, w{hundred + 1}" for hundred in hundreds.values()}


def test_regions_are_named_in_the_order_of_labels() -> None:
    places = clouds((0, 0), (10, 0))
    backwards = np.arange(200)[::-1]

    found = groups_of(keys_of(places), places, plain(200), ranked=backwards, ranked_by="kept")

    first = {int(name.split(",")[0][1:]) for name in found.names}
    assert (True, "Names: first words by kept of each dense region of this map, not of the space") == (
        min(first) > 80,
        found.notes[0],
    )


def test_signs_without_letters_name_a_region_only_if_there_is_nothing_else() -> None:
    places = clouds((0, 0), (10, 0))
    keys = Keys([f",{row}" if row < 100 or row % 3 == 0 else f"w{row}" for row in range(200)])

    found = groups_of(keys, places, plain(200))

    assert {True, False} == {name.startswith(",") for name in found.names}


@pytest.mark.parametrize("rows", [300, 3000, 20_000])
def test_one_cloud_and_an_even_square_have_no_regions(rows: int) -> None:
    cloud = clouds((0, 0), rows=rows)
    square = np.random.default_rng(1).uniform(0, 1, (rows, 2)).astype(np.float32)

    found = [groups_of(keys_of(places), places, plain(rows)).islands for places in (cloud, square)]

    assert [(), ()] == found


@pytest.mark.parametrize("places", [np.zeros((300, 2)), np.full((300, 2), np.nan), np.zeros((1, 2))])
def test_where_all_points_are_in_one_place_nothing_is_named(places: np.ndarray) -> None:
    found = groups_of(keys_of(places), places.astype(np.float32), plain(len(places)))

    assert ((), -1) == (found.islands, found.codes.max())


def test_the_same_map_has_the_same_regions() -> None:
    places = clouds((0, 0), (4, 0), (0, 4))

    once, again = (groups_of(keys_of(places), places, plain(300)) for _ in range(2))

    assert (once.names, once.islands) == (again.names, again.islands)
