"""How a noun lies on disk: a folder of a small `meta.json` beside arrays and Arrow tables that are mapped, not read."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from embexplorer.core.errors import UserError

META = "meta.json"
FORMAT = 1


def write_folder(
    folder: Path,
    meta: dict[str, Any],
    arrays: dict[str, npt.NDArray[Any]],
    tables: dict[str, pa.Table],
    more: Callable[[Path], object] = lambda _: None,
) -> None:
    """Write everything beside `folder` and move it into place, so that a kill leaves the folder whole or absent.

    `more` may write further files into the folder that it is given, which is not yet in its place.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, array in arrays.items():
            np.save(staging / f"{name}.npy", array, allow_pickle=False)
        for name, table in tables.items():
            write_table(staging / f"{name}.arrow", table)
        more(staging)
        write_text(staging / META, json.dumps({"format": FORMAT, **meta}, ensure_ascii=False, indent=1))
        _replace(staging, folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def read_meta(folder: Path) -> dict[str, Any]:
    """The folder's `meta.json`; raises UserError when it is absent, damaged or of a newer program."""
    try:
        meta: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise UserError(f"{folder} holds no {META}.", "It is not a folder written by embexplorer.") from missing
    except ValueError as damaged:
        raise UserError(f"{folder / META} is damaged: {damaged}.", "Restore it from a copy.") from damaged
    if meta.get("format") != FORMAT:
        raise UserError(
            f"{folder} has format {meta.get('format')}, expected {FORMAT}.", "Open it with a newer embexplorer."
        )
    return meta


def map_array(path: Path) -> npt.NDArray[Any]:
    """A read-only memory map of an array file; nothing is read until it is touched."""
    array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array


def map_table(path: Path) -> pa.Table:
    """A table whose columns lie in a memory map of an Arrow file."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table as one Arrow file."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def write_text(path: Path, text: str) -> None:
    """Replace a small file in one step: a reader sees the old text or the new, never a part."""
    staging = path.with_name(f".{path.name}.new")
    with staging.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(staging, path)


def _replace(staging: Path, folder: Path) -> None:
    if folder.exists():
        if not (folder / META).is_file() and any(folder.iterdir()):
            raise UserError(f"{folder} holds other things than a space.", "Choose a new name for the folder.")
        shutil.rmtree(folder)
    os.replace(staging, folder)
