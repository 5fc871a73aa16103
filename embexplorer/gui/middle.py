"""What stands in the middle of the window: one map, or two side by side in the Compare layout."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from embexplorer.core.figure import Figure
from embexplorer.gui.map.view import MapView
from embexplorer.gui.map_page import MapPage
from embexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from embexplorer.gui.compare.page import ComparePage

TWO_MAPS = "Compare"  # the layout


class Middle(QObject):
    """The page of two maps is made when it is first wanted. `image_asked` comes from its buttons."""

    image_asked = Signal()

    def __init__(self, workspace: Workspace, page: MapPage, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._workspace = workspace
        self._page = page
        self._stack = stack
        self._two: ComparePage | None = None
        page.stage.image_asked.connect(self.image_asked)

    def of(self, layout: str) -> QWidget:
        """The page that this layout has in its middle."""
        return self.two() if layout == TWO_MAPS else self._page

    def two(self) -> "ComparePage":
        """The two maps side by side; they take the tool and the wish to fit from the bar of the one map."""
        if self._two is None:
            from embexplorer.gui.compare.page import ComparePage

            self._two = ComparePage(self._workspace)
            self._stack.addWidget(self._two)
            self._two.image_asked.connect(self.image_asked)
            self._page.bar.tool_chosen.connect(self._two.set_tool)
            self._page.bar.fit_asked.connect(self._two.fit)
        return self._two

    def view(self) -> MapView:
        """The map that is looked at, or was asked for last."""
        return self.two().pictured.view if self.is_two() else self._page.stage.pictured

    def is_two(self) -> bool:
        """Whether two maps are looked at."""
        return self._two is not None and self._stack.currentWidget() is self._two

    def is_deep(self) -> bool:
        """Whether the one map is looked at in 3-D."""
        return not self.is_two() and self._page.stage.is_deep()

    def figure(self) -> Figure | None:
        """What it shows now, for an image."""
        return self._page.figure() if self.view() is self._page.view else self.view().figure()
