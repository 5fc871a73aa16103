"""The layers of the map from front to back: each with its eye, opacity and place, and what else can be set about it."""

from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from embexplorer.core.look import Look
from embexplorer.gui.actions import Actions
from embexplorer.gui.layer_controls.table import CONTROLS, TEXTS
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.layer_row import LayerRow
from embexplorer.gui.widgets.plain import PlainLabel
from embexplorer.gui.widgets.section import ABOVE, BELOW, Hairline, Head, padded_column
from embexplorer.gui.widgets.slider_row import reset_arrow
from embexplorer.workspace.workspace import Workspace

LEAST = 260


class LayersPanel(QWidget):
    """Says what is wished for; rows and map follow the look. The foremost layer is the first row."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._chosen = "points"
        self._order: tuple[str, ...] = ()
        self.rows = {layer: _row(layer) for layer in TEXTS}
        self._controls: dict[str, Any] = {}
        self.head = Head("From front to back")
        self.reset = reset_arrow("Reset · order and opacity of all layers")
        self.about = Head("")
        self.says = PlainLabel("", role="table", tone="secondary")
        self._build()
        self._connect()
        self._on_look_changed()

    def choose(self, layer: str) -> None:
        """Show what can be set about this layer."""
        self._chosen = layer
        self._show_rows(self._workspace.look)
        self._show_controls()

    def chosen(self) -> str:
        """The layer whose controls are shown."""
        return self._chosen

    def controls(self) -> Any:
        """The widget of the chosen layer, None if there is nothing to set."""
        return self._controls.get(self._chosen)

    def _build(self) -> None:
        self.setMinimumWidth(pixels(LEAST))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, pixels(ABOVE), 0, pixels(BELOW))
        column.setSpacing(0)
        head = QWidget()
        padded_column(head, below=BELOW).addWidget(self.head)
        self.head.add(self.reset)
        column.addWidget(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addSpacing(pixels(BELOW))
        column.addWidget(Hairline())
        self._below = QWidget()
        self._held = padded_column(self._below, above=ABOVE)
        self.says.setWordWrap(True)
        self._held.addWidget(self.about)
        self._held.addWidget(self.says)
        column.addWidget(self._below)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _connect(self) -> None:
        self._workspace.look_changed.connect(self._on_look_changed)
        self._workspace.shown_changed.connect(self._on_look_changed)
        self._workspace.drawings.emptied.connect(self._on_emptied)
        self.reset.clicked.connect(self._on_reset)
        for row in self.rows.values():
            row.eye_turned.connect(self._on_eye)
            row.opaque.connect(self._on_opacity)
            row.chosen.connect(self.choose)
            row.stepped.connect(self._on_stepped)
            row.dragged.connect(self._on_dragged)
            row.left_by.connect(self._on_left_by)

    def _on_look_changed(self) -> None:
        look = self._workspace.look
        order = tuple(layer for layer in reversed(look.order) if layer in self.rows)
        if order != self._order:
            self._order = order
            for layer in order:
                self._list.addWidget(self.rows[layer])  # one that is there already goes to the end
            self._lead()
        self._show_rows(look)
        self._show_controls()
        changed = bool(look.opacity) or look.order != Look().order
        self.reset.setVisible(changed)

    def _show_rows(self, look: Look) -> None:
        for layer, row in self.rows.items():
            blended = layer == "density" and look.blend and "points" in look.layers
            empty = self._empty(layer, look)
            row.show_state(layer in look.layers, look.opacity_of(layer), layer == self._chosen, blended, empty)

    def _empty(self, layer: str, look: Look) -> str:
        """Why it draws nothing although it is on."""
        return self._workspace.drawings.empty.get(layer, "") if layer in look.layers else ""

    def _on_emptied(self) -> None:
        self._show_rows(self._workspace.look)
        self._show_controls()

    def _show_controls(self) -> None:
        text, shown = TEXTS[self._chosen], self._chosen
        self.about.title.setText(text.name)
        self.says.setText(f"{text.says} {self._empty(shown, self._workspace.look)}".strip())
        if shown in CONTROLS and shown not in self._controls:
            self._controls[shown] = made = _made(CONTROLS[shown], self._workspace)
            self._held.addWidget(made)
        for layer, widget in self._controls.items():
            widget.setVisible(layer == shown)
        if shown in self._controls:
            self._controls[shown].show_look(self._workspace.look)

    def _lead(self) -> None:
        """The Tab key goes through the rows as they stand."""
        rows = [self.rows[layer] for layer in self._order]
        stops = [stop for row in rows for stop in (row, row.eye, row.slider)]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _on_eye(self, layer: str) -> None:
        look = self._workspace.look
        blended = layer == "density" and layer not in look.layers and look.blend and "points" in look.layers
        shown = layer in look.layers or blended
        after = replace(look, blend=False) if blended else look.toggled(layer)
        self._workspace.set_look(after, f"{'Hide' if shown else 'Show'} {layer}")

    def _on_opacity(self, layer: str, opacity: float) -> None:
        look = self._workspace.look.with_opacity(layer, opacity)
        self._workspace.set_look(look, f"opacity of {layer}", merge=True)

    def _on_stepped(self, layer: str, steps: int) -> None:
        self._move(layer, steps)
        self.rows[layer].setFocus()

    def _move(self, layer: str, steps: int) -> None:
        self._workspace.set_look(self._workspace.look.ordered(layer, steps), f"place of {layer}", merge=True)

    def _on_dragged(self, layer: str, place: QPoint) -> None:
        over = self.rows[layer].parentWidget().mapFromGlobal(place).y()
        above = [one for one in self._order if self.rows[one].geometry().bottom() < over]
        wanted = min(len(above), len(self._order) - 1)
        steps = self._order.index(layer) - wanted
        if steps:
            self._move(layer, steps)

    def _on_left_by(self, layer: str, down: int) -> None:
        place = self._order.index(layer) + down
        if 0 <= place < len(self._order):
            self.rows[self._order[place]].setFocus()

    def _on_reset(self) -> None:
        usual = Look()
        look = replace(self._workspace.look, order=usual.order, opacity=usual.opacity)
        self._workspace.set_look(look, "Reset layers")


def _row(layer: str) -> LayerRow:
    text = TEXTS[layer]
    return LayerRow(layer, text.name, text.icon_of(layer), text.says)


def _made(named: str, workspace: Workspace) -> Any:
    module, _, name = named.partition(":")
    return getattr(import_module(f"embexplorer.gui.{module}"), name)(workspace)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(LayersPanel, 300, 560)
