"""Where the density is shown, how wide it is smoothed and which colours it has."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from embexplorer.core.look import BANDWIDTH, DensityBy, Look
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.plain import PlainLabel, set_plain_tooltip
from embexplorer.gui.widgets.slider_row import LABEL, SliderRow
from embexplorer.workspace.workspace import Workspace

BANDWIDTHS = (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 14.0, 16.0, 20.0, 24.0, 28.0, 32.0, 40.0, 48.0, 56.0, 64.0)
WHERE: tuple[Entry, ...] = (("where points overlap", "blend"), ("everywhere", "always"), ("nowhere", "never"))
HUES: tuple[Entry, ...] = (("of the points' colours", "class"), ("of its own", "all"))
SMOOTHED = "Bandwidth · standard deviation of the Gaussian in pixels; smaller shows finer structure"


class DensityControls(QWidget):
    """Where, how smooth, and in which hue."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.where = Choice("Where the density is shown", (120, 400))
        self.bandwidth = BandwidthRow(workspace)
        self.hue = Choice("Hue of the density", (120, 400))
        set_plain_tooltip(self.where, "Shown · where points overlap it takes their place")
        set_plain_tooltip(self.hue, "Hue · of the classes by their shares, or of the mean value")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(labelled("Shown", self.where))
        column.addWidget(self.bandwidth)
        column.addWidget(labelled("Hue", self.hue))
        self.where.chosen.connect(self._on_where)
        self.hue.chosen.connect(self._on_hue)

    def show_look(self, look: Look) -> None:
        """Show what is wished for."""
        self.where.show_entries(WHERE, shown_where(look))
        self.bandwidth.show_look(look)
        self.hue.show_entries(HUES, look.density_by)

    def _on_where(self, where: str) -> None:
        look, verb = self._workspace.look, {"never": "Hide", "always": "Show"}.get(where, "Blend")
        if ("density" in look.layers) != (where == "always"):
            look = look.toggled("density")
        self._workspace.set_look(replace(look, blend=where != "never"), f"{verb} density")

    def _on_hue(self, hue: DensityBy) -> None:
        self._workspace.set_look(replace(self._workspace.look, density_by=hue), "Hue of density")


class BandwidthRow(SliderRow):
    """The bandwidth of the density, which is that of the contours too."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Bandwidth", BANDWIDTHS, BANDWIDTH, in_pixels, SMOOTHED)
        self._workspace = workspace
        self.moved.connect(self._on_bandwidth)

    def show_look(self, look: Look) -> None:
        """Show what is wished for."""
        self.show_value(look.bandwidth)

    def _on_bandwidth(self, bandwidth: float) -> None:
        self._workspace.set_look(replace(self._workspace.look, bandwidth=bandwidth), "bandwidth", merge=True)


def shown_where(look: Look) -> str:
    """ "always", "blend" where points overlap, or "never"."""
    if "density" in look.layers:
        return "always"
    return "blend" if look.blend else "never"


def in_pixels(bandwidth: float) -> str:
    """“8 px”."""
    return f"{bandwidth:g} px"


def labelled(name: str, field: QWidget) -> QWidget:
    """A field with its name before it, as wide as those of the sliders."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(pixels(8))
    label = PlainLabel(name, role="table", tone="secondary")
    label.setMinimumWidth(pixels(LABEL))
    row.addWidget(label)
    row.addWidget(field, 1)
    return holder
