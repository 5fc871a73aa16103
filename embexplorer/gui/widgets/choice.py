"""Combo boxes: one that lets the wheel pass, and one of (text, value) pairs that tells only what the user chose."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.plain import shortened

Entry = tuple[str, Any] | None  # None is a line between
LONGEST = 300  # letters of an entry


class Combo(QComboBox):
    """The wheel scrolls the form it stands in; it turns to another entry only in a box that is in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(Combo):
    """`chosen` carries the value. Entries are kept while they stay the same, so that an open list does not jump."""

    chosen = Signal(object)

    def __init__(self, name: str, widths: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self.setAccessibleName(name)
        self.setFont(font("body"))
        self.setMinimumWidth(pixels(widths[0]))
        self.setMaximumWidth(pixels(widths[1]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_activated)

    def show_entries(self, entries: Sequence[Entry], value: Any) -> None:
        """Offer these and show the one of this value; silently."""
        self.blockSignals(True)
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._fill()
        places = [place for place, entry in enumerate(self._entries) if entry is not None and entry[1] == value]
        self.setCurrentIndex(places[0] if places else -1)
        self.blockSignals(False)

    def value(self) -> Any:
        """The value of the shown entry, None without one."""
        place = self.currentIndex()
        entry = self._entries[place] if 0 <= place < len(self._entries) else None
        return entry[1] if entry is not None else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """As every combo box, but a name that finds no room ends in "…"."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        place = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, place, self).width() - 2
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _fill(self) -> None:
        self.clear()
        for entry in self._entries:
            if entry is None:
                self.insertSeparator(self.count())
            else:
                self.addItem(shortened(entry[0], LONGEST))
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + pixels(24))

    def _on_activated(self) -> None:
        self.chosen.emit(self.value())
