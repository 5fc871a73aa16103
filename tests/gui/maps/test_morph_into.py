"""A map on its way into another one of the same space, and what can be done half-way."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from embexplorer.core.morph import between, turned_onto
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.compare.morph_bar import STEPS
from embexplorer.gui.maps.morph_into import MorphInto
from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


@pytest.fixture
def morphing(open_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The PCA is shown, and the bar goes into a UMAP."""
    first = open_window.workspace.projection_id
    assert first is not None
    open_window.workspace.start(build(step_named("umap"), {"n_neighbors": 5, "epochs": 20}))
    settle(open_window, qtbot)
    open_window.workspace.show(first)
    open_window.actions_.trigger("map.morph")
    open_window.page.redraw()
    return open_window


def bar(window: MainWindow) -> MorphInto:
    return window.page.stage.morph


def test_there_is_nothing_to_go_into_without_a_second_map(open_window: MainWindow) -> None:
    assert not open_window.actions_.named("map.morph").enabled()


def test_it_begins_at_the_map_as_it_is(morphing: MainWindow) -> None:
    shown, figure = morphing.workspace.projection(), morphing.page.view.figure()

    assert shown is not None and figure is not None and bar(morphing).isVisible()
    np.testing.assert_allclose(shown.coordinates[:, :2], figure.coordinates, atol=1e-6)


def test_half_way_points_lie_between_both_maps_laid_over_each_other(morphing: MainWindow) -> None:
    maps = [i.id for i in morphing.workspace.items.values() if i.kind == "projection"]
    first, second = (np.array(morphing.workspace.projection(item).coordinates[:, :2]) for item in maps)
    rows = np.arange(90)

    bar(morphing).bar.slider.setValue(STEPS // 2)

    figure = morphing.page.view.figure()
    expected = between(first, turned_onto(second, rows, first, rows), 0.5)
    assert figure is not None
    np.testing.assert_allclose(expected, figure.coordinates, atol=1e-4)


def test_the_map_says_how_far_and_how_it_was_laid(morphing: MainWindow, qtbot: QtBot) -> None:
    bar(morphing).bar.slider.setValue(STEPS // 4)
    morphing.page.redraw()

    figure = morphing.page.view.figure()
    assert figure is not None
    assert figure.badges[-1].startswith("25 % of the way into UMAP · 5 neighbours, turned onto PCA; residual")
    assert ("", ()) == (figure.trust, figure.edges)


def test_half_way_nothing_is_placed_anew_when_a_word_is_pinned(morphing: MainWindow) -> None:
    bar(morphing).bar.slider.setValue(STEPS // 2)
    morphing.page.redraw()
    before = morphing.page.view.figure()

    morphing.workspace.pin(3)
    morphing.page.redraw()

    figure = morphing.page.view.figure()
    assert before is not None and figure is not None
    assert figure.pinned == 3 and figure.coordinates is before.coordinates and figure.coloring is before.coloring


def test_half_way_a_click_and_a_lasso_find_the_points_where_they_are(morphing: MainWindow) -> None:
    bar(morphing).bar.slider.setValue(STEPS // 2)
    morphing.page.redraw()
    view = morphing.page.view
    figure = view.figure()
    assert figure is not None
    lone = int(np.argmax(np.linalg.norm(figure.coordinates - figure.coordinates.mean(axis=0), axis=1)))
    x, y = view.view().to_screen(figure.coordinates[lone : lone + 1])[0].tolist()

    assert lone == view.row_at(QPointF(x, y))


def test_closing_returns_to_the_map(morphing: MainWindow) -> None:
    bar(morphing).bar.slider.setValue(STEPS)
    bar(morphing).closed.emit()
    morphing.page.redraw()

    shown, figure = morphing.workspace.projection(), morphing.page.view.figure()
    assert shown is not None and figure is not None and bar(morphing).isHidden()
    np.testing.assert_array_equal(shown.coordinates[:, :2], figure.coordinates)


def test_it_plays_to_the_end_as_a_film(morphing: MainWindow, qtbot: QtBot) -> None:
    bar(morphing).bar.slider.setValue(STEPS - 6)

    bar(morphing).play.click()

    qtbot.waitUntil(lambda: bar(morphing).bar.slider.value() == STEPS, timeout=5000)


def test_another_map_in_front_begins_a_new_way(morphing: MainWindow) -> None:
    bar(morphing).bar.slider.setValue(STEPS)
    other = next(i.id for i in morphing.workspace.items.values() if i.step == "umap")

    morphing.workspace.show(other)
    morphing.page.redraw()

    assert 0.0 == bar(morphing).bar.share()
    assert ["PCA · 2 of 8"] == [bar(morphing).into.itemText(n) for n in range(bar(morphing).into.count())]
