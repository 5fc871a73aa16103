"""The facts in the status bar, from what the workspace shows."""

import os

import numpy as np

from embexplorer.core.described import captioned
from embexplorer.workspace.workspace import Workspace


def status_fields(workspace: Workspace, two: bool = False) -> tuple[str, ...]:
    """“30,228 shown · 12 selected · glove-100d, raw · cosine · seed 0 · cpu”, each a field; only what is true now.

    Of `two` spaces side by side, what is shown of both.
    """
    space = workspace.space()
    if space is None:
        return ("No space open", f"cpu · {_cores()}")
    shared = workspace.shared() if two else None
    if shared is not None:
        selected = f"{len(workspace.selection):,} selected"
        mask = workspace.shown_rows()
        count = len(shared) if mask is None else np.count_nonzero(mask[shared.rows])
        return (f"{count:,} shown on both", selected, f"{shared.space.name} and {shared.other.name}", "cpu")
    mask = workspace.shown_rows()
    return (
        f"{space.rows if mask is None else np.count_nonzero(mask):,} shown",
        f"{len(workspace.selection):,} selected",
        captioned(space),
        *_run_of(workspace),
        "cpu",
    )


def _run_of(workspace: Workspace) -> tuple[str, ...]:
    """Metric and seed of the projection that is shown."""
    item = workspace.items.get(workspace.projection_id or "")
    if item is None:
        return ()
    metric, seed = item.parameters.get("metric"), item.parameters.get("seed")
    return (*([str(metric)] if metric else []), *([f"seed {seed}"] if seed is not None else []))


def _cores() -> str:
    count = os.cpu_count() or 1
    return "1 core" if count == 1 else f"{count} cores"
