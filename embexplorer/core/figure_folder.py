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
    groups = None if figure.groups is None else replace(figure.groups, of=(), grid=None)  # what they were made from
    packed = packing.packed(replace(figure, projection=projection, thumbnails=None, groups=groups))
    for path, value in packing.files:
        _write(path, value)
        yield
    (folder / FILE).write_text(json.dumps(packed), encoding="utf-8")
    yield


def read_figure(folder: Path) -> Figure:
    """The figure that was written there."""
    figure = _unpacked(_Reading(folder), json.loads((folder / FILE).read_text(encoding="utf-8")))
    assert isinstance(figure, Figure)
    return figure


class _Packing:
    """Turns values into JSON and notes what goes into files of its own; what is one array stays one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[int, str] = {}
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
            case pa.Array() | pa.ChunkedArray() | pa.Table():
                return {"table" if isinstance(value, pa.Table) else "column": self._file("arrow", value)}
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
        if id(value) not in self._names:  # the files keep it alive
            self._names[id(value)] = f"{len(self.files)}.{kind}"
            self.files.append((self._folder / self._names[id(value)], value))
        return self._names[id(value)]


def _write(path: Path, value: Any) -> None:
    if path.suffix == ".npy":
        np.save(path, value)
        return
    if isinstance(value, pa.Table):
        table = value
    else:
        table = pa.table({"value": value if isinstance(value, pa.ChunkedArray) else pa.chunked_array([value])})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.unify_dictionaries())


class _Reading:
    """The folder that is read, and what has been read there, so that what was one array is one again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, str], Any] = {}

    def read(self, kind: str, name: str) -> Any:
        """What lies in this file."""
        if (kind, name) not in self._known:
            self._known[kind, name] = READ[kind](self._folder / name)
        return self._known[kind, name]


def _unpacked(reading: _Reading, packed: Any) -> Any:
    if not isinstance(packed, dict):
        return packed
    if "is" in packed:
        module, name = packed["is"]
        if not module.startswith(ROOM):
            raise ValueError(f"{module} is no room of figures")
        return getattr(import_module(module), name)(
            **{field: _unpacked(reading, value) for field, value in packed["fields"].items()}
        )
    kind, value = next(iter(packed.items()))
    if kind in READ:
        return reading.read(kind, value)
    if kind == "mapping":
        return {_unpacked(reading, name): _unpacked(reading, one) for name, one in value}
    plain = [_unpacked(reading, one) for one in value]
    return plain if kind == "list" else tuple(plain)


def _numbers(path: Path) -> tuple[int, ...]:
    return tuple(np.load(path).tolist())


def _keys(path: Path) -> Keys:
    return Keys(_column(path))


def _column(path: Path) -> pa.ChunkedArray:
    return _table(path)["value"]


def _table(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


READ: dict[str, Callable[[Path], Any]] = {
    "array": np.load, "numbers": _numbers, "keys": _keys, "column": _column, "table": _table,
}  # fmt: skip
