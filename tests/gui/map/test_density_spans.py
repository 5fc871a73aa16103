"""The density is coloured only where points crowd, and has the picture that it would have if it were everywhere."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embexplorer.gui.map import density
from embexplorer.gui.map.density import Density
from embexplorer.gui.map.density_spans import Spans, around, beside, halved, whole
from embexplorer.gui.map.kernel_density import KernelDensity
from tests.gui.map.test_density import crowd, scene_at

ROWS, COLUMNS = 12, 16
FLAGS = st.lists(st.booleans(), min_size=ROWS * COLUMNS, max_size=ROWS * COLUMNS)


@pytest.fixture(scope="module")
def kernel() -> KernelDensity:
    return KernelDensity()


def mask_of(spans: Spans, columns: int = COLUMNS) -> np.ndarray:
    """Which bins lie in the spans."""
    bins = np.arange(columns)
    return (bins >= spans[:, :1]) & (bins < spans[:, 1:])


def filled(flags: list[bool]) -> np.ndarray:
    """Crowds where the flags are."""
    return np.array(flags, np.float32).reshape(1, ROWS, COLUMNS)


@given(FLAGS)
@settings(max_examples=60, deadline=None)
def test_all_that_is_crowded_and_what_is_beside_it_lies_in_the_spans(flags: list[bool]) -> None:
    crowded = filled(flags)[0] > 0

    spans = mask_of(beside(filled(flags)))

    wider = crowded.copy()
    wider[:, 1:] |= crowded[:, :-1]
    wider[:, :-1] |= crowded[:, 1:]
    assert not (wider & ~spans).any()
    assert crowded.any(axis=1).tolist() == spans.any(axis=1).tolist()


@given(FLAGS, st.integers(0, ROWS + 3))
@settings(max_examples=60, deadline=None)
def test_spans_around_hold_those_of_the_rows_above_and_below(flags: list[bool], rows: int) -> None:
    spans = beside(filled(flags))

    wider = mask_of(around(spans, rows))

    for row in range(ROWS):
        near = mask_of(spans)[max(0, row - rows) : row + rows + 1].any(axis=0)
        assert not (near & ~wider[row]).any()
        assert near.any() == wider[row].any()


@given(FLAGS)
@settings(max_examples=60, deadline=None)
def test_wide_bins_hold_all_between_which_a_bin_of_the_spans_lies(flags: list[bool]) -> None:
    spans = beside(filled(flags))

    wide = mask_of(halved(spans, COLUMNS // 2), COLUMNS // 2)

    for row, column in np.argwhere(mask_of(spans)):
        rows = {max(0, (row - 1) // 2), min(ROWS // 2 - 1, (row + 1) // 2)}
        columns = {max(0, (column - 1) // 2), min(COLUMNS // 2 - 1, (column + 1) // 2)}
        assert all(wide[r, c] for r in rows for c in columns)


def test_all_bins_lie_in_whole_spans() -> None:
    assert mask_of(whole(ROWS, COLUMNS)).all()


@given(FLAGS, st.floats(0.5, 3.0))
@settings(max_examples=40, deadline=None)
def test_what_is_smoothed_in_spans_is_as_without_them(kernel: KernelDensity, flags: list[bool], sigma: float) -> None:
    counts = np.random.default_rng(0).integers(0, 9, (ROWS, COLUMNS)).astype(np.float32)
    spans = beside(filled(flags))

    found, every = kernel.smoothed(counts, sigma, spans), kernel.smoothed(counts, sigma)

    assert found.tolist() == np.where(mask_of(spans), every, 0).tolist()


@pytest.mark.parametrize("zoom", [0.4, 1.0, 3.0, 12.0, 60.0])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_the_picture_is_that_of_all_bins(qapp, monkeypatch: pytest.MonkeyPatch, zoom: float, ratio: float) -> None:
    scene = replace(scene_at(crowd(), zoom), ratio=ratio)
    found = Density().fields(scene)
    monkeypatch.setattr(density, "beside", lambda crowds: whole(*crowds.shape[1:]))

    every = Density().fields(scene)

    assert np.array_equal(every.fades, found.fades)
    differing = every.pixels.view(np.uint8).astype(int) - np.ascontiguousarray(found.pixels).view(np.uint8)
    assert found.crowded == every.crowded and np.abs(differing).max() <= 1


def test_where_nothing_crowds_nothing_is_drawn(qapp) -> None:
    scene = scene_at(crowd(), zoom=400.0)

    fields = Density().fields(scene)

    assert not fields.crowded
    assert (0, 255) == (int(fields.pixels.max()), int(fields.fades.min()))
    assert (scene.height, scene.width) == fields.pixels.shape
