"""The words of labels as they are written: one line, cut in the middle where it is too wide, measured once."""

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from embexplorer.core.keys import Keys
from embexplorer.core.label_placement import Rank
from embexplorer.core.label_words import line_of
from embexplorer.gui.map.label_text import Style, font_of
from embexplorer.gui.map.label_widths import widest
from embexplorer.gui.style import by_typeface

KEPT = 8000


class Written(NamedTuple):
    """The text of a label, its width in pixels, and whether some of the word is left out."""

    text: str
    width: float
    cut: bool


class Words:
    """Remembers the last few thousand words of one space that were measured."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._known: OrderedDict[tuple[int, Rank], Written] = OrderedDict()

    def of(self, row: int, rank: Rank, room: float = 0.0) -> Written:
        """The label of a row; no wider than the room, if there is one."""
        key = (row, rank)
        word = self._known.get(key)
        if word is None:
            word = self._known[key] = written(line_of(self.keys, row), rank, room or widest())
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return word


def written(line: str, rank: Rank, room: float) -> Written:
    """A line cut in its middle to the room, in pixels."""
    measure = metrics(rank)
    width = measure.horizontalAdvance(line)
    if width <= room:
        return Written(line, width, cut=False)
    text = measure.elidedText(line, Qt.TextElideMode.ElideMiddle, room)
    return Written(text, measure.horizontalAdvance(text), cut=True)


@by_typeface
def metrics(rank: Style) -> QFontMetricsF:
    """How wide and high the letters of a label are."""
    return QFontMetricsF(font_of(rank))
