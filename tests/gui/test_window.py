"""The window as a whole: what it shows when, how it makes room, and how it opens and closes."""

import base64
import json
from itertools import accumulate
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from embexplorer.core.registry import step_named
from embexplorer.gui.actions import Actions
from embexplorer.gui.corner import FindField
from embexplorer.gui.map_page import OPENING, MapPage
from embexplorer.gui.style import pixels
from embexplorer.gui.window import MainWindow
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.notices import Notice
from embexplorer.workspace.project import Project
from embexplorer.workspace.workspace import Workspace


def drop_of(path: Path) -> QDropEvent:
    """The event of a file being dropped."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop_of.kept = data  # type: ignore[attr-defined] # the event does not own it
    no_key = Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no_key)


def tab_stops(window: MainWindow, most: int) -> list[QWidget]:
    """Where Tab stops, from the field that finds anything on."""
    start = window.menuBar().findChildren(FindField)[0]
    chain = list(accumulate(range(most * 20), lambda widget, _: widget.nextInFocusChain(), initial=start))
    tabbed = [w for w in chain if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(window)]
    return tabbed[:most]


def test_an_empty_window_shows_the_welcome_page_and_no_docks(window: MainWindow) -> None:
    assert window.welcome.isVisible()
    assert not any(dock.isVisible() for dock in window.docks.docks.values())


def test_opening_a_file_shows_its_map_among_the_docks(open_window: MainWindow) -> None:
    assert open_window.page.isVisible()
    shown = {name for name, dock in open_window.docks.docks.items() if dock.isVisible()}
    assert {"library", "inspector", "probes"} == shown


def test_the_first_picture_is_drawn_from_the_first_components(open_window: MainWindow) -> None:
    figure = open_window.page.figure()

    assert figure is not None
    assert (figure.rows, figure.title.split(" · ")[0]) == (90, "PCA")


def test_the_status_bar_says_what_is_shown(open_window: MainWindow) -> None:
    open_window.workspace.select([3, 4], "replace", "box")

    fields = open_window.status.fields()

    assert fields[:3] == ("90 shown", "2 selected", "small, raw")


def test_the_status_bar_says_that_nothing_is_open(window: MainWindow) -> None:
    assert window.status.fields()[0] == "No space open"


def test_a_word_that_looks_like_markup_is_shown_as_itself(open_window: MainWindow) -> None:
    open_window.workspace.pin(0)

    card = open_window.page.figure().card(0)

    assert card[0] == "<b>x</b>"


def test_a_notice_shows_markup_as_itself(window: MainWindow) -> None:
    window.workspace.notice("<b>x</b> & y")

    toast = window.toasts.shown()[0]

    assert toast.accessibleName() == "Note: <b>x</b> & y"


def test_a_click_on_the_map_pins_and_selects_the_word(open_window: MainWindow) -> None:
    open_window.page.view.clicked.emit(7, "replace")

    assert (open_window.workspace.pinned, list(open_window.workspace.selection)) == (7, [7])


def test_a_control_click_adds_to_the_selection_and_keeps_the_pin(open_window: MainWindow) -> None:
    open_window.page.view.clicked.emit(7, "replace")

    open_window.page.view.clicked.emit(9, "add")

    assert (open_window.workspace.pinned, list(open_window.workspace.selection)) == (7, [7, 9])


def test_the_pinned_word_is_joined_to_its_neighbours(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.workspace.pin(7)
    qtbot.waitUntil(lambda: len(open_window.page.figure().edges) > 0)

    edges = open_window.page.figure().edges

    assert len(edges) == 15


def test_a_narrow_window_collapses_the_library_and_shrinks_the_inspector(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.resize(1100, 700)
    qtbot.wait(1)

    docks = open_window.docks.docks
    assert docks["library"].isHidden()
    assert docks["inspector"].width() <= 300


def test_a_window_made_wide_again_shows_the_library_again(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.resize(1100, 700)
    qtbot.wait(1)

    open_window.resize(1440, 900)
    qtbot.wait(1)

    assert open_window.docks.docks["library"].isVisible()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1100, 700)])
def test_the_window_fits_the_sizes_it_was_drawn_for(
    open_window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    open_window.resize(*size)
    qtbot.wait(1)

    assert (open_window.width(), open_window.height()) == size


def test_a_dropped_file_shows_its_sheet_first(window: MainWindow, small_file: Path) -> None:
    window.dropEvent(drop_of(small_file))

    assert window.opening.sheet is not None
    assert not window.workspace.items


def test_the_arrangement_comes_back_with_the_project(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.docks.toggle("inspector")
    open_window.close()

    again = _reopened(open_window)
    qtbot.addWidget(again)
    again.show()
    again.furnish()

    assert again.page.isVisible()
    assert again.docks.docks["inspector"].isHidden()
    again.close()


def test_the_arrangement_is_kept_while_the_window_is_open(open_window: MainWindow) -> None:
    open_window.docks.toggle("inspector")

    open_window._memory.timeout.emit()

    assert _decoded(open_window)["docks"]["inspector"] is False


def test_closing_with_a_job_that_waits_ends_it(open_window: MainWindow) -> None:
    open_window.workspace.start(step_named("umap")())

    closed = open_window.close()

    assert closed


def test_the_look_of_the_window_is_kept_as_json(open_window: MainWindow) -> None:
    open_window.close()

    assert {"geometry", "state", "docks", "layout", "tab"} == set(_decoded(open_window))


def test_a_new_project_goes_back_to_the_welcome_page(open_window: MainWindow) -> None:
    open_window.actions_.trigger("file.new")

    assert open_window.welcome.isVisible()


def test_a_mistake_of_ours_is_reported_and_the_window_goes_on(window: MainWindow) -> None:
    window.report_crash("ValueError: no", "Traceback")

    assert window.toasts.shown()[0].accessibleName() == "Error: Something went wrong: ValueError: no"


def _decoded(window: MainWindow) -> dict[str, object]:
    plain: dict[str, object] = json.loads(base64.b64decode(window.settings.get("window")))
    return plain


def _reopened(window: MainWindow) -> MainWindow:
    project = Project.open(window.workspace.project.folder, untitled=True)
    return MainWindow(Workspace(project, InlineRunner(), window.settings), window.settings)


def test_the_lines_between_docks_have_grips_that_pull(open_window: MainWindow, qtbot: QtBot) -> None:
    docks = open_window.docks
    grip = next(grip for grip in docks.grips.grips if grip._dock is docks.docks["inspector"])
    before, at = docks.docks["inspector"].width(), grip.rect().center()

    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(grip, at - QPoint(30, 0))
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=at)

    assert grip.width() == 5
    qtbot.waitUntil(lambda: docks.docks["inspector"].width() == before + 30)


def test_a_grip_is_away_while_its_dock_is(open_window: MainWindow) -> None:
    open_window.docks.toggle("inspector")

    seen = [grip._dock.objectName() for grip in open_window.docks.grips.grips if grip.isVisible()]

    assert seen == ["library", "probes"]


def test_the_docks_are_as_large_as_drawn(open_window: MainWindow, qtbot: QtBot) -> None:
    docks = open_window.docks.docks
    drawn = [pixels(256), pixels(320), pixels(240)]

    qtbot.waitUntil(lambda: docks["probes"].height() == drawn[2])

    assert [docks["library"].width(), docks["inspector"].width(), docks["probes"].height()] == drawn


def test_pulling_the_probes_up_does_not_jump(open_window: MainWindow, qtbot: QtBot) -> None:
    docks = open_window.docks
    grip = next(grip for grip in docks.grips.grips if grip._dock is docks.docks["probes"])
    before, at = docks.docks["probes"].height(), grip.rect().center()

    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(grip, at - QPoint(0, 10))

    qtbot.waitUntil(lambda: docks.docks["probes"].height() == before + 10)


def test_another_space_is_drawn_without_the_lines_of_the_first(
    open_window: MainWindow, small_file: Path, qtbot: QtBot
) -> None:
    open_window.workspace.pin(80)
    qtbot.waitUntil(lambda: len(open_window.page.figure().edges) > 0)
    few = small_file.with_name("few.txt")
    few.write_text("".join(small_file.read_text().splitlines(keepends=True)[:9]))

    open_window.workspace.open_file(few)

    qtbot.waitUntil(lambda: len(open_window.page.figure().keys) == 9)
    assert open_window.page.figure().edges == ()


def test_tab_goes_from_the_bar_through_library_map_and_inspector_to_the_probes(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    docks = open_window.docks.docks
    parts = [open_window.menuBar(), docks["library"], open_window.page, docks["inspector"], docks["probes"]]

    stops = tab_stops(open_window, 60)

    places = [place for stop in stops for place, part in enumerate(parts) if part.isAncestorOf(stop)]
    changes = [place for place, before in zip(places, [None, *places], strict=False) if place != before]
    assert changes[: changes.index(4) + 1] == [0, 1, 2, 3, 4]


def test_saving_an_untitled_project_asks_where(
    open_window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(tmp_path / "mine"), ""))
    untitled = open_window.workspace.project.folder

    open_window.actions_.trigger("file.save")

    qtbot.waitUntil(lambda: open_window.workspace.project.folder != untitled)  # what cannot be linked is copied first
    assert (tmp_path / "mine").resolve() == open_window.workspace.project.folder.resolve()


def test_saving_a_named_project_says_that_it_is_saved(open_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    open_window.workspace.save_as(tmp_path / "mine")
    qtbot.waitUntil(lambda: not open_window.workspace.project.untitled)
    told: list[Notice] = []
    open_window.workspace.noticed.connect(told.append)

    open_window.actions_.trigger("file.save")

    assert ["mine is saved; every change is kept at once in"] == [one.text.rpartition(" ")[0] for one in told]


def test_a_page_made_while_a_map_is_shown_says_that_it_opens(open_window: MainWindow, qtbot: QtBot) -> None:
    page = MapPage(open_window.workspace, Actions())
    qtbot.addWidget(page)

    assert OPENING == page._empty.text()
