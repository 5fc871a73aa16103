"""What can be set about labels: the column that ranks them, how many there are, and which groups have names."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from embexplorer.core.columns import readable
from embexplorer.core.groups import NO_GROUPS
from embexplorer.core.label_ranking import is_rankable
from embexplorer.core.look import Look
from embexplorer.gui.style import font, pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.place_slider import PlaceSlider
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.workspace.workspace import Workspace

STEPS = 100  # of the density slider, each a fiftieth: from 0, none but marked words, to 2, all that fit
MOST = 2.0
NAME = 68  # pixels of the names before the fields
NUMBER = 44


class LabelControls(QWidget):
    """Follows the workspace by itself; `show_look` shows another look than that of the workspace."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.rank_by = Choice("Labels ranked by", (120, 400))
        self.reverse = QCheckBox("Reversed")
        self.reverse.setFont(font("table"))
        self.density = PlaceSlider(Qt.Orientation.Horizontal)
        self.density.setRange(0, STEPS)
        self.density.setPageStep(STEPS // 10)
        self.density.setAccessibleName("Density of labels")
        self.told = PlainLabel("", role="table")
        self.names_of = Choice("Names and hulls of", (120, 400))
        self._explain()
        self._lay_out()
        self._connect()
        self._on_changed()

    def show_look(self, look: Look) -> None:
        """Show what is wished for; silently."""
        columns, trust = self._columns()
        line: list[Entry] = [None] if trust else []
        self.rank_by.show_entries([("usual order", None), *columns, *line, *trust], look.label_by)
        self.reverse.blockSignals(True)
        self.reverse.setChecked(look.label_reverse)
        self.reverse.blockSignals(False)
        self.reverse.setEnabled(look.label_by is not None)
        self.density.blockSignals(True)
        self.density.setValue(round(look.label_density / MOST * STEPS))
        self.density.blockSignals(False)
        self._tell(look.label_density)
        grouped = [("colours, or dense regions", None), ("nothing", NO_GROUPS), None, *self._groupable()]
        self.names_of.show_entries(grouped, look.group_by)

    def _explain(self) -> None:
        set_plain_tooltip(
            self.rank_by,
            "Ranked by · the highest number first, words by the alphabet; selected words always come first",
        )
        set_plain_tooltip(self.reverse, "Reversed · the lowest number first")
        set_plain_tooltip(self.density, "Density · how many labels there are; none ever lies over another")
        set_plain_tooltip(self.names_of, "Names of · the groups that have a name on the map, and a hull")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addLayout(_row("Ranked by", self.rank_by))
        column.addLayout(_row("", self.reverse))
        dense = _row("Density", self.density)
        self.told.setMinimumWidth(pixels(NUMBER))
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        dense.addWidget(self.told)
        column.addLayout(dense)
        column.addLayout(_row("Names of", self.names_of))

    def _connect(self) -> None:
        workspace = self._workspace
        self.rank_by.chosen.connect(self._on_rank_by)
        self.reverse.toggled.connect(self._on_reverse)
        self.density.valueChanged.connect(self._on_density)
        self.names_of.chosen.connect(self._on_names_of)
        for changed in (workspace.look_changed, workspace.shown_changed, workspace.items_changed):
            changed.connect(self._on_changed)

    def _columns(self) -> tuple[list[Entry], list[Entry]]:
        space, trust = self._workspace.space(), self._workspace.trust()
        own = [] if space is None else readable(space.columns).schema
        kept = [] if trust is None else [one for one in trust.columns.schema if one.name != "row"]
        return (
            [(one.name, one.name) for one in own if is_rankable(one.type)],
            [(one.name.replace("_", " "), one.name) for one in kept if is_rankable(one.type)],
        )

    def _groupable(self) -> list[Entry]:
        space = self._workspace.space()
        return [] if space is None else [(one.name, one.name) for one in readable(space.columns).schema]

    def _tell(self, density: float) -> None:
        self.told.setText("all" if density >= MOST else f"{density:.2f}" if density > 0 else "none")

    def _on_changed(self) -> None:
        self.show_look(self._workspace.look)
        self.setEnabled(self._workspace.space() is not None)

    def _on_rank_by(self, column: str | None) -> None:
        look = replace(self._workspace.look, label_by=column, label_reverse=False)
        self._workspace.set_look(look, f"Rank labels by {column}" if column else "Labels in the usual order")

    def _on_reverse(self, reverse: bool) -> None:
        self._workspace.set_look(replace(self._workspace.look, label_reverse=reverse), "Reverse the rank of labels")

    def _on_density(self) -> None:
        density = self.density.value() / STEPS * MOST
        self._tell(density)
        self._workspace.set_look(replace(self._workspace.look, label_density=density), "density of labels", merge=True)

    def _on_names_of(self, column: str | None) -> None:
        said = {None: "Names of colours", NO_GROUPS: "No names of groups"}.get(column, f"Names of {column}")
        self._workspace.set_look(replace(self._workspace.look, group_by=column), said)


def _row(name: str, field: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(pixels(8))
    label = PlainLabel(name, role="table", tone="secondary")
    label.setMinimumWidth(pixels(NAME))
    row.addWidget(label)
    row.addWidget(field, 1)
    return row


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(lambda workspace, _: LabelControls(workspace), 320, 140)
