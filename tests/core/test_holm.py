"""Holm's correction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.holm import holm


def test_the_example_worked_by_hand() -> None:
    adjusted = holm(np.array([0.01, 0.04, 0.03, 0.005]))

    assert pytest.approx([0.03, 0.06, 0.06, 0.02]) == adjusted.tolist()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_it_rejects_what_the_procedure_step_by_step_rejects(p: list[float]) -> None:
    level, order = 0.05, np.argsort(p, kind="stable")
    passed = np.cumprod([p[place] <= level / (len(p) - step) for step, place in enumerate(order)])
    expected = np.sort(order[passed.astype(bool)])

    rejected = np.flatnonzero(holm(np.array(p)) <= level * (1 + 1e-12))

    assert np.array_equal(expected, rejected)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_it_never_lowers_a_p_and_keeps_the_order(p: list[float]) -> None:
    adjusted = holm(np.array(p))

    assert (adjusted >= p).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()
