"""Points kept from one figure to the next are those that would be made anew."""

from dataclasses import fields, replace

import numpy as np
import pytest

from embexplorer.core.figure import Figure
from embexplorer.core.typing import BoolArray
from embexplorer.gui.map import kernel_raster
from embexplorer.gui.map.dots import Dots, strata
from embexplorer.gui.map.kept_dots import KeptDots
from embexplorer.gui.map.kernel_raster import KernelRaster
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.transform import MapTransform
from tests.gui.map.conftest import figure_of

MANY = 60_000
VIEW = MapTransform(scale=20.0, left=100.0, top=100.0)


@pytest.fixture(scope="module")
def raster() -> Raster:
    raster = Raster()
    raster.load()
    return raster


@pytest.fixture(scope="module")
def crowd() -> Figure:
    places = np.random.default_rng(0).normal(0, 2, (MANY, 2)).astype(np.float32)
    return figure_of(places.tolist(), color_by="kind")


def some(share: float, seed: int = 1) -> BoolArray:
    return np.random.default_rng(seed).random(MANY) < share


def columns(dots: Dots) -> dict[str, object]:
    """What a picture is made of, but how it is sorted."""
    values = {field.name: getattr(dots, field.name) for field in fields(dots) if field.name != "cells"}
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in values.items()}


@pytest.mark.parametrize("kernel", [True, False])
@pytest.mark.parametrize("share", [0.9, 0.3, 0.001, 0.0])
def test_a_filter_leaves_the_points_that_are_shown(crowd: Figure, raster: Raster, share: float, kernel: bool) -> None:
    kept, filtered = KeptDots(raster if kernel else Raster()), replace(crowd, shown=some(share))
    kept.of(crowd)

    found = kept.of(filtered)

    assert [columns(dots) for dots in strata(filtered)] == [columns(dots) for dots in found]


@pytest.mark.parametrize("change", [
    lambda figure: replace(figure, shown=None),
    lambda figure: replace(figure, shown=some(0.5, seed=2)),
    lambda figure: replace(figure, coordinates=figure.coordinates[::-1].copy()),
    lambda figure: replace(figure, sizes=np.arange(MANY).astype(np.uint8), shown=some(0.4, seed=3)),
    lambda figure: replace(figure, order=figure.order[::-1].copy()),
    lambda figure: replace(figure, selected=np.array([3])),
])  # fmt: skip
def test_after_a_filter_any_other_figure_is_made_as_if_it_were_the_first(
    crowd: Figure, raster: Raster, change: object
) -> None:
    kept, filtered = KeptDots(raster), replace(crowd, shown=some(0.6))
    changed = change(filtered)
    kept.of(crowd), kept.of(filtered)

    found = kept.of(changed)

    assert [columns(dots) for dots in strata(changed)] == [columns(dots) for dots in found]


def test_what_was_changed_behind_a_filter_is_there_when_the_filter_goes(crowd: Figure, raster: Raster) -> None:
    kept, filtered = KeptDots(raster), replace(crowd, shown=some(0.6))
    moved = replace(filtered, coordinates=crowd.coordinates[::-1].copy())
    kept.of(crowd), kept.of(filtered), kept.of(moved)
    whole = replace(moved, shown=None)

    found = kept.of(whole)

    assert [columns(dots) for dots in strata(whole)] == [columns(dots) for dots in found]


@pytest.mark.parametrize("share", [0.95, 0.7])
def test_cells_after_a_filter_draw_the_picture_of_points_without_cells(crowd: Figure, share: float) -> None:
    kernel = KernelRaster()
    _, classed = strata(crowd)
    shown = some(share)

    sifted = kernel.sifted(kernel.prepared(classed), shown)

    bare = kernel.topmost(replace(sifted, cells=None), VIEW, 2.5, (200, 200))
    assert sifted.cells is not None
    assert np.array_equal(bare, kernel.topmost(sifted, VIEW, 2.5, (200, 200)))


def test_levels_that_a_filter_leaves_uneven_are_made_anew(crowd: Figure) -> None:
    kernel = KernelRaster()
    _, classed = strata(replace(crowd, coloring=replace(crowd.coloring, codes=np.zeros(MANY, np.uint8))))
    behind = np.zeros(MANY, np.bool_)
    behind[classed.rows[: MANY // 2]] = True

    sifted = kernel.sifted(kernel.prepared(classed), behind)

    held = np.diff([*sifted.cells.starts[::-1, 0], len(sifted)])
    assert held.max() <= kernel_raster.UNEVEN * len(sifted)


def test_a_selection_makes_nothing_anew(crowd: Figure, raster: Raster) -> None:
    kept = KeptDots(raster)
    before = kept.of(crowd)

    after = kept.of(replace(crowd, selected=np.array([5])))

    assert all(a is b for a, b in zip(before, after, strict=True))
