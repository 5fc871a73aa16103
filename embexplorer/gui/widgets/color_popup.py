"""What opens at the palette button: scale, palette and how it is used, and below it how points look beside that."""

from dataclasses import replace
from typing import get_args

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from embexplorer.core.coloring import use_of
from embexplorer.core.column_values import is_of_dates
from embexplorer.core.look import Look, Outside, Scale
from embexplorer.core.palettes import Use, is_reversed, most_classes, turned
from embexplorer.gui.screen import screen_of
from embexplorer.gui.style import colors, pixels
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.number_line import NumberLine, number_read
from embexplorer.gui.widgets.palette_list import PaletteList
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.point_controls import PointControls
from embexplorer.gui.widgets.section import Hairline, padded_column
from embexplorer.workspace.workspace import Workspace

WIDTH, LIST = 380, 216
OUTSIDE: dict[Outside, str] = {"ends": "in the end colours", "grey": "grey", "hide": "hidden"}


class ColorPopup(QWidget):
    """Every choice is drawn at once and can be undone by name."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._workspace = workspace
        self.scale = Choice("Scale", (120, 160))
        self.palettes = PaletteList()
        self.reversed = QCheckBox("Reversed")
        self.logarithmic = QCheckBox("Logarithmic")
        self.classes = NumberLine(whole=True)
        self.classes_row = QWidget()
        self.classes_of = PlainLabel(role="table", tone="secondary")
        self.outside = Choice("Values outside the range", (184, 220))
        self.outside_row = QWidget()
        self.points = PointControls(workspace)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFixedWidth(pixels(WIDTH))
        self.palettes.list.setFixedHeight(pixels(LIST))
        self.classes.setFixedWidth(pixels(56))
        self.classes.setAccessibleName("Classes with a colour of their own")
        set_plain_tooltip(self.classes, "Classes with a colour of their own · the smaller ones share one, as “other”")
        set_plain_tooltip(self.logarithmic, "Logarithmic · equal steps of colour are equal factors")
        column = padded_column(self, side=12, above=12, below=12)
        column.addWidget(_row("Scale", self.scale))
        column.addWidget(self.palettes)
        switches = QHBoxLayout()
        switches.setSpacing(pixels(16))
        switches.addWidget(self.reversed)
        switches.addWidget(self.logarithmic)
        switches.addStretch(1)
        column.addLayout(switches)
        _fill(self.classes_row, "Own colours for the largest", self.classes, self.classes_of)
        _fill(self.outside_row, "Values outside the range", self.outside)
        column.addWidget(self.classes_row)
        column.addWidget(self.outside_row)
        column.addWidget(Hairline())
        column.addWidget(self.points)

    def _connect(self) -> None:
        self.scale.chosen.connect(self._on_scale)
        self.palettes.chosen.connect(self._on_palette)
        self.reversed.clicked.connect(self._on_reversed)
        self.logarithmic.clicked.connect(self._on_logarithmic)
        self.classes.editingFinished.connect(self._on_classes)
        self.outside.chosen.connect(self._on_outside)
        self._workspace.look_changed.connect(self._on_changed)

    def open_below(self, button: QWidget) -> None:
        """Stand below the button, within the screen."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(0, button.height() + 2))
        screen = screen_of(button).availableGeometry()
        left = min(corner.x(), screen.right() - self.width())
        top = min(corner.y(), screen.bottom() - self.height())
        self.move(max(screen.left(), left), max(screen.top(), top))
        self.show()
        self.palettes.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        self._on_changed(always=True)
        super().showEvent(event)

    def _on_changed(self, always: bool = False) -> None:
        """Only while it is seen: what kind of palette is asked for costs a look at the column."""
        if not (always or self.isVisible()):
            return
        look, use = self._workspace.look, self._use()
        of_column = look.sets is None and look.color_by is not None
        self.scale.show_entries([(scale, scale) for scale in get_args(Scale) if self._bears(scale)], look.scale)
        self.scale.parentWidget().setVisible(of_column)
        self.palettes.setVisible(use is not None)
        self.reversed.setVisible(use is not None)
        self.classes_row.setVisible(use == "classes")
        self.logarithmic.setVisible(use == "sequential" and not self._is_of_dates())
        self.outside_row.setVisible(use in ("sequential", "diverging"))
        self.outside.show_entries([(text, outside) for outside, text in OUTSIDE.items()], look.outside)
        if use is not None:
            self._show(use, look)
        self.adjustSize()

    def _show(self, use: Use, look: Look) -> None:
        self.palettes.show_wish(use, look.palette)
        self.reversed.setChecked(is_reversed(look.palette))
        most = most_classes(look.palette)
        if not self.classes.hasFocus():
            self.classes.setText(str(min(look.most_classes or most, most)))
        self.classes_of.setText(f"of {most} colours")
        self.logarithmic.setChecked(bool(look.logarithmic))

    def _use(self) -> Use | None:
        """The kind of palette that the map is coloured with, None for one grey."""
        look = self._workspace.look
        if look.sets is not None:
            return "classes"
        column = self._column()
        return use_of(column, look.scale) if column is not None else None

    def _column(self):
        look, space, trust = self._workspace.look, self._workspace.space(), self._workspace.trust()
        tables = [source.columns for source in (space, trust) if source is not None]
        return next((table[look.color_by] for table in tables if look.color_by in table.column_names), None)

    def _bears(self, scale: str) -> bool:
        column = self._column()
        if column is None or scale in ("auto", "categorical"):
            return True
        if use_of(column, "auto") == "classes":
            return False
        return scale != "diverging" or not is_of_dates(column.type)

    def _is_of_dates(self) -> bool:
        column = self._column()
        return column is not None and is_of_dates(column.type)

    def _on_scale(self, scale: Scale) -> None:
        look = replace(self._workspace.look, scale=scale, palette="auto")
        self._workspace.set_look(look, f"Scale {scale}")

    def _on_palette(self, palette: str) -> None:
        self._workspace.set_look(replace(self._workspace.look, palette=palette), f"Palette {palette}")

    def _on_reversed(self) -> None:
        look = self._workspace.look
        self._workspace.set_look(replace(look, palette=turned(look.palette)), "Reverse the palette")

    def _on_logarithmic(self, on: bool) -> None:
        look = self._workspace.look
        self._workspace.set_look(replace(look, logarithmic=on), f"Logarithmic {look.color_by}")

    def _on_classes(self) -> None:
        look, asked = self._workspace.look, number_read(self.classes.text() or "0", whole=True)
        most = most_classes(look.palette)
        wanted = min(max(int(asked), 1), most) if asked is not None else most
        self.classes.setText(str(wanted))
        kept = None if wanted == most else wanted
        self._workspace.set_look(replace(look, most_classes=kept), f"{wanted} classes")

    def _on_outside(self, outside: Outside) -> None:
        look = replace(self._workspace.look, outside=outside)
        self._workspace.set_look(look, f"Values outside the range {OUTSIDE[outside]}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().window))
        painter.setPen(QPen(QColor(colors().control_line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _row(text: str, *widgets: QWidget) -> QWidget:
    row = QWidget()
    _fill(row, text, *widgets)
    return row


def _fill(row: QWidget, text: str, *widgets: QWidget) -> None:
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(pixels(8))
    label = PlainLabel(text, role="table", tone="secondary")
    label.setBuddy(widgets[0])
    line.addWidget(label)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
