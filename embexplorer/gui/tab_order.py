"""The way of the Tab key through the window: bar, library, map, inspector, probes, each from its head down."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lead_through(window: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab visit these parts one after another; within a part the order stays as it is."""
    chain = _chain(window)
    stops = [widget for part in parts for widget in chain if _belongs(widget, part)]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _chain(window: QWidget) -> list[QWidget]:
    """Every widget of the window that Tab can stop at, in the present order."""
    last = window.previousInFocusChain()  # the chain is a ring, and the window itself is not asked for
    walked = [window]
    while walked[-1] is not last and (following := walked[-1].nextInFocusChain()) is not None:
        walked.append(following)
    _put_back(walked[1:])
    focusable = [widget for widget in walked[1:] if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [widget for widget in focusable if widget.focusProxy() is None]


def _put_back(walked: Sequence[QWidget]) -> None:
    """Let each of these be the child of its own parent again.

    PySide takes what stands next in the chain for a child of the widget that was asked: once that one is deleted, menus
    and actions behind it are lost to Python while they are still there. Asking a parent for its children puts it right.
    """
    parents = {id(parent): parent for parent in (widget.parentWidget() for widget in walked) if parent is not None}
    for parent in parents.values():
        parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _belongs(widget: QWidget, part: QWidget) -> bool:
    return widget is part or part.isAncestorOf(widget)
