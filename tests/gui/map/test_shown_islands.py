"""Where groups are dense among shown rows is found on a thread while frames go on."""

import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.groups import Island, islands_of_shown
from embexplorer.gui.map import shown_islands
from embexplorer.gui.map.shown_islands import FINDER, ShownIslands
from embexplorer.gui.map.turns import painting
from tests.gui.map.test_group_layers import two_clouds


@pytest.fixture
def filtered(qapp: QApplication) -> Figure:
    """Two clouds of which the upper halves are shown."""
    figure = two_clouds("labels")
    return replace(figure, shown=figure.coordinates[:, 1] > 0)


def wait_until_ready(islands: ShownIslands, figure: Figure) -> None:
    """A few seconds at most."""
    until = time.monotonic() + 20
    while not islands.ready(figure) and time.monotonic() < until:
        time.sleep(0.01)


def test_they_are_found_aside(filtered: Figure) -> None:
    islands = ShownIslands()
    with painting():  # it waits until that is over
        asked = islands.ready(filtered)

    wait_until_ready(islands, filtered)

    assert (False, True) == (asked, islands.ready(filtered))
    assert islands_of_shown(filtered.groups, filtered.shown) == islands.of(filtered)


def test_whoever_cannot_wait_gets_them_at_once(filtered: Figure) -> None:
    assert islands_of_shown(filtered.groups, filtered.shown) == ShownIslands().of(filtered)


def test_those_of_a_map_without_filters_are_known(filtered: Figure) -> None:
    everything = replace(filtered, shown=None)
    islands = ShownIslands()

    assert (True, filtered.groups.islands) == (islands.ready(everything), islands.of(everything))


def test_a_map_without_groups_has_none(filtered: Figure) -> None:
    bare = replace(filtered, groups=None)

    assert (True, ()) == (ShownIslands().ready(bare), ShownIslands().of(bare))


def test_they_wait_while_a_map_is_painted(filtered: Figure) -> None:
    islands = ShownIslands()
    with painting():
        islands.ready(filtered)
        time.sleep(0.1)
        meanwhile = islands.ready(filtered)

    wait_until_ready(islands, filtered)

    assert (False, True) == (meanwhile, islands.ready(filtered))


def test_a_search_that_fails_has_ended(filtered: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(shown_islands, "islands_of_shown", fails)
    islands = ShownIslands()

    wait_until_ready(islands, filtered)

    assert islands.ready(filtered)
    with pytest.raises(ValueError, match="no"):
        islands.of(filtered)


def test_another_filter_ends_the_search_for_the_first(filtered: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), []

    def slow(*_: object) -> tuple[Island, ...]:
        begun.set()
        go_on.wait(20)
        ended.append(1)
        return ()

    islands = ShownIslands()
    monkeypatch.setattr(shown_islands, "islands_of_shown", slow)
    islands.ready(filtered)
    begun.wait(20)
    monkeypatch.undo()
    other = replace(filtered, shown=np.logical_not(filtered.shown))
    wait_until_ready(islands, other)
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == FINDER:
            thread.join(20)

    assert [1] == ended
    assert islands_of_shown(other.groups, other.shown) == islands.of(other)
