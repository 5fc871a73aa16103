"""The selected words, as a panel takes them over."""

from embexplorer.workspace.workspace import Workspace


def first_selected(workspace: Workspace, most: int) -> list[str]:
    """The selected words of the shown space in row order, at most so many; a notice says so where there are more."""
    rows, space = workspace.selection, workspace.space()
    if space is None:
        return []
    if len(rows) > most:
        workspace.notice(f"Asked for the first {most} of {len(rows):,} selected words.")
    return space.keys.at(rows[:most])
