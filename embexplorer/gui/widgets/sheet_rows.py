"""The rows of a small dialog: titles at the left with their fields, and the size of an image in pixels."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from embexplorer.core.errors import UserError
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.number_line import NumberLine, number_read
from embexplorer.gui.widgets.plain import PlainLabel

TITLE = 88
SIDE = 72
SMALLEST, LARGEST = 64, 16_384
THEMES = (("Light", "light"), ("Dark", "dark"))


def titled_row(title: str, *parts: QWidget) -> QHBoxLayout:
    """A title and what stands beside it."""
    row = QHBoxLayout()
    row.setSpacing(pixels(8))
    label = PlainLabel(title, role="table", tone="secondary")
    label.setFixedWidth(pixels(TITLE))
    row.addWidget(label)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def size_row(wide: NumberLine, high: NumberLine) -> QHBoxLayout:
    """Width × height in pixels."""
    for side, name in ((wide, "Width in pixels"), (high, "Height in pixels")):
        side.setAccessibleName(name)
        side.setFixedWidth(pixels(SIDE))
    by, unit = PlainLabel("×", tone="tertiary"), PlainLabel("pixels", role="caption", tone="tertiary")
    return titled_row("Size", wide, by, high, unit)


def size_typed(wide: NumberLine, high: NumberLine) -> tuple[int, int]:
    """What was typed; raises UserError and marks the field that is wrong."""
    return _side(wide, "The width"), _side(high, "The height")


def foot_row(*buttons: QPushButton) -> QHBoxLayout:
    """The buttons at the right end; Enter presses the default one and no other."""
    foot = QHBoxLayout()
    foot.addStretch(1)
    for button in buttons:
        button.setAutoDefault(False)
        foot.addWidget(button)
    return foot


def _side(line: NumberLine, name: str) -> int:
    value = number_read(line.text(), whole=True)
    line.set_wrong(value is None or not SMALLEST <= value <= LARGEST)
    if line.wrong:
        raise UserError(f"{name} is ‘{line.text()}’, expected {SMALLEST} to {LARGEST:,} pixels.")
    return int(value or 0)
