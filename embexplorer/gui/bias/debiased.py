"""Which space a debiased one was made from, and the newest answer about both."""

from typing import Any

from embexplorer.workspace.workspace import Workspace

STEP = "debiased"


def before_debiasing(workspace: Workspace) -> str | None:
    """The space that the shown one was debiased from; None where it was not, or that is no longer in the library."""
    shown = workspace.items.get(workspace.space_id or "")
    if shown is None or shown.step != STEP or shown.parent not in workspace.items:
        return None
    return shown.parent


def direction_of(workspace: Workspace) -> dict[str, Any]:
    """The pairs that the shown space was debiased by; nothing where they were the bundled ones."""
    shown = workspace.items[workspace.space_id or ""]
    return {side: tuple(shown.parameters[side]) for side in ("left", "right") if shown.parameters.get(side)}


def answer_of(workspace: Workspace, step: str) -> str | None:
    """The newest table that this step has made of the space before and the shown one."""
    before, shown = before_debiasing(workspace), workspace.space()
    if before is None or shown is None:
        return None
    recipe = shown.recipe.to_json()
    of_before = [item.id for item in workspace.items.values() if item.step == step and item.parent == before]
    return next((id for id in reversed(of_before) if _other(workspace, id) == recipe), None)


def _other(workspace: Workspace, item: str) -> list[dict[str, object]] | None:
    table = workspace.table(item)
    return table.recipe.steps[-1].other if table is not None and table.recipe.steps else None
