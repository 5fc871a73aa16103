"""The items of the open project and which of them are shown; artifacts are mapped when first asked for, and kept."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from embexplorer.core.artifact import Artifact, open_artifact
from embexplorer.core.errors import UserError
from embexplorer.core.folder import write_table
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, to_json
from embexplorer.core.table import Table
from embexplorer.workspace.catalogue import TRUST
from embexplorer.workspace.details import detail_of
from embexplorer.workspace.events import Events
from embexplorer.workspace.item import Item, ItemKind
from embexplorer.workspace.project import Project
from embexplorer.workspace.telling import telling

FIRST_AXES = (0, 1)
USUAL_K = 15  # neighbours among which a map is judged, unless the user wants others
REMEMBERED = 4  # tables of trust among other numbers of neighbours


class Library:
    """Items by id in order of making. The shown projection always belongs to the shown space.

    `watched` is the running job whose frames are drawn in place of the shown projection.
    """

    def __init__(self, project: Project, events: Events) -> None:
        self._project = project
        self._events = events
        self._items = {item.id: item for item in project.catalogue.items()}
        self._trusts = _by_view(project.catalogue.items(TRUST))
        self._open: dict[Path, Artifact | None] = {}
        self._passing: dict[tuple[str | None, tuple[int, int], int], Table] = {}
        self.space_id: str | None = self._known(project.catalogue.get("space"))
        self.projection_id: str | None = self._known(project.catalogue.get("projection"))
        self.watched: str | None = None

    def go_on_in(self, project: Project) -> None:
        """The project has been saved elsewhere; everything keeps its id."""
        self._project = project
        self._items = {item.id: item for item in project.catalogue.items()}
        self._trusts = _by_view(project.catalogue.items(TRUST))
        self._open = {}

    @property
    def items(self) -> MappingProxyType[str, Item]:
        """A read-only view that follows what happens."""
        return MappingProxyType(self._items)

    def space(self, item: str | None = None) -> EmbeddingSpace | None:
        """This space, or the one that is shown."""
        opened = self._artifact(item or self.space_id)
        return opened if isinstance(opened, EmbeddingSpace) else None

    def projection(self, item: str | None = None) -> Projection | None:
        """This projection, or the one that is shown."""
        opened = self._artifact(item or self.projection_id)
        return opened if isinstance(opened, Projection) else None

    def table(self, item: str) -> Table | None:
        """A table of the library."""
        opened = self._artifact(item)
        return opened if isinstance(opened, Table) else None

    def trust(self, projection: str | None, axes: tuple[int, int], k: int = USUAL_K) -> Table | None:
        """The trust of two components of a projection among so many neighbours, once it has been computed."""
        if k != USUAL_K:
            return self._passing.get((projection, axes, k))
        item = self._trusts.get((projection, axes))
        opened = self._opened(item.folder) if item else None
        return opened if isinstance(opened, Table) else None

    def note_trust(self, projection: str, axes: tuple[int, int], k: int, trust: Table) -> None:
        """Remember the trust among another number of neighbours for a while; the project keeps only the usual one."""
        self._passing.pop((projection, axes, k), None)
        self._passing[projection, axes, k] = trust
        while len(self._passing) > REMEMBERED:
            del self._passing[next(iter(self._passing))]

    def begin(self, id: str, folder: Path, step: Step, parent: str | None) -> Item:
        """Note a space that is being trained, whose beginning lies in the folder; `add` makes an item of it."""
        space = EmbeddingSpace.open(folder)
        item = Item(
            id=id,
            kind="space",
            name=space.name,
            parent=parent,
            folder=folder,
            created=time.time(),
            step=step.name,
            parameters=to_json(step)["parameters"],
            rows=space.rows,
            detail="training…",
            live=True,
        )
        self._open[folder] = space
        self._items[id] = item
        self._events.items_changed.emit()
        return item

    def give_up(self, id: str) -> None:
        """Forget a space whose training came to nothing."""
        item = self._items.get(id)
        if item is not None and item.live:
            del self._items[id]
            self._open.pop(item.folder, None)
            self._events.items_changed.emit()

    def add(
        self, folder: Path, step: Step, parent: str | None, *, kind: ItemKind, role: str = "", id: str = ""
    ) -> Item:
        """Note what a step made; a folder that lies elsewhere is moved into the project."""
        id = id or folder.name
        place = self._project.place(kind, id)
        _move(folder, place)
        artifact = open_artifact(place)
        item = Item(
            id=id,
            kind=kind,
            name=_name_of(artifact, step),
            parent=parent,
            folder=place,
            created=time.time(),
            step=step.name,
            parameters=to_json(step)["parameters"],
            rows=artifact.columns.num_rows if isinstance(artifact, Table) else artifact.rows,
            detail=detail_of(artifact, step),
        )
        self._project.catalogue.add_item(item, artifact.recipe.to_json(), role)
        self._open[place] = artifact
        if role == TRUST:
            self._trusts |= _by_view([item])
        else:
            self._items[item.id] = item
            self._events.items_changed.emit()
        return item

    def show(self, space: str | None, projection: str | None, watched: str | None = None) -> None:
        """Make these the shown ones; the caller tells the world."""
        self.space_id, self.projection_id, self.watched = space, projection, watched
        with telling(self._events):
            self._project.catalogue.put(space=space, projection=projection)

    def rename(self, item: str, name: str) -> None:
        """Give an item another name."""
        with telling(self._events):
            self._project.catalogue.rename_item(item, name)
            self._items[item] = replace(self._items[item], name=name)
            self._events.items_changed.emit()

    def remove(self, item: str) -> list[Item]:
        """Take an item and all that was made from it out of the library; answers what went."""
        family = self.family(item)
        self._project.catalogue.remove_items(self._with_trust(family))
        for member in family:
            del self._items[member.id]
        self._events.items_changed.emit()
        return family

    def put_back(self, family: list[Item]) -> None:
        """Undo `remove`."""
        self._project.catalogue.put_back_items(self._with_trust(family))
        self._items = {item.id: item for item in self._project.catalogue.items()}
        self._events.items_changed.emit()

    def family(self, item: str) -> list[Item]:
        """The item and everything made from it."""
        children = [child.id for child in self._items.values() if child.parent == item]
        return [self._items[item]] + [member for child in children for member in self.family(child)]

    def newest_projection(self, space: str) -> str | None:
        """The projection of this space that was made last."""
        made = [item.id for item in self._items.values() if item.kind == "projection" and item.parent == space]
        return made[-1] if made else None

    def add_columns(self, space_id: str, columns: pa.Table) -> None:
        """Add metadata to a space on disk; vectors are not touched, and a worker sees old columns or new, whole."""
        space = self.space(space_id)
        if space is None or space.folder is None:
            raise UserError("There is no space to add columns to.", "Open a vector file first.")
        staging = space.folder / ".columns.arrow.new"
        try:
            write_table(staging, space.with_columns(columns).columns)
            os.replace(staging, space.folder / "columns.arrow")
        except OSError as failure:
            raise UserError(f"{space.folder} cannot be written ({failure.strerror}).", "Free some space.") from failure
        self._open.pop(space.folder)

    def _with_trust(self, family: list[Item]) -> list[str]:
        ids = [item.id for item in family]
        return ids + [trust.id for trust in self._trusts.values() if trust.parent in ids]

    def _artifact(self, item: str | None) -> Artifact | None:
        return self._opened(self._items[item].folder) if item in self._items else None

    def _opened(self, folder: Path) -> Artifact | None:
        if folder not in self._open:
            self._open[folder] = None  # a damaged one is complained of once
            with telling(self._events):
                self._open[folder] = open_artifact(folder)
        return self._open[folder]

    def _known(self, item: str | None) -> str | None:
        return item if item in self._items else None


def _name_of(artifact: Artifact, step: Step) -> str:
    """A map is named by its method, since `detail` has the parameters; by itself where that has nothing to tell."""
    of_method = isinstance(artifact, Projection) and step.makes is Projection and bool(detail_of(artifact, step))
    return step.title if of_method else artifact.name


def _by_view(trusts: list[Item]) -> dict[tuple[str | None, tuple[int, int]], Item]:
    """By projection and the two components that were looked at."""
    axes = [item.parameters.get("axes") or FIRST_AXES for item in trusts]
    return {(item.parent, (shown[0], shown[1])): item for item, shown in zip(trusts, axes, strict=True)}


def _move(folder: Path, place: Path) -> None:
    if folder == place:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder, place)
