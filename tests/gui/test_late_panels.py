"""Panels are made late: in idle turns, when their tab or dock is shown, or when one of their actions is asked for."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.alone import settle
from embexplorer.gui.docks import LATE
from embexplorer.gui.later import Later
from embexplorer.gui.layouts import LAYOUTS
from embexplorer.gui.probe_tabs import TABS
from embexplorer.gui.window import MainWindow

every_tab = pytest.mark.parametrize("title", [tab.title for tab in TABS])
always_offered = pytest.mark.parametrize("title", [tab.title for tab in TABS if not tab.of])


def made(window: MainWindow) -> list[str]:
    """The modules of the panels that have been made."""
    return [page.module for page in window.docks._pages() if page.is_made]


def test_a_furnished_window_has_made_no_panel_that_is_not_seen(window: MainWindow) -> None:
    assert set(made(window)) <= {"neighbors"}  # one idle turn may have passed since


def test_idle_turns_make_every_panel(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.later.done, timeout=60_000):
        pass

    assert len(TABS) + len(LATE) == len(made(window))


def test_making_panels_leaves_the_window_active(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=30_000)

    window.later.finish()
    qtbot.wait(50)

    assert window.isActiveWindow()


@every_tab
def test_every_tab_has_a_panel(window: MainWindow, title: str) -> None:
    assert isinstance(window.docks.tabs.pages[title].panel(), QWidget)


@always_offered
def test_every_tab_can_be_brought_to_the_front(open_window: MainWindow, title: str) -> None:
    open_window.docks.show_tab(title)

    assert open_window.docks.tabs.front() == title
    assert open_window.docks.tabs.pages[title].panel().isVisible()


def test_a_tab_that_is_clicked_before_its_panel_is_made_makes_it(window: MainWindow, small_file: Path) -> None:
    window.later.stop()
    window.workspace.open_file(small_file)
    window.docks.show_around(True)

    window.docks.tabs.bar.setCurrentIndex(list(window.docks.tabs.pages).index("Search"))

    assert ["neighbors", "search"] == made(window)


def test_an_action_of_a_panel_that_is_not_made_yet_can_be_run(window: MainWindow) -> None:
    ran = window.actions_.trigger("train.word2vec")

    assert ran
    assert window.docks.layout_name() == "Train"
    assert window.docks.panel("train").isVisible()


def test_the_palette_offers_what_panels_that_are_not_made_yet_can_do(window: MainWindow) -> None:
    window.actions_.trigger("find.anything")

    assert "Run projection" in [entry.text for entry in window.palette_.offered()]


def test_an_action_asked_of_a_tab_brings_it_to_the_front(open_window: MainWindow) -> None:
    open_window.actions_.trigger("edit.find-word")

    assert "Search" == open_window.docks.tabs.front()


def test_a_tab_that_is_not_offered_is_not_brought_to_the_front(open_window: MainWindow) -> None:
    open_window.docks.tabs.bring("Recommend")

    assert "Neighbours" == open_window.docks.tabs.front()


def test_a_recommender_is_offered_to_be_asked_also_when_it_was_saved_and_opened(
    window: MainWindow, tmp_path: Path
) -> None:
    workspace, file = window.workspace, tmp_path / "visits.tsv"
    file.write_text("\n".join(f"u{user}\ti{(user * step) % 7}" for user in range(12) for step in (1, 2, 3)))
    workspace.start(build(step_named("recommender"), {"path": str(file), "dimensions": 4, "epochs": 3}))
    settle(workspace)
    workspace.space().save(tmp_path / "saved")

    workspace.open_file(tmp_path / "saved")
    settle(workspace)

    assert "space-folder" == workspace.items[workspace.space_id].step
    assert window.docks.tabs.row.is_offered(list(window.docks.tabs.pages).index("Recommend"))


def test_the_head_shows_the_caption_of_the_tab_in_front(open_window: MainWindow) -> None:
    tabs = open_window.docks.tabs
    open_window.docks.panel("neighbors").caption_changed.emit("of king")
    tabs.bring("Search")
    other = tabs.caption.text()

    tabs.bring("Neighbours")

    assert ["", "of king"] == [other, tabs.caption.text()]


def test_late_panels_leave_the_docks_as_large_as_they_were(open_window: MainWindow, qtbot: QtBot) -> None:
    docks = open_window.docks.docks
    before = [dock.size() for dock in docks.values() if dock.isVisible()]

    open_window.later.finish()
    qtbot.wait(20)

    assert before == [dock.size() for dock in docks.values() if dock.isVisible()]


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_a_layout_shows_its_docks(open_window: MainWindow, layout) -> None:
    open_window.actions_.trigger(layout.action)

    shown = {name for name, dock in open_window.docks.docks.items() if dock.isVisible()}
    assert (set(layout.docks), layout.name) == (shown, open_window.docks.layout_name())


def test_closing_the_window_makes_no_more_panels(window: MainWindow, qtbot: QtBot) -> None:
    window.close()
    before = made(window)

    qtbot.wait(20)

    assert before == made(window)


def test_tasks_are_done_in_their_order_one_in_a_turn(qtbot: QtBot) -> None:
    done: list[str] = []
    later = Later()
    later.add(lambda: done.append("first"))
    later.add(lambda: done.append("second"))

    later.do_one()

    assert ["first"] == done
    qtbot.waitUntil(lambda: done == ["first", "second"])


def test_to_finish_does_all_that_is_left_and_says_so_once(qtbot: QtBot) -> None:
    said: list[bool] = []
    later = Later()
    later.done.connect(lambda: said.append(True))
    later.add(lambda: None)
    later.add(lambda: None)

    later.finish()

    assert [True] == said
