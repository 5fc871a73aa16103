"""The second file of a pair: labels beside an array, metadata beside vectors, chosen before they are opened."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from embexplorer.core.step import Parameter
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.plain import ElidedLabel, PlainLabel


class CompanionRow(QWidget):
    """Hidden for files that need none. `chosen` is emitted when the user has taken another file."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter: Parameter | None = None
        self._folder = Path()
        self.path: Path | None = None
        self._name = PlainLabel("", tone="secondary")
        self._name.setFixedWidth(pixels(96))
        self._file = ElidedLabel("")
        self._button = QPushButton("Choose…")
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._on_choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name)
        row.addWidget(self._file, 1)
        row.addWidget(self._button)
        self.hide()

    def offer(self, parameter: Parameter | None, folder: Path) -> None:
        """Ask for the file that this parameter takes."""
        self._parameter = parameter
        self._folder = folder
        self.setVisible(parameter is not None)
        if parameter is not None:
            self._name.setText(f"{parameter.name.capitalize()} file")
            self._file.setText(self.path.name if self.path else "found beside it, or none")

    def set_path(self, path: Path) -> None:
        """Take this file."""
        self.path = path
        self._file.setText(path.name)
        self.chosen.emit()

    def values(self) -> dict[str, object]:
        """The reader's parameter, nothing while none is chosen."""
        return {self._parameter.name: self.path} if self._parameter and self.path else {}

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self._name.text(), str(self._folder))
        if name:
            self.set_path(Path(name))
