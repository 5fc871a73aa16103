"""The panel of layers stands beside the inspector, with a tab for each, and comes and goes by one action."""

from PySide6.QtWidgets import QTabBar

from embexplorer.gui.window import MainWindow


def tab_names(window: MainWindow) -> list[str]:
    """Of the row of tabs that the window has made for its docks."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible()]
    return [bar.tabText(place) for bar in bars for place in range(bar.count())]


def test_layers_are_away_at_first(open_window: MainWindow) -> None:
    assert open_window.docks.docks["layers"].isHidden()
    assert "Layers" not in tab_names(open_window)


def test_layers_share_the_place_of_the_inspector(open_window: MainWindow, qtbot) -> None:
    open_window.actions_.trigger("layer.panel")
    qtbot.wait(20)

    docks = open_window.docks.docks
    assert tab_names(open_window) == ["Inspector", "Layers"]
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
