"""The way of the Tab key through the window: bar, library, map, inspector, probes, each from its head down."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lead_through(window: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab visit these parts one after another; within a part the order stays as it is."""
    chain = list(_chain(window))
    stops = [widget for part in parts for widget in chain if _belongs(widget, part)]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _chain(window: QWidget) -> Iterator[QWidget]:
    """Every widget of the window that Tab can stop at, in the present order."""
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            yield widget
        widget = widget.nextInFocusChain()


def _belongs(widget: QWidget, part: QWidget) -> bool:
    return widget is part or part.isAncestorOf(widget)
