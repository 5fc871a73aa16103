"""The neighbour lists of watched words are shown as they were at the moment that is looked at."""

import pytest
from pytestqt.qtbot import QtBot

from embexplorer.core.report import Measured
from embexplorer.gui.training.near import NearSection

LOG = (
    Measured(at=0.5, lists={"king": ("the", "of")}),
    Measured(at=1.4, lists={"king": ("the", "queen")}),
    Measured(at=2.0, lists={"king": ("prince", "queen")}),
)


@pytest.fixture
def near(qtbot: QtBot) -> NearSection:
    """The section of a training that watched one word."""
    near = NearSection()
    qtbot.addWidget(near)
    near.show_log(LOG, 2.0, ("king",))
    return near


def test_the_newest_list_is_shown_at_first(near: NearSection) -> None:
    row = near._rows[0]

    assert ("at epoch 2.0", "prince, queen") == (near.head.caption.text(), row.near.text())
    assert "1 of 2 as in the list before" == row.head.caption.text()


def test_an_earlier_moment_shows_the_list_of_that_moment(near: NearSection) -> None:
    near.show_moment(1.6)

    row = near._rows[0]
    assert ("at epoch 1.4", "the, queen") == (near.head.caption.text(), row.near.text())
    assert "1 of 2 as in the newest" == row.head.caption.text()


def test_the_chart_says_how_much_of_the_newest_list_was_there(near: NearSection) -> None:
    assert [(0.0, 50.0, 100.0)] == [curve.ys for curve in near.chart._curves]


def test_without_watched_words_there_is_nothing_to_see(near: NearSection) -> None:
    near.show_log((), 2.0, ())

    assert near.isHidden()
