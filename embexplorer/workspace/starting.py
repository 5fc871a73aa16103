"""What a step is started on: the items that were named, or those that are shown, as folders for the worker."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step
from embexplorer.workspace.item import ItemKind
from embexplorer.workspace.library import Library
from embexplorer.workspace.work import Given


def given_for(
    step: Step,
    library: Library,
    space: str | None = None,
    projection: str | None = None,
    rows: npt.ArrayLike | None = None,
    other: str | None = None,
    other_projection: str | None = None,
) -> Given:
    """The inputs by role. A step gets the shown space; the shown projection only if it cannot do without one."""
    wants = (*step.takes, *step.may_take)
    if projection is None and "projection" in step.takes:
        projection = library.projection_id
    if space is None and ("space" in step.takes or ("space" in wants and step.kind != "trainer")):
        space = _parent_of(projection, library) or library.space_id
    _refuse_missing(step, space, projection)
    other = other or _parent_of(other_projection, library)
    if "other" in step.takes and other is None:
        raise UserError(f"{step.title} needs a second space.", "Open another one, or choose it.")
    for chosen_space in (space, other):
        _refuse_live(chosen_space, library)
    chosen = {"space": space, "projection": projection, "other": other, "other_projection": other_projection}
    folders = tuple((role, library.items[item].folder) for role, item in chosen.items() if item and role in wants)
    kept = None if rows is None else np.unique(np.asarray(rows, np.int64))
    return Given(
        space=space, projection=projection, other=other, other_projection=other_projection, rows=kept, folders=folders
    )


def title_of(step: Step, library: Library, given: Given) -> str:
    """ "UMAP · glove" for work on a space, "Open glove.txt" for a file."""
    path = getattr(step, "path", None)
    if step.kind == "reader":
        return f"Open {path.name}" if isinstance(path, Path) else step.title
    if step.kind == "trainer" and isinstance(path, Path):
        return f"{step.title} · {path.name}"
    name = library.items[given.space].name if given.space else ""
    return f"{step.title} · {name}" if name else step.title


def _parent_of(projection: str | None, library: Library) -> str | None:
    return library.items[projection].parent if projection else None


def kind_made(step: Step) -> ItemKind:
    """The kind of item this step makes."""
    kinds: dict[type, ItemKind] = {EmbeddingSpace: "space", Projection: "projection"}
    return kinds.get(step.makes, "table")


def _refuse_live(space: str | None, library: Library) -> None:
    item = library.items.get(space or "")
    if item is not None and item.live:
        raise UserError(f"{item.name} is still being trained.", "Ask again when it is done, or stop it and keep it.")


def _refuse_missing(step: Step, space: str | None, projection: str | None) -> None:
    if "space" in step.takes and space is None:
        raise UserError(f"{step.title} needs a space.", "Open a vector file first.")
    if "projection" in step.takes and projection is None:
        raise UserError(f"{step.title} needs a projection.", "Run PCA, t-SNE or UMAP first.")
