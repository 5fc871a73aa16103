"""The action that puts the rows of the shown space on a map of another one, the points of which stay where they are."""

from functools import partial

from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QWidget

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.actions import Action, Actions, plain_action_text
from embexplorer.gui.maps.side import named
from embexplorer.workspace.item import Item
from embexplorer.workspace.workspace import Workspace

STEP = "placed-map"
MADE_BY = ("pca", "umap", "tsne")  # the steps on whose maps new rows can be placed
NONE = "Open a space of the same model and make a PCA, UMAP or t-SNE map of it first"


class Placing:
    """Registers the action; its menu lists the maps that can take the rows of the shown space."""

    def __init__(self, workspace: Workspace, actions: Actions, page: QWidget) -> None:
        self._workspace = workspace
        self._page = page
        actions.add(Action(id="projection.placed", text="On a map of another space…", group="Space/New map", section=3,
                           run=self.ask, enabled=self.is_possible, why_disabled=NONE,
                           tooltip=step_named(STEP).summary(), also="place project transform new points"))  # fmt: skip

    def maps(self) -> list[Item]:
        """The maps of other spaces with as many dimensions."""
        workspace, space = self._workspace, self._workspace.space()
        if space is None:
            return []
        return [
            item
            for item in workspace.items.values()
            if item.kind == "projection" and item.step in MADE_BY and item.parent not in (None, workspace.space_id)
            and self._dimensions(item.parent) == space.dimensions
        ]  # fmt: skip

    def is_possible(self) -> bool:
        """Whether there is one."""
        return bool(self.maps())

    def ask(self) -> None:
        """Let the user choose one, and place the rows on it."""
        menu = QMenu(self._page)
        for item in self.maps():
            space = self._workspace.items[item.parent or ""].name
            line = QAction(plain_action_text(f"{space} · {named(item)}"), menu)
            line.triggered.connect(partial(self.place, item.id))
            menu.addAction(line)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def place(self, item: str, *_: object) -> str:
        """Place the rows of the shown space on this map; answers the job."""
        return self._workspace.start(build(step_named(STEP), {}), other_projection=item)

    def _dimensions(self, item: str | None) -> int:
        space = self._workspace.space(item) if item is not None else None
        return 0 if space is None else space.dimensions
