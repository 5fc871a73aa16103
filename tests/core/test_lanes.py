"""Lanes in which nothing covers anything."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.lanes import lanes

SPANS = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)).map(lambda span: (span[0], span[0] + span[1])))


def test_what_has_room_stands_in_the_first_lane() -> None:
    assert [0, 1, 0] == lanes([(0, 10), (5, 15), (12, 20)], 2)


@given(SPANS)
def test_two_of_one_lane_never_touch(spans: list[tuple[float, float]]) -> None:
    found = lanes(spans, 1)
    shared = [(spans[a], spans[b]) for a, b in combinations(range(len(spans)), 2) if found[a] == found[b]]

    assert all(one[1] + 1 <= other[0] or other[1] + 1 <= one[0] for one, other in shared)


@given(SPANS)
def test_there_are_no_more_lanes_than_lie_above_one_place(spans: list[tuple[float, float]]) -> None:
    most = max((sum(other[0] <= start < other[1] + 1e-9 for other in spans) for start, _ in spans), default=0)

    assert max(lanes(spans, 0), default=-1) + 1 <= most
