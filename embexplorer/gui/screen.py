"""The screen on which a widget stands, asked of the application."""

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def screen_of(widget: QWidget) -> QScreen:
    """The screen at the middle of the widget, or the first one.

    `QWidget.screen()` is banned: PySide6 takes what it answers for a child of the widget, and a screen that Python
    collects together with a window can be destroyed with it, after which the next window ends the program.
    """
    return QGuiApplication.screenAt(widget.mapToGlobal(widget.rect().center())) or QGuiApplication.primaryScreen()
