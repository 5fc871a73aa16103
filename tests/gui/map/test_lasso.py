"""A lasso selects exactly the points inside."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from embexplorer.gui.map.lasso import crossed_oddly, rows_in_box, rows_in_outline

corners = st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=3, max_size=12)


def test_a_square_selects_what_lies_inside(qapp: QApplication) -> None:
    points = np.array([[0, 0], [0.5, 0.5], [2, 0], [-0.9, 0.9]], np.float32)

    rows = rows_in_outline(points, np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]]))

    assert [0, 1, 3] == rows.tolist()


def test_a_line_selects_nothing(qapp: QApplication) -> None:
    points = np.zeros((3, 2), np.float32)

    assert [] == rows_in_outline(points, np.array([[-1.0, 0], [0, 0], [1, 0]])).tolist()


def test_two_corners_select_nothing(qapp: QApplication) -> None:
    assert [] == rows_in_outline(np.zeros((3, 2), np.float32), np.array([[-1.0, 0], [1, 1]])).tolist()


def test_a_point_that_is_nowhere_is_never_selected(qapp: QApplication) -> None:
    points = np.array([[np.nan, 0], [0, 0]], np.float32)

    assert [1] == rows_in_outline(points, np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]])).tolist()


@settings(max_examples=30, deadline=None)
@given(corners)
def test_a_lasso_agrees_with_the_exact_test_at_every_point(
    qapp: QApplication, outline: list[tuple[float, float]]
) -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (3000, 2)).astype(np.float32)
    ring = np.array(outline)

    rows = rows_in_outline(points, ring)

    inside = crossed_oddly(points.astype(np.float64), ring) & (np.ptp(ring, axis=0) > 0).all()
    assert np.flatnonzero(inside).tolist() == rows.tolist()


def test_the_edges_of_a_box_belong_to_it() -> None:
    points = np.array([[0, 0], [1, 1], [1.1, 0], [np.nan, 0]], np.float32)

    assert [0, 1] == rows_in_box(points, (0, 0), (1, 1)).tolist()
