"""Fields of a form that take the name of a column: they list those of the shown space, all or while one types."""

import pyarrow as pa
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from embexplorer.core.columns import readable
from embexplorer.gui.icons import icon
from embexplorer.gui.style import font
from embexplorer.gui.widgets.form import StepForm

NAMES = ("supervised_by", "x", "y", "z")  # parameters that are columns
EVERY = "Columns of this space"


def offer_columns(form: StepForm, columns: pa.Table | None) -> None:
    """Let these parameters be completed, and their columns be listed by an arrow in the field."""
    known = [] if columns is None else readable(columns).column_names
    for name, row in form.rows().items():
        line = row.findChild(QLineEdit)
        if name in NAMES and line is not None:
            line.setPlaceholderText("none" if row.parameter.default == "" else "a column")
            ColumnList.of(line).offer(known)


class ColumnList(QObject):
    """The columns below a line: those that hold what is typed, or all of them when its arrow is clicked."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._arrow = line.addAction(icon("chevron-down", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        self._arrow.setText(EVERY)
        self._arrow.setToolTip(EVERY)
        self._arrow.triggered.connect(self._on_arrow)

    @staticmethod
    def of(line: QLineEdit) -> "ColumnList":
        """The one of this line, made when it is first asked for."""
        return line.findChild(ColumnList) or ColumnList(line)

    def offer(self, known: list[str]) -> None:
        """List these from now on."""
        completer = QCompleter(known, self._line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        popup.setProperty("popup", True)
        popup.setFont(font("table"))
        popup.setAccessibleName(EVERY)
        self._line.setCompleter(completer)
        self._arrow.setVisible(bool(known))

    def _on_arrow(self) -> None:
        completer = self._line.completer()
        self._line.setFocus()
        completer.setCompletionPrefix("")
        completer.complete()
