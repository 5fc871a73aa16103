"""Where results go: refuse before the work a place that cannot be written, or that holds what is not ours."""

import os
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.core.folder import META


def refuse_place(path: Path, folder: bool = False) -> None:
    """Raise UserError when no file (or `folder` of a space) can be put at `path`."""
    parent = path.absolute().parent
    try:
        there = parent.is_dir()
        _refuse_what_is_there(path, folder)
    except OSError as wrong:
        raise UserError(f"{path} cannot be written: {wrong.strerror}.", "Choose another name.") from wrong
    if not there:
        raise UserError(f"The folder {path.parent} does not exist.", "Make it first, or write elsewhere.")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise UserError(f"{path} cannot be written: permission denied.", "Choose another place for it.")


def _refuse_what_is_there(path: Path, folder: bool) -> None:
    if not path.exists():
        return
    if folder and not (path / META).is_file() and not _is_empty_folder(path):
        raise UserError(f"{path} is there already and holds no space.", "Choose a new name for the folder.")
    if not folder and path.is_dir():
        raise UserError(f"{path} is a folder, expected the name of a file.", "Add the name of a file to it.")
    if not folder and not path.is_file():
        raise UserError(f"{path} is not an ordinary file.", "Write to a file, and copy that.")


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())
