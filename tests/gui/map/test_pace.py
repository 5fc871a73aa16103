"""A moving map leaves time to everything else."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from embexplorer.gui.map.pace import LONGEST, SHARE, Pace


def paced(qtbot: QtBot, began: float, ended: float) -> Pace:
    """One whose last frame was painted between these seconds."""
    widget = QWidget()
    qtbot.addWidget(widget)
    pace = Pace(widget)
    pace._began, pace._ended = began, ended
    return pace


def test_a_frame_after_a_long_pause_is_painted_at_once(qtbot: QtBot) -> None:
    assert 0 == paced(qtbot, 10.0, 10.02).wait(11.0)


def test_the_frame_after_a_slow_one_waits(qtbot: QtBot) -> None:
    assert SHARE * 20 - 30 == paced(qtbot, 10.0, 10.02).wait(10.03)


def test_however_slow_frames_are_there_are_five_in_a_second(qtbot: QtBot) -> None:
    assert LONGEST == paced(qtbot, 10.0, 11.0).wait(10.0) == 200
