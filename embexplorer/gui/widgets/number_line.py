"""A line that holds a number: the arrow keys and the wheel step it as those of a spin box do."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from embexplorer.gui.widgets.line import Line

PAGE = 10
NOTCH = 120  # what a wheel reports for one notch


class NumberLine(Line):
    """Steps a whole number by one, another by a tenth of its size; any text may be typed, the form judges it."""

    def __init__(self, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = whole
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def step_by(self, steps: int) -> None:
        """Step the number, as the user's own change; text that is no number stays."""
        now = number_read(self.text() or "0", self.whole)
        if now is not None:
            self.setText(number_typed(now + steps if self.whole else round(now + steps * _tenth(now), 9)))
            self.textEdited.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: PAGE, Qt.Key.Key_PageDown: -PAGE}
        if event.key() in steps:
            self.step_by(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()  # the wheel scrolls the form, it does not change what it passes over
            return
        self.step_by(round(event.angleDelta().y() / NOTCH))
        event.accept()


def number_read(text: str, whole: bool) -> int | float | None:
    """The number that was typed, commas and a true minus allowed; None for anything else."""
    digits = text.replace(",", "").replace("−", "-").replace(" ", "")
    try:
        return int(digits) if whole else float(digits)
    except ValueError:
        return None


def number_typed(value: float) -> str:
    """A number as one would type it: the fewest digits that read back the same."""
    if isinstance(value, int):
        return str(value)
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)


def _tenth(now: float) -> float:
    """A step of the size of the number's second figure: 0.1 at 1.5, 1 at 30, 10 at 200."""
    return 0.1 if now == 0 else 10.0 ** (math.floor(math.log10(abs(now))) - 1)
