"""Hand a figure to another process: its values as JSON in a folder, its arrays and columns in files beside it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys

FILE = "figure.json"
ROOM = "embexplorer.core."  # where the classes of a figure's values stand
MANY = 1000  # numbers; more of them in a tuple are written as an array


def written_figure(folder: Path, figure: Figure) -> Iterator[None]:
    """Write the figure into this folder, at most one array at each turn; pictures of rows and films stay behind."""
    projection = figure.projection
    if projection is not None:  # its coordinates are those of the figure
        projection = replace(projection, coordinates=projection.coordinates[:0], film=None, folder=None)
    packing = _Packing(folder)
    packed = packing.packed(replace(figure, projection=projection, thumbnails=None))
    for path, value in packing.files:
        _write(path, value)
        yield
    (folder / FILE).write_text(json.dumps(packed), encoding="utf-8")
    yield


def read_figure(folder: Path) -> Figure:
    """The figure that was written there."""
    figure = _unpacked(folder, json.loads((folder / FILE).read_text(encoding="utf-8")))
    assert isinstance(figure, Figure)
    return figure


class _Packing:
    """Turns values into JSON and notes what goes into files of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[tuple[Path, Any]] = []

    def packed(self, value: Any) -> Any:  # Any: whatever a figure holds
        match value:
            case None | bool() | int() | float() | str():
                return value
            case np.generic():
                return value.item()
            case np.ndarray():
                return {"array": self._file("npy", value)}
            case Keys():
                return {"keys": self._file("arrow", value.array)}
            case pa.Array() | pa.ChunkedArray():
                return {"column": self._file("arrow", value)}
            case tuple() | list():
                return self._sequence(value)
            case Mapping():
                return {"mapping": [[self.packed(name), self.packed(one)] for name, one in value.items()]}
        assert is_dataclass(value), f"a figure holds {type(value)}"
        said = {field.name: self.packed(getattr(value, field.name)) for field in fields(value)}
        return {"is": [type(value).__module__, type(value).__qualname__], "fields": said}

    def _sequence(self, value: tuple[Any, ...] | list[Any]) -> Any:
        if len(value) > MANY and set(map(type, value)) == {int}:
            return {"numbers": self._file("npy", np.array(value, np.int64))}
        return {"list" if isinstance(value, list) else "tuple": [self.packed(one) for one in value]}

    def _file(self, kind: str, value: Any) -> str:
        name = f"{len(self.files)}.{kind}"
        self.files.append((self._folder / name, value))
        return name


def _write(path: Path, value: Any) -> None:
    if path.suffix == ".npy":
        np.save(path, value)
        return
    column = value if isinstance(value, pa.ChunkedArray) else pa.chunked_array([value])
    table = pa.table({"value": column})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.unify_dictionaries())


def _unpacked(folder: Path, packed: Any) -> Any:
    if not isinstance(packed, dict):
        return packed
    if "is" in packed:
        module, name = packed["is"]
        if not module.startswith(ROOM):
            raise ValueError(f"{module} is no room of figures")
        return getattr(import_module(module), name)(
            **{field: _unpacked(folder, value) for field, value in packed["fields"].items()}
        )
    kind, value = next(iter(packed.items()))
    if kind in READ:
        return READ[kind](folder / value)
    if kind == "mapping":
        return {_unpacked(folder, name): _unpacked(folder, one) for name, one in value}
    plain = [_unpacked(folder, one) for one in value]
    return plain if kind == "list" else tuple(plain)


def _numbers(path: Path) -> tuple[int, ...]:
    return tuple(np.load(path).tolist())


def _keys(path: Path) -> Keys:
    return Keys(_column(path))


def _column(path: Path) -> pa.ChunkedArray:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()["value"]


READ: dict[str, Callable[[Path], Any]] = {"array": np.load, "numbers": _numbers, "keys": _keys, "column": _column}
