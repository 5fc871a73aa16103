"""The form of `cluster` as one bar: method, how many, what names them, seed, and what a run will take."""

from typing import Any

import pyarrow as pa
from PySide6.QtWidgets import QWidget

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.core.step import build, parameters_of
from embexplorer.gui.style import pixels
from embexplorer.gui.training.estimating import sentence
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.fields import NumberField
from embexplorer.gui.widgets.plain import set_plain_tooltip
from embexplorer.gui.widgets.run_bar import RunBar
from embexplorer.gui.widgets.seed_line import SeedLine
from embexplorer.workspace.workspace import Workspace

STEP = "cluster"
METHODS = (("k-means", "k-means"), ("HDBSCAN", "hdbscan"), ("Agglomerative", "agglomerative"))
AUTO = ("auto", "")


class ClusterForm(RunBar):
    """`values` are the parameters as filled in."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._parameters = {p.name: p for p in parameters_of(step_named(STEP))}
        self.method = Choice("Method", (104, 148))
        self.clusters = NumberField(self._parameters["clusters"])
        self.least = NumberField(self._parameters["least"])
        self.text = Choice("Named by", (96, 140))
        self.seed = SeedLine()
        self._build()
        self.method.chosen.connect(self._on_changed)
        self.text.chosen.connect(self._on_changed)
        for field in (self.clusters, self.least):
            field.changed.connect(self._on_changed)
        self.seed.textEdited.connect(self._on_changed)
        self.seed.returnPressed.connect(self.run_asked)
        self._on_changed()

    def values(self) -> dict[str, Any]:
        """The parameters; raises UserError and marks the field that is wrong."""
        field, name = (self.least, "least") if self.method.value() == "hdbscan" else (self.clusters, "clusters")
        try:
            number = field.value()
            build(step_named(STEP), {name: number})
        except UserError:
            field.set_wrong(True)
            raise
        return {"method": self.method.value(), name: number, "seed": self.seed.seed(), "text": self.text.value()}

    def follow(self) -> None:
        """Offer the columns of words of the shown space."""
        space = self._workspace.space()
        columns = [] if space is None else [field.name for field in space.columns.schema if _is_of_words(field.type)]
        kept = self.text.value() if self.text.value() in columns else ""
        self.text.show_entries([AUTO, *((name, name) for name in columns)], kept)
        self.offer(space is not None)
        self._show_estimate()

    def _on_changed(self) -> None:
        density = self.method.value() == "hdbscan"
        self._many.setText("Least rows" if density else "Clusters")
        self.clusters.setVisible(not density)
        self.least.setVisible(density)
        for field in (self.clusters, self.least):
            field.set_wrong(False)
        self.complain("")
        self._show_estimate()

    def _show_estimate(self) -> None:
        """“About 20 s and 400 MB on this computer”."""
        space = self._workspace.space()
        try:
            step = build(step_named(STEP), self.values())
        except UserError as wrong:
            self.say("")
            self.complain(str(wrong))
            return
        told = getattr(step, "estimate_on", None)
        self.say(sentence(told(space)) if told is not None and space is not None else "")

    def _build(self) -> None:
        self.method.show_entries(METHODS, "k-means")
        self.text.show_entries([AUTO], "")
        for name, field in (("clusters", self.clusters), ("least", self.least)):
            field.set_value(self._parameters[name].default)
        self.seed.setFixedWidth(pixels(56))
        self.add_field("Method", self.method)
        self._many = self.add_field("Clusters", self.clusters, self.least)
        self.add_field("Named by", self.text)
        self.add_field("Seed", self.seed)
        for widget, name in ((self.method, "method"), (self.clusters, "clusters"), (self.least, "least"),
                             (self.text, "text"), (self.seed, "seed")):  # fmt: skip
            set_plain_tooltip(widget, self._parameters[name].help)


def _is_of_words(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))
