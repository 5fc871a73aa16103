"""What the trust layer shows of the map, and among how many neighbours."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from embexplorer.core.look import Look, TrustView
from embexplorer.gui.layer_controls.density import labelled
from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.choice import Choice, Entry
from embexplorer.gui.widgets.k_slider import KSlider
from embexplorer.workspace.workspace import Workspace

VIEWS: tuple[Entry, ...] = (
    ("fade by neighbours kept", "fade"),
    ("neighbours kept", "kept"),
    ("invented: strangers crowd in", "invented"),
    ("lost: torn away", "lost"),
)


class TrustControls(QWidget):
    """The same wishes as in the tab Trust, which tells the measures."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.view = Choice("What the trust layer shows", (120, 400))
        self.k = KSlider()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(pixels(4))
        column.addWidget(labelled("Shown", self.view))
        column.addWidget(labelled("Among", self.k))
        self.view.chosen.connect(self._on_view)
        self.k.chosen.connect(self._on_k)

    def show_look(self, look: Look) -> None:
        """Show what is wished for."""
        self.view.show_entries(VIEWS, look.trust_view)
        self.k.show_k(look.trust_k)

    def _on_view(self, view: TrustView) -> None:
        self._workspace.set_look(replace(self._workspace.look, trust_view=view), f"Trust: {view}")

    def _on_k(self, k: int) -> None:
        self._workspace.set_look(replace(self._workspace.look, trust_k=k), f"k = {k}", merge=True)
