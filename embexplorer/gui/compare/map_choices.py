"""Which maps of the library may stand at the left and at the right, and which can be made from the left one."""

from dataclasses import dataclass

from embexplorer.gui.widgets.choice import Entry
from embexplorer.workspace.details import STARTED
from embexplorer.workspace.item import Item
from embexplorer.workspace.workspace import Workspace


@dataclass(frozen=True)
class Shown:
    """A map of the library."""

    item: str


@dataclass(frozen=True)
class Made:
    """A map that a step makes from the left one."""

    step: str


MAKING: tuple[tuple[str, Made], ...] = (
    ("t-SNE, started from the left", Made("tsne")),
    ("UMAP, started from the left", Made("umap")),
    ("New rows, placed on the left", Made("placed-map")),
    ("Keep this map as it is turned here", Made("aligned-map")),
)


def left_entries(workspace: Workspace) -> list[Entry]:
    """Every map, under the name of its space."""
    return [_entry(workspace, item) for item in workspace.items.values() if item.kind == "projection"]


def right_entries(workspace: Workspace) -> list[Entry]:
    """The maps of other spaces, then other maps of the shown space, then what can be made of the left one."""
    compared = workspace.compared_projection_id
    maps = [item for item in workspace.items.values() if item.kind == "projection"]
    maps = [item for item in maps if item.id == compared or item.id != workspace.projection_id]
    other = [_entry(workspace, item) for item in maps if item.parent != workspace.space_id]
    own = [_entry(workspace, item) for item in maps if item.parent == workspace.space_id]
    made: list[Entry] = []
    if workspace.compared_projection_id is not None and workspace.projection_id is not None:
        made = [None, *MAKING]
    return [*other, *([None] if other and own else []), *own, *made]


def colour_entries(workspace: Workspace, usual: str) -> list[Entry]:
    """The neighbours shared, one grey, the columns of the left space, and what else colours its map."""
    space, look = workspace.space(), workspace.look
    own: list[Entry] = [(usual, usual)]
    if look.sets is not None:
        own.append((look.sets.title, look.sets))
    own.append(("one grey", None))
    if space is None:
        return own
    from embexplorer.core.columns import readable

    columns = readable(space.columns).column_names
    own += [(name, name) for name in columns]
    if look.color_by is not None and look.color_by not in columns and look.color_by != usual:
        own.append((look.color_by.replace("_", " "), look.color_by))  # of the trust in the shown map
    return own


def _entry(workspace: Workspace, item: Item) -> Entry:
    space = workspace.items.get(item.parent or "")
    named = space.name if space is not None else ""
    if item.detail.startswith(STARTED) and _began_at_shown(workspace, item):
        return f"{named} · {item.name}, started from the left", Shown(item.id)
    parts = [named, item.name, "" if item.detail in item.name else item.detail]
    return " · ".join(part for part in parts if part), Shown(item.id)


def _began_at_shown(workspace: Workspace, item: Item) -> bool:
    """Whether the map that it began at is the one at the left."""
    left, made = workspace.projection(), workspace.projection(item.id)
    return left is not None and made is not None and made.recipe.steps[-1].other == left.recipe.to_json()
