"""The trust layer on the map of a whole window: what hovering draws, and what is measured between two clusters."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from embexplorer.core.look import Camera
from embexplorer.core.measured_groups import group_at
from embexplorer.core.table import Table
from embexplorer.gui.map.hover_neighbors import Hovered
from embexplorer.gui.trust.hovering import ELSEWHERE, MOVING
from embexplorer.gui.trust.hovering import NAME as HOVER
from embexplorer.gui.trust.measuring import NAME as MEASURE
from embexplorer.gui.window import MainWindow

SHOWN = ("points", "labels", "trust")


@pytest.fixture
def trusted(open_window: MainWindow) -> MainWindow:
    """The window with the trust layer on."""
    workspace = open_window.workspace
    workspace.set_look(replace(workspace.look, layers=SHOWN), "show trust")
    open_window.page.redraw()
    return open_window


def classed(window: MainWindow, qtbot: QtBot) -> None:
    """Give the words the classes a, b and c, thirty each, and colour by them."""
    workspace = window.workspace
    workspace.add_columns(workspace.space_id, pa.table({"cluster": np.repeat(["a", "b", "c"], 30)}))
    workspace.set_look(replace(workspace.look, color_by="cluster"), "colour")
    window.page.redraw()


def pixel(window: MainWindow, row: int) -> QPoint:
    """Where a point is."""
    return window.page.view.scene().at(row).toPoint()


def drag(window: MainWindow, start: int, end: int) -> None:
    """From one point to another with the measure tool."""
    view = window.page.view
    window.actions_.trigger("map.measure")
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=pixel(window, start))
    QTest.mouseMove(view, pixel(window, end) - QPoint(9, 9))
    QTest.mouseMove(view, pixel(window, end))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=pixel(window, end))


def answered(window: MainWindow, qtbot: QtBot) -> tuple[str, ...]:
    """The lines of the card, once they are there."""
    layer = window.page.measuring.layer

    def there() -> None:
        window.workspace.poll()
        assert layer.shown is not None
        assert layer.shown.lines != ("measuring…",)

    qtbot.waitUntil(there, timeout=20_000)
    return layer.shown.lines


def test_hovering_finds_the_kept_the_lost_and_the_invented(trusted: MainWindow, qtbot: QtBot) -> None:
    layer = trusted.page.hovering.layer

    trusted.page.view.set_hovered(40)

    def there() -> None:
        trusted.workspace.poll()
        assert layer.shown is not None

    qtbot.waitUntil(there, timeout=20_000)
    trust = trusted.workspace.trust().columns
    counts = (len(layer.shown.kept), len(layer.shown.lost), len(layer.shown.invented))
    assert tuple(trust[name][40].as_py() for name in ("kept", "lost", "invented")) == counts


def test_without_the_layer_nothing_is_asked(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.page.view.set_hovered(40)
    qtbot.wait(150)
    open_window.workspace.poll()

    assert open_window.page.hovering.layer.shown is None


@pytest.fixture
def late(trusted: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Point 40 was asked about, and its answer is on the way until this is called."""
    asked: list[Callable[[Table], None]] = []
    monkeypatch.setattr(trusted.workspace, "ask", lambda step, answer, *more, **of: asked.append(answer) or 1)
    trusted.page.view.set_hovered(40)
    qtbot.waitUntil(lambda: bool(asked))
    table = Table(name="kept", columns=pa.table({"row": [1, 2], "status": ["kept", "lost"]}))
    return partial(asked[0], table)


def test_an_answer_is_shown(trusted: MainWindow, late: Callable[[], None]) -> None:
    late()

    assert Hovered(row=40, kept=(1,), lost=(2,)) == trusted.page.hovering.layer.shown


def test_an_answer_for_a_point_that_was_left_is_not_shown(trusted: MainWindow, late: Callable[[], None]) -> None:
    trusted.page.view.set_hovered(None)

    late()

    assert trusted.page.hovering.layer.shown is None


def test_an_answer_for_a_number_of_neighbours_before_is_not_shown(
    trusted: MainWindow, late: Callable[[], None]
) -> None:
    trusted.workspace.set_look(replace(trusted.workspace.look, trust_k=4), "k = 4")

    late()

    assert trusted.page.hovering.layer.shown is None


def test_what_is_drawn_on_hovering_changes_the_picture(trusted: MainWindow, qtbot: QtBot) -> None:
    view = trusted.page.view
    view.set_hovered(40)
    before = view.grab().toImage()
    layer = trusted.page.hovering.layer

    def there() -> None:
        trusted.workspace.poll()
        assert layer.shown is not None

    qtbot.waitUntil(there, timeout=20_000)

    assert before != view.grab().toImage()


def test_a_line_between_two_classes_says_what_is_true(open_window: MainWindow, qtbot: QtBot) -> None:
    classed(open_window, qtbot)

    drag(open_window, 5, 40)

    lines = answered(open_window, qtbot)
    assert "a – b" == open_window.page.measuring.layer.shown.title
    assert lines[0].startswith("map distance ")
    assert lines[1].startswith("true centroid cosine ")
    assert "of the 15 nearest of a lie in b" in lines[2]
    assert "of the 15 nearest of b lie in a" in lines[3]
    assert lines[-1].startswith("30 and 30 rows")


def test_the_distance_on_umap_is_said_not_to_be_data(open_window: MainWindow, qtbot: QtBot) -> None:
    from embexplorer.core.registry import step_named
    from embexplorer.core.step import build
    from tests.gui.conftest import settle

    classed(open_window, qtbot)
    open_window.workspace.start(build(step_named("umap"), {"epochs": 20}))
    settle(open_window, qtbot)
    open_window.page.redraw()

    drag(open_window, 5, 40)

    assert "not data" in answered(open_window, qtbot)[0]


def test_the_selection_is_one_cluster_and_a_class_the_other(open_window: MainWindow, qtbot: QtBot) -> None:
    classed(open_window, qtbot)
    open_window.workspace.select(range(1, 20))
    open_window.page.redraw()

    drag(open_window, 5, 70)

    answered(open_window, qtbot)
    assert "selection (19) – c" == open_window.page.measuring.layer.shown.title


def test_without_classes_two_words_are_measured_and_the_card_says_how_to_get_more(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    drag(open_window, 5, 70)

    lines = answered(open_window, qtbot)
    assert "w5 – w70" == open_window.page.measuring.layer.shown.title
    assert lines[-1].startswith("Colour by classes")


def test_what_is_measured_is_on_the_figure_that_is_saved(open_window: MainWindow, qtbot: QtBot) -> None:
    drag(open_window, 5, 70)
    waiting = open_window.page.figure()

    answered(open_window, qtbot)

    assert (None, "w5 – w70") == (waiting.measured, open_window.page.figure().measured.title)


def test_a_line_within_one_cluster_is_told(open_window: MainWindow, qtbot: QtBot) -> None:
    heard = []
    open_window.workspace.noticed.connect(heard.append)
    classed(open_window, qtbot)

    drag(open_window, 5, 9)

    assert ["Both ends of the line lie in a. Drag from one cluster to another."] == [notice.text for notice in heard]


def test_the_line_goes_with_its_tool(open_window: MainWindow, qtbot: QtBot) -> None:
    classed(open_window, qtbot)
    drag(open_window, 5, 40)
    answered(open_window, qtbot)

    open_window.actions_.trigger("map.pan")

    assert open_window.page.measuring.layer.shown is None


def test_a_class_that_is_a_number_is_taken_as_it_is(open_window: MainWindow, qtbot: QtBot) -> None:
    workspace = open_window.workspace
    workspace.add_columns(workspace.space_id, pa.table({"kind": pa.array([1234] * 45 + [5678] * 45)}))
    workspace.set_look(replace(workspace.look, color_by="kind", scale="categorical"), "colour")
    open_window.page.redraw()

    assert "1234" == group_at(open_window.page.view.figure(), 3).value


def test_while_a_layout_moves_hovering_says_why_nothing_is_drawn(
    trusted: MainWindow, qtbot: QtBot, monkeypatch
) -> None:
    monkeypatch.setattr(type(trusted.workspace), "watched", property(lambda _: "job"))

    trusted.page.view.set_hovered(40)
    qtbot.wait(150)

    assert MOVING == trusted.page.hovering.layer.shown.why


def test_on_the_way_into_another_map_hovering_says_why_nothing_is_drawn(trusted: MainWindow, qtbot: QtBot) -> None:
    view = trusted.page.view
    view.show_figure(replace(view.figure(), projection=None))

    view.set_hovered(40)
    qtbot.wait(150)

    assert ELSEWHERE == trusted.page.hovering.layer.shown.why


def test_what_hovering_drew_goes_with_the_layer(trusted: MainWindow, qtbot: QtBot) -> None:
    layer = trusted.page.hovering.layer
    trusted.page.view.set_hovered(40)
    layer.shown = Hovered(row=40, kept=(1, 2))

    trusted.workspace.set_look(replace(trusted.workspace.look, layers=("points",)), "hide trust")

    assert layer.shown is None


def test_another_number_of_neighbours_is_asked_for_while_the_pointer_rests(trusted: MainWindow, qtbot: QtBot) -> None:
    layer = trusted.page.hovering.layer
    trusted.page.view.set_hovered(40)
    qtbot.wait(150)

    trusted.workspace.set_look(replace(trusted.workspace.look, trust_k=4), "k = 4")

    def there() -> None:
        trusted.workspace.poll()
        assert layer.shown is not None

    qtbot.waitUntil(there, timeout=20_000)
    assert 4 == len(layer.shown.kept) + len(layer.shown.lost)


def test_a_camera_that_moves_leaves_what_hovering_drew(trusted: MainWindow, qtbot: QtBot) -> None:
    layer = trusted.page.hovering.layer
    trusted.page.view.set_hovered(40)
    layer.shown = Hovered(row=40, kept=(1, 2))

    trusted.workspace.set_look(replace(trusted.workspace.look, camera=Camera(x=0, y=0, scale=9)), "move", merge=True)

    assert (1, 2) == layer.shown.kept


def test_what_is_said_lies_above_the_labels(trusted: MainWindow) -> None:
    view = trusted.page.view

    drawn = [shelf.name for shelf in view._painter.stack.in_order(view.figure().layer_order)]

    assert drawn.index("labels") < min(drawn.index(f"{HOVER}-key"), drawn.index(MEASURE))
