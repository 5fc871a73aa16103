"""Orthogonal Procrustes, in blocks."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import orthogonal_procrustes

from embexplorer.core.procrustes import cosines, in_blocks, residual, rotation, turned


def clouds(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two clouds of 40 rows."""
    random = np.random.default_rng(seed)
    return random.normal(size=(40, 5)).astype(np.float32), random.normal(size=(40, 5)).astype(np.float32)


@given(st.integers(0, 30))
def test_the_rotation_is_scipy_s(seed: int) -> None:
    rows, others = clouds(seed)
    expected, _ = orthogonal_procrustes(rows.astype(np.float64), others.astype(np.float64))

    assert np.allclose(expected, rotation(in_blocks(rows, others)).matrix)


@given(st.integers(0, 30))
def test_no_turn_leaves_a_smaller_residual(seed: int) -> None:
    rows, others = clouds(seed)
    fit = rotation(in_blocks(rows, others))

    assert residual(turned(in_blocks(rows, others), fit)) <= residual(in_blocks(rows, others))


def test_blocks_do_not_change_the_sums(monkeypatch) -> None:
    rows, others = clouds(0)
    whole = rotation(in_blocks(rows, others)).matrix
    monkeypatch.setattr("embexplorer.core.procrustes.BLOCK_NUMBERS", 35)

    assert np.allclose(whole, rotation(in_blocks(rows, others)).matrix)


def test_what_the_rows_do_not_span_is_told() -> None:
    rows = np.array([[1, 0, 0], [0, 2, 0]], np.float32)

    assert 2 == rotation(in_blocks(rows, rows)).spanned


def test_the_cosine_with_a_zero_row_is_0() -> None:
    rows = np.array([[1, 0], [0, 0]], np.float32)

    assert [1, 0] == cosines(in_blocks(rows, np.ones((2, 2), np.float32) * [1, 0])).tolist()


def test_the_residual_of_zeros_is_0() -> None:
    rows = np.zeros((2, 2), np.float32)

    assert 0.0 == residual(in_blocks(rows, rows))
