"""The controls of a figure's file: kind, size in print, resolution, type, ground and what is drawn."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.figure_file import COLUMNS, PARTS, PRINTED, SEEN, FigureFile, FileKind
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.number_line import NumberLine, number_read, number_typed
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.sheet_rows import titled_row

KINDS = (("PNG image", "png"), ("SVG drawing", "svg"), ("PDF page", "pdf"), ("HTML, interactive", "html"))
GROUNDS = (("Light", "light"), ("Dark", "dark"), None, ("None, for a light page", "clear"),
           ("None, for a dark page", "clear-dark"))  # fmt: skip
SHAPES = (("Own height", 0.0), ("As the map", -1.0), None, ("4 : 3", 4 / 3), ("3 : 2", 3 / 2), ("16 : 9", 16 / 9),
          ("Golden, 1.62 : 1", 1.618), ("Square", 1.0))  # fmt: skip
FINENESS = (("Own", 0), ("Draft, 150", 150), ("Print, 300", 300), ("Line art, 600", 600))
SAID = {
    "title": "Title · the name of the map above it",
    "legend": "Legend · the classes, or the scale",
    "labels": "Labels · the words that have room at this size",
    "badges": "Badges · what is filtered, approximate or not repeatable",
    "caption": "Caption · what was run, below the map; it stands in the file's description in any case",
}
WIDE = (240, 240)
BESIDE = (140, 140)
NUMBER, UNIT = 60, 24


class FigureForm(QWidget):
    """`changed` is emitted with every change of the user's; `file` says what is asked for, or what is wrong."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aspect = 1.5
        self.kind = Choice("Kind of file", WIDE)
        self.column = Choice("Width of a publisher's column", WIDE)
        self.shape = Choice("Shape of the figure", WIDE)
        self.fineness = Choice("Usual resolutions", BESIDE)
        self.family = Choice("Typeface", BESIDE)
        self.ground = Choice("Background", WIDE)
        self.wide, self.high, self.points = (NumberLine(whole=False) for _ in range(3))
        self.dpi, self.most = NumberLine(whole=True), NumberLine(whole=True)
        self.parts = {part: QCheckBox(part.capitalize(), self) for part in PARTS}
        self.vector_row = QWidget(self)
        self._build()
        self._connect()
        self.show_file(FigureFile())

    def show_file(self, file: FigureFile, aspect: float | None = None) -> None:
        """Show these choices; `aspect` is that of the map on the screen."""
        self._aspect = aspect or self._aspect
        self.kind.show_entries(KINDS, file.kind)
        self.column.show_entries(_columns(), _column_of(file.width))
        self.shape.show_entries(SHAPES, -1.0 if abs(file.width / self._aspect - file.height) < 0.1 else 0.0)
        self.fineness.show_entries(FINENESS, file.dpi if file.dpi in (150, 300, 600) else 0)
        self.family.show_entries(_families(), file.family)
        self.ground.show_entries(GROUNDS, file.ground)
        for line, value in ((self.wide, file.width), (self.high, file.height), (self.points, file.points)):
            line.setText(number_typed(round(value, 2)))
        self.dpi.setText(str(file.dpi))
        self.most.setText(str(file.vector_points))
        for part, box in self.parts.items():
            box.blockSignals(True)
            box.setChecked(part in file.parts)
            box.blockSignals(False)
        self._show_what_applies()

    def file(self) -> FigureFile:
        """What is asked for; raises UserError and marks the field that holds no number."""
        file = FigureFile(
            kind=self.kind.value(),
            width=_number(self.wide, "The width"),
            height=_number(self.high, "The height"),
            dpi=int(_number(self.dpi, "The resolution")),
            family=self.family.value() or "",
            points=_number(self.points, "The size of text"),
            ground=self.ground.value(),
            parts=tuple(part for part, box in self.parts.items() if box.isChecked()),
            vector_points=int(_number(self.most, "The most points as shapes")),
        )
        return file.checked()

    def _build(self) -> None:
        self.setFixedWidth(pixels(336))
        for line, name in (
            (self.wide, "Width in millimetres"),
            (self.high, "Height in millimetres"),
            (self.dpi, "Dots to an inch"),
            (self.points, "Size of text in points"),
            (self.most, "Up to how many points are shapes"),
        ):
            line.setAccessibleName(name)
            line.setFixedWidth(pixels(NUMBER))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(8))
        column.addLayout(titled_row("Format", self.kind))
        column.addLayout(titled_row("Column", self.column))
        column.addLayout(titled_row("Size", self.wide, _unit("×"), self.high, _said("mm")))
        column.addLayout(titled_row("Shape", self.shape))
        column.addLayout(titled_row("Resolution", self.dpi, _unit("dpi"), self.fineness))
        column.addLayout(titled_row("Text", self.points, _unit("pt"), self.family))
        column.addLayout(titled_row("Background", self.ground))
        column.addLayout(self._drawn())
        self.vector_row.setLayout(titled_row("As shapes", self.most, _said("points at most")))
        self.vector_row.layout().setContentsMargins(0, 0, 0, 0)
        set_plain_tooltip(self.most, "As shapes · each point is drawn on its own, up to so many; more are one image")
        column.addWidget(self.vector_row)

    def _drawn(self) -> QHBoxLayout:
        """Switches in two columns, the title beside the first of them."""
        boxes = QWidget(self)
        grid = QGridLayout(boxes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(pixels(24))
        grid.setVerticalSpacing(pixels(4))
        for place, (part, box) in enumerate(self.parts.items()):
            box.setFont(font("body"))
            set_plain_tooltip(box, SAID[part])
            grid.addWidget(box, place // 2, place % 2)
        row = titled_row("Draw", boxes)
        title = cast(QWidget, row.itemAt(0).widget())
        row.setAlignment(title, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        for choice in (self.family, self.ground):
            choice.chosen.connect(self._on_chosen)
        for line in (self.dpi, self.points, self.most, self.high):
            line.textEdited.connect(self._on_edited)
        for box in self.parts.values():
            box.toggled.connect(self._on_edited)
        self.wide.textEdited.connect(self._on_width)
        self.high.textEdited.connect(self._on_height)
        self.dpi.textEdited.connect(self._on_dpi)
        self.column.chosen.connect(self._on_column)
        self.shape.chosen.connect(self._on_shape)
        self.fineness.chosen.connect(self._on_fineness)

    def _on_kind(self, kind: FileKind) -> None:
        """Text that was left as it is at first is as large as it is read there."""
        usual = SEEN if kind == "html" else PRINTED
        if number_read(self.points.text(), whole=False) in (SEEN, PRINTED):
            self.points.setText(number_typed(usual))
        self._on_chosen()

    def _on_chosen(self) -> None:
        self._show_what_applies()
        self.changed.emit()

    def _on_edited(self) -> None:
        self.changed.emit()

    def _on_width(self) -> None:
        width = number_read(self.wide.text(), whole=False)
        self.column.show_entries(_columns(), _column_of(width or 0.0))
        self._keep_shape()
        self.changed.emit()

    def _on_height(self) -> None:
        self.shape.show_entries(SHAPES, 0.0)

    def _on_dpi(self) -> None:
        dpi = number_read(self.dpi.text(), whole=True)
        self.fineness.show_entries(FINENESS, dpi if dpi in (150, 300, 600) else 0)

    def _on_column(self, width: float) -> None:
        if width:
            self.wide.setText(number_typed(width))
            self._keep_shape()
            self.changed.emit()

    def _on_shape(self) -> None:
        self._keep_shape()
        self.changed.emit()

    def _on_fineness(self, dpi: int) -> None:
        if dpi:
            self.dpi.setText(str(dpi))
            self.changed.emit()

    def _keep_shape(self) -> None:
        """The height follows the width, unless it is the user's own."""
        shape, width = self.shape.value(), number_read(self.wide.text(), whole=False)
        if shape and width:
            self.high.setText(number_typed(round(width / (self._aspect if shape < 0 else shape), 1)))

    def _show_what_applies(self) -> None:
        kind = self.kind.value()
        self.vector_row.setVisible(kind in ("svg", "pdf"))
        for widget in (self.dpi, self.fineness, self.parts["title"], self.parts["caption"]):
            widget.setEnabled(kind != "html")  # such a page has both in any case


def with_own_size(file: FigureFile, aspect: float) -> FigureFile:
    """The choices at first: as wide as they were, as high as the map on the screen asks for."""
    return replace(file, height=round(file.width / aspect, 1))


def _columns() -> tuple[Entry, ...]:
    entries: list[Entry] = [("Own width", 0.0)]
    publisher = ""
    for column in COLUMNS:
        if column.publisher != publisher:
            entries.append(None)
        publisher = column.publisher
        entries.append((f"{column.publisher}, {column.name} · {column.width:g} mm", column.width))
    return tuple(entries)


def _column_of(width: float) -> float:
    return next((column.width for column in COLUMNS if abs(column.width - width) < 0.005), 0.0)


def _families() -> tuple[Entry, ...]:
    """The typefaces of this machine; a private one begins with a point."""
    return (("Default", ""), None, *((name, name) for name in QFontDatabase.families() if name[:1] != "."))


def _number(line: NumberLine, name: str) -> float:
    value = number_read(line.text(), line.whole)
    line.set_wrong(value is None)
    if value is None:
        raise UserError(f"{name} is ‘{line.text()}’.", "Write a number.")
    return value


def _said(text: str) -> PlainLabel:
    return PlainLabel(text, role="caption", tone="tertiary")


def _unit(text: str) -> PlainLabel:
    label = _said(text)
    label.setFixedWidth(pixels(UNIT))
    return label
