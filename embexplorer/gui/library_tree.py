"""The rows of the library: spaces with what was made of them below, and jobs that still run, as a Qt model."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from embexplorer.core.described import DOT
from embexplorer.workspace.item import Item
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace

ID = Qt.ItemDataRole.UserRole + 1
META = Qt.ItemDataRole.UserRole + 2
KIND = Qt.ItemDataRole.UserRole + 3
SHOWN = Qt.ItemDataRole.UserRole + 4
ICONS = {"space": "space", "projection": "projection", "table": "table", "job": "run"}


class LibraryTree(QStandardItemModel):
    """Filled from the workspace; a row is updated in place, so that what is open and selected stays so."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._rows: dict[str, QStandardItem] = {}

    def refresh(self) -> None:
        """Bring the rows to what the workspace holds now."""
        wanted = dict(_wanted(self._workspace))
        for id in [id for id in self._rows if id not in wanted]:
            self._drop(id)  # with all below it
        for id, (parent, row) in wanted.items():
            self._put(id, parent, row)

    def index_of(self, id: str) -> QModelIndex:
        """Where the item stands; invalid when it is not there."""
        row = self._rows.get(id)
        return row.index() if row is not None else QModelIndex()

    def _put(self, id: str, parent: str | None, row: dict[int, object]) -> None:
        if id not in self._rows:
            self._rows[id] = QStandardItem()
            above = self._rows.get(parent or "")
            (above or self.invisibleRootItem()).appendRow(self._rows[id])
        item = self._rows[id]
        for role, value in row.items():
            if item.data(role) != value:
                item.setData(value, role)

    def _drop(self, id: str) -> None:
        row = self._rows.pop(id, None)
        if row is None:
            return
        inside = [child for child, item in self._rows.items() if item.parent() is row]
        for child in inside:
            self._drop(child)
        above = row.parent()
        (above or self.invisibleRootItem()).removeRow(row.row())  # type: ignore[truthy-bool]  # None at the top


def _wanted(workspace: Workspace) -> Iterator[tuple[str, tuple[str | None, dict[int, object]]]]:
    """Every row with its parent, parents before children, jobs after the results."""
    for item in _parents_first(list(workspace.items.values())):
        shown = item.id in (workspace.projection_id, workspace.space_id)
        yield item.id, (item.parent, _row(_name_below(item, workspace), item.detail, item.kind, item.id, shown))
    for job in workspace.jobs.values():
        if not job.ended:
            yield job.id, (job.space_id, _row(job.title, _meta(job), "job", job.id, False))


def _parents_first(items: list[Item]) -> list[Item]:
    known = {item.id for item in items}
    roots = [item for item in items if item.parent not in known]
    return [below for root in roots for below in _with_children(root, items)]


def _with_children(item: Item, items: list[Item]) -> list[Item]:
    return [item, *(row for child in items if child.parent == item.id for row in _with_children(child, items))]


def _name_below(item: Item, workspace: Workspace) -> str:
    """What a derived space stands below need not be said again: “centred” below “glove” for “glove · centred”."""
    above = workspace.items.get(item.parent or "")
    return item.name.removeprefix(f"{above.name}{DOT}") if above is not None and item.kind == "space" else item.name


def _row(name: str, meta: str, kind: str, id: str, shown: bool) -> dict[int, object]:
    return {
        Qt.ItemDataRole.DisplayRole: name,
        Qt.ItemDataRole.AccessibleDescriptionRole: f"{kind}, {meta}",
        META: meta,
        KIND: kind,
        ID: id,
        SHOWN: shown,
    }


def _meta(job: JobState) -> str:
    return "waiting" if job.state == "queued" else "run…"
