"""Garbage is collected on the window's own thread, and only there."""

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.gui.garbage import GarbageCollector, collect_on_this_thread


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[GarbageCollector]:
    """The application's one collector."""
    was = gc.isenabled()
    yield collect_on_this_thread()
    if was:
        gc.enable()


class Knot(QObject):
    """A Qt object that only a collection can free, and that says on which thread it was."""

    freed_on: ClassVar[list[object]] = []

    def __init__(self) -> None:
        super().__init__()
        self.myself = self
        weakref.finalize(self, lambda: Knot.freed_on.append(QThread.currentThread()))


def test_there_is_one_collector_an_application(collector: GarbageCollector) -> None:
    assert collect_on_this_thread() is collector


def test_nothing_is_collected_by_itself(collector: GarbageCollector) -> None:
    assert not gc.isenabled()


def test_a_knot_is_freed_on_the_thread_of_the_window(collector: GarbageCollector, qtbot: QtBot) -> None:
    Knot.freed_on.clear()
    Knot()

    crowd: list[list[int]] = []
    thread = threading.Thread(target=lambda: crowd.extend([] for _ in range(100_000)))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(Knot.freed_on), timeout=5000)

    assert Knot.freed_on == [QApplication.instance().thread()]


def test_a_program_that_ends_with_its_window_still_there_ends_well() -> None:
    lines = "app = QApplication([]); window = QWidget(); timer = QTimer(window); timer.start(9); window.me = window"
    code = "from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication, QWidget; "
    code += f"from embexplorer.gui.garbage import collect_on_this_thread; {lines}; collect_on_this_thread()"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_program_that_ends_with_a_list_of_completions_ends_well() -> None:
    lines = "app = QApplication([]); line = QLineEdit(); words = QCompleter(['a'], line); words.setWidget(line)"
    code = "from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit; "
    code += f"from embexplorer.gui.garbage import collect_on_this_thread; {lines}; words.popup().me = line; "
    code += "line.me = words; collect_on_this_thread()"

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")
