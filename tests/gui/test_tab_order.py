"""The Tab key's way is laid without PySide taking one widget of the way for the child of the one before."""

import shiboken6
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from embexplorer.gui.tab_order import lead_through


def test_menus_outlive_a_widget_that_stood_before_them_in_the_chain(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    before = QLineEdit(window)
    last = QLineEdit(window)
    menu = window.menuBar().addMenu("File")
    action = menu.addAction("Open")

    lead_through(window, [before, window.menuBar(), last])
    shiboken6.delete(before)
    shiboken6.delete(last)

    assert shiboken6.isValid(menu)
    assert shiboken6.isValid(action)
