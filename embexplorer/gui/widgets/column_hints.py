"""Fields of a form that take the name of a column: they offer those of the shown space while one types."""

import pyarrow as pa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from embexplorer.core.columns import readable
from embexplorer.gui.widgets.form import StepForm

NAMES = ("supervised_by", "x", "y", "z")  # parameters that are columns


def offer_columns(form: StepForm, columns: pa.Table | None) -> None:
    """Let these parameters be completed; a field with nothing in it says which columns there are."""
    known = [] if columns is None else readable(columns).column_names
    for name, row in form.rows().items():
        line = row.findChild(QLineEdit)
        if name in NAMES and line is not None:
            completer = QCompleter(known, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
            line.setPlaceholderText("none" if row.parameter.default == "" else "a column")
