"""From which zoom on each label is shown: no overlap at any scale, and what is shown stays while zooming in."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from embexplorer.core.label_ranges import GAP, LEFT, RIGHT, Blocks, Labels, Ranges, boxes, extend

HIGH = 10.0


def labels_at(places: list[tuple[float, float]], wide: float = 40.0, blocks: Blocks | None = None) -> Labels:
    count = len(places)
    points = np.array(places, np.float64).reshape(-1, 2)
    return Labels(
        xs=points[:, 0],
        ys=points[:, 1],
        widths=np.full(count, wide, np.float32),
        heights=np.full(count, HIGH, np.float32),
        away=np.full(count, 5.0, np.float32),
        blocks=blocks or Blocks.none(),
    )


def ranges_of(labels: Labels) -> Ranges:
    return extend(labels, Ranges.of(len(labels)), len(labels))


def block(x: float, y: float, end: float) -> Blocks:
    parts = {"xs": x, "ys": y, "widths": 60.0, "heights": 20.0, "starts": 0.0, "ends": end}
    return Blocks(**{name: np.array([value]) for name, value in parts.items()})


def test_the_first_label_is_always_shown_at_the_right_of_its_point() -> None:
    found = ranges_of(labels_at([(0.5, 0.5)]))

    assert (0.0, RIGHT) == (found.least[0], found.sides[0])


def test_where_all_sides_are_taken_a_label_waits_for_room() -> None:
    found = ranges_of(labels_at([(0.0, 0.5)] * 4 + [(1.0, 0.5)]))

    # right of its point it begins the scale after the first one of the others, which is 40 pixels wide, and the gap
    assert [0.0, 0.0, 0.0, 0.0, 44.0] == found.least.tolist()


def test_a_side_is_not_chosen_for_the_sake_of_maps_that_nobody_sees() -> None:
    found = ranges_of(labels_at([(0.0, 0.5), (1.0, 0.5)]))

    assert ([RIGHT, RIGHT], [0.0, 44.0]) == (found.sides.tolist(), found.least.tolist())


def test_of_two_labels_at_one_place_the_second_stands_on_the_left() -> None:
    found = ranges_of(labels_at([(0.5, 0.5), (0.5, 0.5)]))

    assert [RIGHT, LEFT] == found.sides.tolist()


def test_a_fifth_label_at_one_place_is_never_shown() -> None:
    found = ranges_of(labels_at([(0.5, 0.5)] * 5))

    assert [True, True, True, True, False] == np.isfinite(found.least).tolist()


def test_a_label_that_is_nowhere_is_never_shown() -> None:
    found = ranges_of(labels_at([(np.nan, 0.5), (0.5, np.inf), (0.5, 0.5)]))

    assert [False, False, True] == np.isfinite(found.least).tolist()


def test_a_label_waits_until_the_name_that_it_would_cover_has_gone() -> None:
    found = ranges_of(labels_at([(0.5, 0.5)], blocks=block(0.5, 0.5, end=100.0)))

    assert (100.0, RIGHT) == (found.least[0], found.sides[0])


def test_a_name_that_never_goes_is_covered_by_no_label() -> None:
    found = ranges_of(labels_at([(0.5, 0.5)], blocks=block(0.5, 0.5, end=np.inf)))

    assert not np.isfinite(found.least[0])


def test_no_label_covers_a_dot() -> None:
    dots = Blocks.none().dotted(np.array([0.6]), np.array([0.5]), 3.0)

    found = ranges_of(labels_at([(0.5, 0.5)], blocks=dots))

    # right of its point the label would reach the dot until that is 45 + 3 pixels away
    assert RIGHT != found.sides[0]


def test_the_first_labels_do_not_depend_on_those_after_them() -> None:
    random = np.random.default_rng(0)
    places = [tuple(place) for place in random.uniform(0, 1, (60, 2)).tolist()]

    few, all_of_them = ranges_of(labels_at(places[:20])), ranges_of(labels_at(places))

    assert few.least.tolist() == all_of_them.least[:20].tolist()


def test_what_was_found_stays_when_more_is_found() -> None:
    labels = labels_at([(0.1 * step, 0.5) for step in range(9)])

    in_steps = extend(labels, extend(labels, Ranges.of(9), 4), 9)

    assert (9, ranges_of(labels).least.tolist()) == (in_steps.done, in_steps.least.tolist())


coordinates = st.integers(0, 4096).map(lambda step: step / 4096)
asked = st.lists(st.tuples(coordinates, coordinates, st.floats(4, 120, width=32)), min_size=2, max_size=40)
scales = st.floats(1, 1e5)


def of_list(wanted: list[tuple[float, float, float]]) -> Labels:
    found = labels_at([(x, y) for x, y, _ in wanted])
    return Labels(
        xs=found.xs,
        ys=found.ys,
        widths=np.array([wide for *_, wide in wanted], np.float32),
        heights=found.heights,
        away=found.away,
    )


def shown_boxes(labels: Labels, found: Ranges, scale: float) -> np.ndarray:
    """Left, top, right, bottom of the labels shown at this scale."""
    numbers = np.flatnonzero(found.least <= scale)
    points = np.stack([labels.xs[numbers], labels.ys[numbers]] * 2, axis=1) * scale
    return np.stack(boxes(labels, numbers, found.sides[numbers]), axis=1) + points


def pairs_that_overlap(drawn: np.ndarray, spare: float) -> int:
    one, other = drawn[:, None, :], drawn[None, :, :]
    across = (one[..., 0] < other[..., 2] - spare) & (other[..., 0] < one[..., 2] - spare)
    down = (one[..., 1] < other[..., 3] - spare) & (other[..., 1] < one[..., 3] - spare)
    return int(np.count_nonzero(across & down)) - len(drawn)


@settings(max_examples=150, deadline=None)
@given(asked, scales)
def test_no_two_labels_overlap_at_any_scale(wanted: list[tuple[float, float, float]], scale: float) -> None:
    labels = of_list(wanted)

    found = ranges_of(labels)

    assert 0 == pairs_that_overlap(shown_boxes(labels, found, scale), spare=scale * 1e-9)


@settings(max_examples=100, deadline=None)
@given(asked, scales, st.floats(1, 10))
def test_a_label_that_is_shown_is_shown_at_every_larger_scale(
    wanted: list[tuple[float, float, float]], scale: float, closer: float
) -> None:
    labels = of_list(wanted)
    found = ranges_of(labels)

    before, after = (set(np.flatnonzero(found.least <= at)) for at in (scale, scale * closer))

    assert before <= after


@settings(max_examples=60, deadline=None)
@given(asked)
def test_a_label_meets_another_just_before_it_is_shown(wanted: list[tuple[float, float, float]]) -> None:
    labels = of_list(wanted)

    found = ranges_of(labels)

    last = int(np.argmax(np.where(np.isfinite(found.least), found.least, -1.0)))
    assert found.least[last] == 0 or meets_one_before(labels, found, last, found.least[last] * (1 - 1e-6))


def meets_one_before(labels: Labels, found: Ranges, number: int, scale: float) -> bool:
    """Whether this label, on the side that it has, would be too near to one before it that is shown at this scale."""
    before = np.flatnonzero(found.least[:number] <= scale)
    numbers = np.append(before, number)
    points = np.stack([labels.xs[numbers], labels.ys[numbers]] * 2, axis=1) * scale
    drawn = np.stack(boxes(labels, numbers, found.sides[numbers]), axis=1) + points
    left, top, right, bottom = drawn[-1]
    across = (drawn[:-1, 0] - GAP < right) & (left < drawn[:-1, 2] + GAP)
    return bool(np.any(across & (drawn[:-1, 1] < bottom) & (top < drawn[:-1, 3])))
