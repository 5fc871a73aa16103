"""WEAT: the form of an association test, in the dock at the left of the layout Bias."""

from PySide6.QtWidgets import QWidget

from embexplorer.gui.actions import Actions
from embexplorer.gui.bias.form import WeatForm
from embexplorer.workspace.workspace import Workspace


class WeatPanel(WeatForm):
    """The form alone; its answers are drawn by the tab Bias."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)


if __name__ == "__main__":
    from embexplorer.gui.alone import show_alone

    show_alone(WeatPanel, 344, 800)
