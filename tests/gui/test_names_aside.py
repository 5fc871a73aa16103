"""The names of groups of many points are found on a thread; what cannot be found there is looked for without."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from embexplorer.core.figure_groups import groups_for
from embexplorer.core.groups import waiting
from embexplorer.core.look import Look
from embexplorer.gui import names_aside
from embexplorer.gui.names_aside import NamesAside
from tests.gui.map.test_label_layout import clouds

LOOK = Look(color_by="cloud")


@pytest.fixture
def owner() -> QObject:
    return QObject()


def waits():
    """A figure whose groups have not been looked for."""
    figure = clouds(rows=400)
    return replace(figure, groups=waiting(figure.coordinates))


def space_of(figure):
    """Groups need its keys and columns alone."""

    class Space:
        keys, unit, columns = figure.keys, figure.unit, type("Columns", (), {"column_names": []})()

    return Space()


def test_they_are_those_that_are_found_without_a_thread(qtbot: QtBot, owner: QObject) -> None:
    figure, told = waits(), []
    aside = NamesAside(told.append, owner)

    aside.look_for(space_of(figure), LOOK, figure)
    qtbot.waitUntil(lambda: bool(told))

    found = aside.known(figure, LOOK).groups
    parts = (figure.coordinates, figure.coloring, LOOK, figure.ranking, figure.projection, None)
    expected = groups_for(space_of(figure), *parts)
    assert [False] == told
    assert (expected.names, expected.islands) == (found.names, found.islands)


def test_for_other_groups_they_are_not_taken(qtbot: QtBot, owner: QObject) -> None:
    figure, told = waits(), []
    aside = NamesAside(told.append, owner)
    aside.look_for(space_of(figure), LOOK, figure)
    qtbot.waitUntil(lambda: bool(told))

    other, by_another = replace(figure, coloring=clouds(rows=400).coloring), replace(LOOK, group_by="value")

    assert (other, figure) == (aside.known(other, LOOK), aside.known(figure, by_another))


def test_what_fails_on_the_thread_is_said(qtbot: QtBot, owner: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(names_aside, "groups_for", fails)
    figure, told = waits(), []
    aside = NamesAside(told.append, owner)

    aside.look_for(space_of(figure), LOOK, figure)
    qtbot.waitUntil(lambda: bool(told))

    assert ([True], figure) == (told, aside.known(figure, LOOK))
