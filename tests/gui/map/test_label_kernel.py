"""The compiled kernel finds the ranges of numpy, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embexplorer.core.label_ranges import GAP, LARGEST, Blocks, Labels, Ranges, boxes, extend
from embexplorer.gui.map import label_sweep
from embexplorer.gui.map.label_sweep import PLAIN, Sweep


def clouds(count: int, seed: int, blocks: int = 0, spread: float = 0.03) -> Labels:
    """Labels in clouds, some of them at one place or nowhere, some names and dots among them."""
    random = np.random.default_rng(seed)
    places = np.clip(random.choice(random.uniform(0, 1, (5, 2)), count) + random.normal(0, spread, (count, 2)), 0, 1)
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


Found = tuple[list[float], list[int]]  # from which scale each label is shown, and on which side


def both(labels: Labels, count: int) -> tuple[Found, Found]:
    """What the kernel finds, and what numpy finds by comparing all pairs."""
    sweep = Sweep(labels)
    sweep.advance(count)
    expected = extend(labels, Ranges.of(count), count)
    found, wanted = ((ranges.least.tolist(), ranges.sides.tolist()) for ranges in (sweep.ranges, expected))
    return found, wanted


@settings(max_examples=25, deadline=None)
@given(st.integers(5, 1500), st.integers(0, 1000), st.integers(0, 6), st.sampled_from([0.3, 0.03, 1e-4, 1e-12]))
def test_the_kernel_is_equal_to_numpy(count: int, seed: int, blocks: int, spread: float) -> None:
    label_sweep.load()
    labels = clouds(count, seed, blocks, spread)

    by_kernel, by_numpy = both(labels, count)

    assert by_numpy == by_kernel


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


steps = st.integers(0, 64).map(lambda step: step / 64)  # many share their x or y, or lie on the edge of a cell
asked = st.lists(st.tuples(steps, steps, st.floats(4, 200, width=32)), min_size=1, max_size=150)


@settings(max_examples=60, deadline=None)
@given(asked)
def test_labels_on_a_grid_are_placed_as_by_numpy(wanted: list[tuple[float, float, float]]) -> None:
    label_sweep.load()
    count = len(wanted)
    labels = Labels(
        xs=np.array([x for x, *_ in wanted]),
        ys=np.array([y for _, y, _ in wanted]),
        widths=np.array([wide for *_, wide in wanted], np.float32),
        heights=np.full(count, 12.0, np.float32),
        away=np.full(count, 5.0, np.float32),
    )

    by_kernel, by_numpy = both(labels, count)

    assert by_numpy == by_kernel


def test_labels_that_only_an_absurd_zoom_would_part_are_never_shown() -> None:
    label_sweep.load()
    labels = Labels(
        xs=np.repeat([0.0, 4 / LARGEST], 4),
        ys=np.zeros(8),
        widths=np.full(8, 40.0, np.float32),
        heights=np.full(8, 10.0, np.float32),
        away=np.full(8, 5.0, np.float32),
    )
    sweep = Sweep(labels)

    sweep.advance(8)

    plain = extend(labels, Ranges.of(8), 8)
    shown = [True] * 4 + [False] * 4
    assert (shown, shown) == (np.isfinite(plain.least).tolist(), np.isfinite(sweep.ranges.least).tolist())


def test_a_tree_that_is_too_small_grows_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    label_sweep.load()
    labels = clouds(12_000, 4)
    large, small = Sweep(labels), Sweep(labels)

    large.advance(12_000)
    monkeypatch.setattr(label_sweep, "LABELS_OF_CUT", 10**9)
    monkeypatch.setattr(label_sweep, "LABELS_OF_LEAF", 10**9)
    small.advance(12_000)

    assert large.ranges.least.tolist() == small.ranges.least.tolist()


def test_the_first_of_many_labels_do_not_depend_on_those_after_them() -> None:
    label_sweep.load()
    labels = clouds(20_000, 5)
    first = replace(labels, xs=labels.xs[:9000], ys=labels.ys[:9000])
    few, many = Sweep(first), Sweep(labels)

    few.advance(9000)
    many.advance(20_000)

    assert few.ranges.least.tolist() == many.ranges.least[:9000].tolist()


@pytest.mark.parametrize("scale", [3000.0, 40_000.0, 1e6, 1e9])
def test_of_many_labels_no_two_overlap(scale: float) -> None:
    label_sweep.load()
    labels = clouds(20_000, 6)
    sweep = Sweep(labels)

    sweep.advance(20_000)

    assert 0 == overlapping_in_rows(labels, sweep.ranges, scale)


def overlapping_in_rows(labels: Labels, found: Ranges, scale: float) -> int:
    """How many labels shown at this scale touch another, by comparing all pairs, or are too near to one beside them."""
    numbers = np.flatnonzero(found.least <= scale)[:3000]
    points = np.stack([labels.xs[numbers], labels.ys[numbers]] * 2, axis=1) * scale
    left, top, right, bottom = (np.stack(boxes(labels, numbers, found.sides[numbers]), axis=1) + points).T
    spare = scale * 1e-9
    across = (left[:, None] < right + GAP - spare) & (left < right[:, None] + GAP - spare)
    down = (top[:, None] < bottom - spare) & (top < bottom[:, None] - spare)
    return int(np.count_nonzero(across & down)) - len(numbers)
