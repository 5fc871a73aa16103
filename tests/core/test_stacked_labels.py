"""Labels in levels over a line."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.stacked_labels import HIDDEN, stacked


def test_labels_that_have_room_stand_next_to_the_line() -> None:
    assert [0, 0] == stacked([10, 40], [20, 20], levels=3, gap=4)


def test_one_that_would_cover_another_stands_a_level_higher() -> None:
    assert [0, 1, 0] == stacked([10, 22, 50], [20, 20, 20], levels=3, gap=4)


def test_one_without_any_room_is_hidden() -> None:
    assert [0, 1, HIDDEN] == stacked([10, 11, 12], [20, 20, 20], levels=2, gap=4)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 60)), max_size=20))
def test_no_two_labels_of_one_level_meet(labels: list[tuple[float, float]]) -> None:
    places, widths = [place for place, _ in labels], [width for _, width in labels]

    levels = stacked(places, widths, levels=4, gap=3)

    boxes = sorted(
        (level, place - width / 2, place + width / 2) for level, (place, width) in zip(levels, labels, strict=True)
    )
    shown = [box for box in boxes if box[0] != HIDDEN]
    pairs = [(one, other) for one, other in itertools.pairwise(shown) if one[0] == other[0]]
    assert all(one[2] + 3 <= other[1] + 1e-9 for one, other in pairs)
