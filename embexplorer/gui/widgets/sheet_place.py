"""Where a small sheet opens that leaves the window in use: in the corner of the map, where it covers the least."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from embexplorer.gui.style import pixels

BESIDE, BELOW = 272, 84  # pixels from the corner of the window: right of the library, below the bars


def show_beside(sheet: QWidget) -> None:
    """Show it, on top; where the user has moved it to, it comes back."""
    window = sheet.parentWidget()
    if window is not None and not sheet.testAttribute(Qt.WidgetAttribute.WA_Moved):
        sheet.move(window.mapToGlobal(QPoint(pixels(BESIDE), pixels(BELOW))))
    sheet.show()
    sheet.raise_()
