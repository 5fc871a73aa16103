"""The documents of plain text: lines, paragraphs or all of it, cut without copying."""

from typing import Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.typing import BoolArray, IntArray

Unit = Literal["lines", "paragraphs", "files"]


def documents_in(text: bytes, unit: Unit) -> tuple[pa.Array, IntArray]:
    """The documents of text in UTF-8, and the number of the line on which each begins; blank lines are none."""
    if b"\n" not in text and b"\r" in text:
        text = text.replace(b"\r", b"\n")
    starts, blank = _lines(text)
    first = ~blank
    if unit == "paragraphs":
        first[1:] &= blank[:-1]
    if unit == "files":
        first = np.arange(len(starts)) == 0 if first.any() else first
    numbers = np.flatnonzero(first)
    if not len(numbers):
        return pa.array([], pa.large_string()), numbers
    offsets = np.concatenate([[0], starts[numbers[1:]], [len(text)]]).astype(np.int64)  # blanks go with what is before
    texts = pa.Array.from_buffers(pa.large_string(), len(numbers), [None, pa.py_buffer(offsets), pa.py_buffer(text)])
    return texts, numbers + 1


def _lines(text: bytes) -> tuple[IntArray, BoolArray]:
    """Where each line starts, and whether there is nothing but white space on it."""
    letters = np.frombuffer(text, np.uint8)
    starts = np.concatenate([[0], np.flatnonzero(letters == 10) + 1]).astype(np.int64)
    if len(starts) > 1 and starts[-1] == len(text):
        starts = starts[:-1]
    if not len(text):
        return starts, np.ones(1, np.bool_)
    return starts, np.add.reduceat(letters > 32, starts, dtype=np.int64) == 0
