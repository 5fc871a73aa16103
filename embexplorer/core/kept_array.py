"""Small arrays that cost a pass over a space: computed once and kept in the space's folder."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embexplorer.core.folder import map_array
from embexplorer.core.space import EmbeddingSpace

ROOM = "kept"


def kept_array(space: EmbeddingSpace, name: str, make: Callable[[], npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """The array of this name mapped from the space's folder; made, and kept there when that can be done, if absent."""
    if space.folder is None:
        return make()
    path = space.folder / ROOM / f"{name}.npy"
    if path.exists():
        return map_array(path)
    array = make()
    _keep(path, array)
    return array


def _keep(path: Path, array: npt.NDArray[Any]) -> None:
    """Write beside and move into place; a read-only or full disk only means that it is made again next time."""
    try:
        path.parent.mkdir(exist_ok=True)
        handle, staging = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as stream:
            np.save(stream, array, allow_pickle=False)
        os.replace(staging, path)
    except OSError:
        Path(staging).unlink(missing_ok=True)
