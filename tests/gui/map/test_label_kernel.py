"""The compiled kernel finds the ranges of numpy, to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embexplorer.core.label_ranges import Blocks, Labels, Ranges, extend
from embexplorer.gui.map import label_sweep
from embexplorer.gui.map.label_sweep import PLAIN, Sweep


def clouds(count: int, seed: int, blocks: int = 0) -> Labels:
    """Labels in clouds, some of them at one place or nowhere, some names and dots among them."""
    random = np.random.default_rng(seed)
    places = np.clip(random.choice(random.uniform(0, 1, (5, 2)), count) + random.normal(0, 0.03, (count, 2)), 0, 1)
    places[:: max(1, count // 5)] = places[0]
    places[3:4] = np.nan
    ends = np.where(random.uniform(size=blocks) < 0.5, np.inf, 5000.0)
    names = Blocks(
        xs=random.uniform(0, 1, blocks), ys=random.uniform(0, 1, blocks), widths=random.uniform(40, 150, blocks),
        heights=np.full(blocks, 20.0), starts=random.uniform(0, 900, blocks), ends=ends,
    )  # fmt: skip
    return Labels(
        xs=np.ascontiguousarray(places[:, 0]),
        ys=np.ascontiguousarray(places[:, 1]),
        widths=random.uniform(5, 200, count).astype(np.float32),
        heights=random.uniform(10, 16, count).astype(np.float32),
        away=random.choice([5.0, 6.0, 7.0], count).astype(np.float32),
        blocks=names,
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(5, 300), st.integers(0, 1000), st.integers(0, 6))
def test_the_kernel_is_equal_to_numpy(count: int, seed: int, blocks: int) -> None:
    label_sweep.load()
    labels = clouds(count, seed, blocks)
    sweep = Sweep(labels)

    sweep.advance(count)

    expected = extend(labels, Ranges.of(count), count)
    assert (expected.least.tolist(), expected.sides.tolist()) == (
        sweep.ranges.least.tolist(),
        sweep.ranges.sides.tolist(),
    )


def test_in_steps_the_kernel_finds_the_same() -> None:
    label_sweep.load()
    labels = clouds(400, 1)
    whole, steps = Sweep(labels), Sweep(labels)

    whole.advance(400)
    steps.advance(7)
    steps.advance(300)
    steps.advance(300)

    assert (True, whole.ranges.least.tolist()) == (steps.complete, steps.ranges.least.tolist())


def test_before_the_kernel_is_loaded_the_first_few_are_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_sweep, "_loaded", [])
    sweep = Sweep(clouds(PLAIN + 100, 2))

    sweep.advance(PLAIN + 100)

    assert (PLAIN, False) == (sweep.ranges.done, sweep.complete)


def test_the_kernel_goes_on_where_numpy_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    label_sweep.load()
    known = list(label_sweep._loaded)
    labels = clouds(PLAIN + 200, 3)
    sweep = Sweep(labels)

    monkeypatch.setattr(label_sweep, "_loaded", [])
    sweep.advance(PLAIN)
    monkeypatch.setattr(label_sweep, "_loaded", known)
    sweep.advance(len(labels))

    assert extend(labels, Ranges.of(len(labels)), len(labels)).least.tolist() == sweep.ranges.least.tolist()
