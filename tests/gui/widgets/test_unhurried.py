"""Long work in pieces, between which the window answers."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from pytestqt.qtbot import QtBot

from embexplorer.core.table import Table
from embexplorer.core.table_text import writing_csv
from embexplorer.gui.widgets.table_view import TableView
from embexplorer.gui.widgets.unhurried import AT_A_TIME, Unhurried


def slowly(pieces: int) -> Iterator[None]:
    """Each piece fills the time that is taken at once."""
    return (time.sleep(AT_A_TIME) for _ in range(pieces))


def unwritable() -> Iterator[None]:
    """Ends as a full disk ends a file."""
    yield
    raise OSError(28, "No space left on device")


def test_short_work_is_done_at_once(qtbot: QtBot) -> None:
    ends: list[str] = []

    Unhurried(iter([1, 2]), lambda: ends.append("done"))

    assert ends == ["done"]


def test_long_work_gives_way_after_each_piece(qtbot: QtBot) -> None:
    ends: list[str] = []

    work = Unhurried(slowly(4), lambda: ends.append("done"))

    assert ends == []
    qtbot.waitUntil(lambda: ends == ["done"])
    assert not work._timer.isActive()


def test_a_disk_that_is_full_is_told(qtbot: QtBot) -> None:
    told: list[str | None] = []

    Unhurried(unwritable(), failed=lambda problem: told.append(problem.strerror))

    assert told == ["No space left on device"]


def test_a_file_that_is_given_up_half_way_leaves_nothing(tmp_path: Path) -> None:
    writing = writing_csv(tmp_path / "t.csv", pa.table({"place": range(10_000)}))
    next(writing)

    writing.close()

    assert list(tmp_path.iterdir()) == []


def test_a_very_long_table_is_sorted_and_written_whole(qtbot: QtBot, tmp_path: Path) -> None:
    view = TableView()
    qtbot.addWidget(view)
    places = np.arange(250_000)
    view.show_table(Table(name="long", columns=pa.table({"place": places})))
    view.model_of_table().sort(0, view.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    written: list[bool] = []

    view.save_csv(tmp_path / "t.csv", False, lambda: written.append(True))

    qtbot.waitUntil(lambda: written == [True], timeout=20_000)
    lines = (tmp_path / "t.csv").read_text().split()
    assert (len(lines), lines[1], lines[-1]) == (250_001, "249999", "0")
