"""A screen that was asked for belongs to no widget."""

import subprocess
import sys
from pathlib import Path

import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import embexplorer.gui
from embexplorer.gui.screen import screen_of

COLLECTED = """
import gc
from PySide6.QtWidgets import QApplication, QWidget
from embexplorer.gui.screen import screen_of
application = QApplication([])
gc.disable()
first = QWidget()
screen_of(first)
second = QWidget()
screen_of(second)
second.myself = second
del second
gc.collect()
QWidget().show()
application.processEvents()
"""


def test_the_screen_of_a_widget_is_one_of_the_application(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    screen = screen_of(widget)

    assert screen in QGuiApplication.screens()


def test_a_widget_beside_all_screens_has_the_first_one(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.move(-99_999, -99_999)

    screen = screen_of(widget)

    assert QGuiApplication.primaryScreen() == screen


def test_a_screen_that_was_asked_for_is_no_child_of_the_widget(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    told = shiboken6.Shiboken.dump(screen_of(widget))

    assert "parent." not in told


def test_a_screen_outlives_a_window_that_is_collected() -> None:
    ended = subprocess.run([sys.executable, "-c", COLLECTED], capture_output=True, text=True, check=False)

    assert 0 == ended.returncode


def test_no_widget_is_asked_for_its_screen() -> None:
    files = Path(embexplorer.gui.__path__[0]).rglob("*.py")

    asking = [path.name for path in files if ".screen()" in path.read_text(encoding="utf-8")]

    assert ["screen.py"] == asking  # which says why
