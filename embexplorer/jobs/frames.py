"""Where the frames of a running job lie, and how one is read back, also after its window was killed."""

from pathlib import Path

import numpy as np

from embexplorer.core.report import Frame
from embexplorer.core.typing import FloatArray


def frames_of(result: Path) -> Path:
    """The folder of the frames of the job that makes this result; beside it, and removed when the job ends."""
    return result.with_name(f".{result.name}.frames")


def begun_in(folder: Path) -> Path:
    """The folder of the space whose rows the frames move, as it was when its training began."""
    return folder / "begun"


def checkpoint_in(folder: Path) -> Path:
    """The folder of the same space as it was some seconds ago, for when window and worker are killed."""
    return folder / "checkpoint"


def frame_file(folder: Path, at: int, total: int) -> Path:
    """The file of one frame; its name says all that is not in it."""
    return folder / f"{at}-{total}.npy"


def read_frame(path: Path, at: int, total: int) -> Frame | None:
    """The frame, or None when it has been replaced meanwhile, or is not what a frame may be."""
    try:
        array: FloatArray = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if array.ndim != 2 or array.shape[1] < 2 or array.dtype != np.float32:
        return None
    return Frame(array=array, at=at, total=total)


def last_frame(folder: Path) -> Frame | None:
    """The newest frame that a job left behind."""
    found = [[int(number) for number in file.stem.split("-")] for file in folder.glob("*-*.npy")]
    if not found:
        return None
    at, total = max(found)
    return read_frame(frame_file(folder, at, total), at, total)
