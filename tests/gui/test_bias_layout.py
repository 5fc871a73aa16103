"""The layout Bias: the form of an association test at the left, its answer below, the sets on the map."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from embexplorer.gui.window import MainWindow
from tests.gui.conftest import settle


@pytest.fixture
def bias(open_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window in the layout Bias, with a test of words that its space has."""
    open_window.actions_.trigger("window.bias")
    form = open_window.docks.panel("weat")
    for role, words in zip("XYAB", (("w1", "w2"), ("w40", "w41"), ("w5", "w6"), ("w70", "w71")), strict=True):
        form.fields[role].set_words(words)
    form.tests.show_entries([("own sets", "own")], "own")
    form.ask()
    settle(open_window, qtbot)
    return open_window


def test_the_form_stands_beside_the_answer_and_the_library_makes_room(bias: MainWindow) -> None:
    docks = bias.docks.docks

    assert docks["weat"].isVisible() and docks["probes"].isVisible()
    assert not docks["library"].isVisible() and not docks["inspector"].isVisible()
    assert "Bias" == bias.docks.tabs.front()


def test_the_answer_is_drawn_and_its_caption_stands_in_the_head(bias: MainWindow) -> None:
    panel = bias.docks.panel("bias")

    assert panel.pages.currentIndex() == 1
    assert bias.docks.tabs.caption.text().startswith("cosine · small, raw · exact, all 6 partitions")


def test_the_map_has_the_sets_as_classes_with_what_was_found(bias: MainWindow) -> None:
    entries = bias.page.figure().coloring.entries

    assert [("Target X", 2, 2), ("Attribute B", 2, 2)] == [
        (one.label, one.count, one.asked) for one in (entries[0], entries[3])
    ]
    assert "WEAT sets" == bias.page.bar.color.currentText()


def test_another_colour_of_the_map_is_one_choice_away(bias: MainWindow) -> None:
    bias.page.bar.color.chosen.emit("rank")

    assert (None, "rank") == (bias.workspace.look.sets, bias.workspace.look.color_by)


def test_the_side_docks_own_the_corners_only_there(bias: MainWindow) -> None:
    corner = Qt.Corner.BottomLeftCorner
    before = bias.corner(corner)

    bias.actions_.trigger("window.explore")

    sides = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea)
    assert sides == (before, bias.corner(corner))


def test_the_entry_of_the_menu_opens_the_layout(open_window: MainWindow) -> None:
    open_window.actions_.trigger("bias.weat")

    assert "Bias" == open_window.docks.layout_name()


def test_the_probes_are_no_higher_in_the_layout_explore(bias: MainWindow) -> None:
    bias.actions_.trigger("window.explore")

    assert bias.docks.docks["probes"].minimumSizeHint().height() <= 240
