"""Of many points the map shows the colours first, and then the names of their groups."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.core.figure import Figure
from embexplorer.gui import map_page
from embexplorer.gui.actions import Actions
from embexplorer.gui.alone import made_up_workspace
from embexplorer.gui.map_page import MapPage
from embexplorer.gui.style import apply
from embexplorer.workspace.workspace import Workspace


@pytest.fixture
def workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    """A few words with two classes of ten and more."""
    apply(qapp, "light")
    workspace = made_up_workspace(tmp_path)
    rows = workspace.space().rows
    workspace.add_columns(workspace.space_id, pa.table({"half": [("left", "right")[row % 2] for row in range(rows)]}))
    yield workspace
    workspace.close()


@pytest.fixture
def shown(workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """What the map of many points is given, one after the other, when classes come to colour it."""
    monkeypatch.setattr(map_page, "MANY", 10)
    page = MapPage(workspace, Actions())
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.redraw()
    figures: list[Figure] = []
    show = page.view.show_figure
    monkeypatch.setattr(page.view, "show_figure", lambda figure: (figures.append(figure), show(figure)))
    workspace.set_look(workspace.look.colored_by("half"), "colour")
    qtbot.waitUntil(lambda: bool(figures) and not figures[-1].groups.waits)
    return figures


def test_the_colours_come_before_the_names(shown: list[Figure]) -> None:
    first, last = shown[0], shown[-1]

    assert ("half", "half") == (first.coloring.title, last.coloring.title)
    assert ((), ("left", "right")) == (first.groups.names, tuple(sorted(last.groups.names)))


def test_it_is_given_twice_and_no_more(shown: list[Figure], qtbot: QtBot) -> None:
    qtbot.wait(50)

    assert [True, False] == [figure.groups.waits for figure in shown]


def test_what_is_saved_has_the_names(workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_page, "MANY", 10)
    page = MapPage(workspace, Actions())
    qtbot.addWidget(page)
    workspace.set_look(workspace.look.colored_by("half"), "colour")

    assert ("left", "right") == tuple(sorted(page.figure().groups.names))
