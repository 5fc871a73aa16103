"""Labels find places without overlap."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from embexplorer.core.label_placement import LONGEST, SIDES, Box, Held, Place, Rank, Wanted, place, standing

ROOM = Box(0, 0, 400, 300)


def wanted(x: float, y: float, rank: Rank = Rank.CLASSED, leader: bool = False) -> Wanted:
    return Wanted(x, y, 5.0, rank, leader)


def forty_by_ten(_: int) -> tuple[float, float]:
    return 40.0, 10.0


def test_a_label_stands_to_the_right_of_its_point() -> None:
    (found,) = place([wanted(100, 100)], forty_by_ten, ROOM)

    assert Box(105, 95, 145, 105) == found.box


def test_a_label_at_the_right_edge_stands_to_the_left() -> None:
    (found,) = place([wanted(390, 100)], forty_by_ten, ROOM)

    assert Box(345, 95, 385, 105) == found.box


def test_the_first_of_two_labels_at_one_point_takes_the_better_place() -> None:
    first, second = place([wanted(100, 100), wanted(100, 100)], forty_by_ten, ROOM)

    assert (105, 55) == (first.box.left, second.box.left)


def test_a_label_keeps_out_of_what_is_taken() -> None:
    (found,) = place([wanted(100, 100)], forty_by_ten, ROOM, [Box(100, 90, 160, 110)])

    assert Box(55, 95, 95, 105) == found.box


def test_a_label_without_any_place_is_left_out() -> None:
    assert [] == place([wanted(100, 100)], forty_by_ten, ROOM, [ROOM])


def test_a_selected_label_without_a_place_beside_its_point_moves_out_on_a_leader() -> None:
    (found,) = place([wanted(100, 100, Rank.SELECTED, leader=True)], forty_by_ten, ROOM, [Box(70, 70, 130, 130)])

    assert found.led


def test_a_leader_is_never_longer_than_allowed() -> None:
    crowd = [wanted(200, 150, Rank.SELECTED, leader=True)] * 60

    found = place(crowd, forty_by_ten, ROOM)

    assert max(distance(label, 200, 150) for label in found) <= LONGEST + 1e-6


def test_sparse_labels_stay_apart_from_every_other() -> None:
    near, far = wanted(150, 100, Rank.SPARSE), wanted(170, 100, Rank.SPARSE)

    found = place([wanted(100, 100), near, far], forty_by_ten, ROOM)

    assert [0, 2] == [label.number for label in found]


def test_a_classed_label_does_not_cover_another_classed_point() -> None:
    (found,) = place([wanted(100, 100)], forty_by_ten, ROOM, avoided=[Box(120, 98, 124, 102)])

    assert Box(55, 95, 95, 105) == found.box


def test_a_selected_label_covers_points_if_it_must() -> None:
    found = place([wanted(100, 100, Rank.SELECTED)], forty_by_ten, ROOM, avoided=[ROOM])

    assert 1 == len(found)


def test_a_point_outside_of_the_room_gets_no_label() -> None:
    assert [] == place([wanted(-300, 100)], forty_by_ten, ROOM)


def test_a_held_label_stays_where_it_stands() -> None:
    (found,) = place([wanted(100, 100)._replace(held=Held(-45, -5))], forty_by_ten, ROOM)

    assert Box(55, 95, 95, 105) == found.box


def test_a_held_label_whose_place_is_taken_finds_another() -> None:
    (found,) = place([wanted(100, 100)._replace(held=Held(-45, -5))], forty_by_ten, ROOM, [Box(50, 90, 90, 110)])

    assert Box(105, 95, 145, 105) == found.box


def test_a_label_with_a_margin_keeps_it() -> None:
    close = Box(148, 90, 160, 110)

    assert [] == place([wanted(100, 100)._replace(margin=30)], forty_by_ten, ROOM, [close, Box(40, 80, 50, 120)])


def test_of_boxes_that_overlap_the_first_stay() -> None:
    boxes = [Box(0, 0, 40, 10), Box(30, 5, 70, 15), Box(60, 5, 100, 15), Box(-5, 0, 10, 10)]

    assert [0, 2] == standing(boxes, Box(-2, -2, 200, 200))


points = st.tuples(st.floats(0, 400), st.floats(0, 300), st.sampled_from(Rank), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(points, max_size=80))
def test_no_two_labels_overlap_and_all_keep_their_distance_at_the_sides(
    asked: list[tuple[float, float, Rank, bool]],
) -> None:
    found = place([wanted(*one) for one in asked], lambda i: (20.0 + i % 30, 8.0 + i % 9), ROOM)

    assert not [(a, b) for i, a in enumerate(found) for b in found[:i] if too_near(a.box, b.box)]
    assert all(label.box.left >= 0 and label.box.right <= 400 for label in found)


def too_near(one: Box, other: Box) -> bool:
    across = one.left < other.right + SIDES and other.left < one.right + SIDES
    return across and one.top < other.bottom and other.top < one.bottom


def distance(label: Place, x: float, y: float) -> float:
    across = max(label.box.left - x, 0, x - label.box.right)
    down = max(label.box.top - y, 0, y - label.box.bottom)
    return float(np.hypot(across, down))


eighths = st.integers(1600, 2400).map(lambda step: step / 8)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(eighths, eighths), min_size=1, max_size=30), st.integers(-40, 40), st.integers(-40, 40))
def test_labels_move_with_their_points_when_all_are_panned(
    points: list[tuple[float, float]], across: int, down: int
) -> None:
    room, x, y = Box(0, 0, 500, 500), across / 8, down / 8
    asked = [wanted(*point, Rank.SELECTED, leader=True) for point in points]
    panned = [label._replace(x=label.x + x, y=label.y + y) for label in asked]

    before = place(asked, forty_by_ten, room, anchor=(0.0, 0.0))
    after = place(panned, forty_by_ten, room, anchor=(x, y))

    assert [moved(found.box, x, y) for found in before] == [moved(found.box, 0, 0) for found in after]


def moved(box: Box, across: float, down: float) -> Box:
    """Rounded, for sums of directions differ in their last digits."""
    edges = box.left + across, box.top + down, box.right + across, box.bottom + down
    return Box(*(round(edge, 6) for edge in edges))
