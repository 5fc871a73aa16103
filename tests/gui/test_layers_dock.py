"""The panel of layers stands beside the inspector, with a tab for each, and comes and goes by one action."""

import pytest
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from embexplorer.gui.window import MainWindow


def tabs_to_see(window: MainWindow) -> list[str]:
    """The tabs of docks that lie within the window: Qt keeps rows that are not used outside of it."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible()]
    seen = [bar for bar in bars if window.rect().intersects(bar.geometry())]
    return [bar.tabText(place) for bar in seen for place in range(bar.count())]


@pytest.fixture
def full(open_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A small window with layers and filters beside the inspector."""
    open_window.resize(1100, 700)
    for name in ("window.layers", "window.filters"):
        open_window.actions_.trigger(name)
        qtbot.wait(20)
    return open_window


def test_layers_are_away_at_first(open_window: MainWindow) -> None:
    assert open_window.docks.docks["layers"].isHidden()
    assert [] == tabs_to_see(open_window)


def test_layers_share_the_place_of_the_inspector(open_window: MainWindow, qtbot) -> None:
    open_window.actions_.trigger("layer.panel")
    qtbot.wait(20)

    docks = open_window.docks.docks
    assert tabs_to_see(open_window) == ["Inspector", "Layers"]
    assert open_window.docks.is_behind("inspector") and not open_window.docks.is_behind("layers")
    assert docks["layers"].head.height() == 1


def test_asking_for_the_tab_behind_brings_it_to_the_front(open_window: MainWindow, qtbot) -> None:
    open_window.actions_.trigger("window.layers")
    qtbot.wait(20)

    open_window.actions_.trigger("window.inspector")
    qtbot.wait(20)

    assert open_window.docks.wanted["inspector"] and not open_window.docks.is_behind("inspector")


def test_layers_go_as_they_came(open_window: MainWindow, qtbot) -> None:
    open_window.actions_.trigger("layer.panel")
    qtbot.wait(20)

    open_window.actions_.trigger("layer.panel")
    qtbot.wait(20)

    assert open_window.docks.docks["layers"].isHidden()
    assert open_window.docks.docks["inspector"].head._named


def test_the_layout_puts_them_back(open_window: MainWindow, qtbot) -> None:
    open_window.actions_.trigger("layer.panel")

    open_window.docks.arrange("Explore")
    qtbot.wait(20)

    assert not open_window.docks.wanted["layers"]
    assert not open_window.docks.is_behind("inspector")


def test_another_layout_leaves_no_row_of_tabs_behind(full: MainWindow, qtbot: QtBot) -> None:
    assert ["Inspector", "Layers", "Filters"] == tabs_to_see(full)

    full.actions_.trigger("window.compare")
    qtbot.wait(20)

    assert [] == tabs_to_see(full)


def test_the_row_of_tabs_is_there_again_when_one_comes_back(full: MainWindow, qtbot: QtBot) -> None:
    for layout in ("compare", "explore"):
        full.actions_.trigger(f"window.{layout}")
    full.actions_.trigger("window.layers")
    qtbot.wait(20)

    assert ["Inspector", "Layers"] == tabs_to_see(full)
