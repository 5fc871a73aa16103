"""The rows of a NumPy array file in batches, read without ever unpickling and without believing its size."""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from embexplorer.core.batch import Batch, Batches, Fault, checked_batch, only_faults
from embexplorer.core.errors import UserError
from embexplorer.core.reading import Head
from embexplorer.core.shown import shown
from embexplorer.core.source import Source

MAGIC = b"\x93NUMPY"
BLOCK = 1 << 22
LONGEST_HEADER = 10_000
EXACT_IN_FLOAT32 = ("float32", "float16", "int16", "uint16", "int8", "uint8", "bool")


@dataclass(frozen=True, kw_only=True)
class NpyHeader:
    """A table of numbers that begins at byte `start`."""

    rows: int
    columns: int
    dtype: np.dtype[Any]
    by_column: bool
    start: int

    @property
    def row_bytes(self) -> int:
        return self.columns * self.dtype.itemsize

    @property
    def shape(self) -> str:
        return f"{self.rows} × {self.columns} numbers of {self.dtype.itemsize} bytes"


def npy_header(head: Head) -> NpyHeader:
    """The header; raises UserError when it is damaged, holds objects, or is no table of rows."""
    plain, start = _header_values(head)
    dtype = _dtype(head, plain["descr"])
    shape = plain["shape"]
    if not isinstance(shape, tuple) or not all(type(size) is int and size >= 0 for size in shape):
        raise _damaged(head, f"the shape {shown(repr(shape))}")
    if not isinstance(plain["fortran_order"], bool):
        raise _damaged(head, f"the order {shown(repr(plain['fortran_order']))}")
    if len(shape) != 2:
        found = (
            f"{head.name} holds an array of {len(shape)} dimensions with the shape {shape}, expected rows × columns."
        )
        raise UserError(found, "Reshape it in NumPy to one row for each vector.")
    if not shape[0] or not shape[1]:
        raise UserError(f"{head.name} is empty: its shape is {shape}.", "Check how it was written.")
    header = NpyHeader(
        rows=shape[0], columns=shape[1], dtype=dtype, by_column=bool(plain["fortran_order"]), start=start
    )
    if not head.compressed and start + header.rows * header.row_bytes > head.file_bytes:
        promised = f"{start + header.rows * header.row_bytes} bytes ({header.shape})"
        found = f"{head.name} ends at byte {head.file_bytes}, expected {promised} as its header says."
        raise UserError(found, "It is cut off or its header is damaged: download or write it again.")
    return header


def npy_batches(
    head: Head, header: NpyHeader, labels: pa.Array | None = None, bad: dict[int, str] | None = None
) -> Batches:
    """All rows with their labels; `bad` labels cost their row."""
    cuts = _by_column(head, header) if header.by_column else _by_row(head, header)
    row = 0
    try:
        for given, share in cuts:
            end = row + len(given)
            batch = _batch(given, row, share, None if labels is None else labels[row:end], bad or {})
            yield batch
            row = end
    except _Ending as ending:
        yield only_faults(header.columns, Fault(where=f"row {row + 1}", what=ending.what, rows=0))
    if header.dtype.name not in EXACT_IN_FLOAT32:
        yield only_faults(header.columns, notes=(f"Its {header.dtype.name} numbers were rounded to float32.",))


class _Ending(Exception):
    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def _batch(given: NDArray[Any], row: int, share: float, labels: pa.Array | None, bad: dict[int, str]) -> Batch:
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        values = np.ascontiguousarray(given, np.float32)
    here = {at - row: what for at, what in bad.items() if row <= at < row + len(given)}
    return checked_batch(labels, values, lambda at: f"row {row + at + 1}", share, here, given)


def _by_row(head: Head, header: NpyHeader) -> Iterator[tuple[NDArray[Any], float]]:
    step = max(1, BLOCK // header.row_bytes)
    with Source(head.path) as source:
        source.read(header.start)
        for start in range(0, header.rows, step):
            rows = min(step, header.rows - start)
            data = source.read(rows * header.row_bytes)
            whole = len(data) // header.row_bytes
            if whole:
                yield _numbers(data[: whole * header.row_bytes], header).reshape(whole, -1), source.share
            if whole < rows:
                raise _ends(source, header)
        _check_end(source, header)


def _by_column(head: Head, header: NpyHeader) -> Iterator[tuple[NDArray[Any], float]]:
    """Fortran order: all first numbers, then all second ones; so all must be read before the first row is known."""
    columns = []
    with Source(head.path) as source:
        source.read(header.start)
        for _ in range(header.columns):
            data = source.read(header.rows * header.dtype.itemsize)
            if len(data) < header.rows * header.dtype.itemsize:
                raise _ends(source, header)
            columns.append(_numbers(data, header))
        _check_end(source, header)
    step = max(1, BLOCK // header.row_bytes)
    for start in range(0, header.rows, step):
        yield np.column_stack([column[start : start + step] for column in columns]), 1.0


def _numbers(data: bytes, header: NpyHeader) -> NDArray[Any]:
    return np.frombuffer(data, header.dtype)


def _ends(source: Source, header: NpyHeader) -> _Ending:
    return _Ending(source.damage or f"the file ends, expected {header.shape} as its header says")


def _check_end(source: Source, header: NpyHeader) -> None:
    left = len(source.read(BLOCK))
    if source.damage:
        raise _Ending(source.damage)
    if left:
        raise _Ending(f"{left:,} bytes or more follow the last row, expected {header.shape} as its header says")


def _header_values(head: Head) -> tuple[dict[str, Any], int]:
    """The Python literal in the header, and where the numbers begin (see numpy.lib.format)."""
    data = head.start
    if len(data) < 12 or data[6] not in (1, 2, 3):
        raise _damaged(head, f"version {data[6:7].hex() or 'nothing'}")
    begin = 10 if data[6] == 1 else 12
    length = int.from_bytes(data[8:begin], "little")
    if length > LONGEST_HEADER or len(data) < begin + length:
        raise _damaged(head, f"{length} bytes of header")
    try:
        text = data[begin : begin + length].decode("utf-8" if data[6] == 3 else "latin-1")
        plain = _literal(text.strip())
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as wrong:
        raise _damaged(head, "one that cannot be read") from wrong
    if not isinstance(plain, dict) or set(map(str, plain)) != {"descr", "fortran_order", "shape"}:
        raise _damaged(head, "one with other fields")
    return plain, begin + length


def _literal(text: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # what Python's parser only warns of, such as '\\d', numpy never writes
        return ast.literal_eval(text)


def _dtype(head: Head, descr: Any) -> np.dtype[Any]:
    if isinstance(descr, str) and "O" in descr:
        found = (
            f"{head.name} is not loaded: it holds Python objects (a pickle), which could run code when it is opened."
        )
        raise UserError(found, "Write it again as an array of float32.")
    try:
        dtype = np.dtype(descr) if isinstance(descr, str) else None
    except (TypeError, ValueError, SyntaxError) as wrong:
        raise _damaged(head, f"the number type {descr!r}") from wrong
    if dtype is None or dtype.kind not in "fiub":
        raise UserError(f"{head.name} holds values of type {descr!r}, expected numbers.", "Write it again as float32.")
    return dtype


def _damaged(head: Head, found: str) -> UserError:
    return UserError(f"{head.name} has a damaged .npy header: {found}.", "Download or write it again.")
