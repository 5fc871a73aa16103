"""Turn the bytes of labels into an Arrow array of text, and find those that are no text."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from embexplorer.core.shown import shown
from embexplorer.core.typing import IntArray


def label_array(labels: Sequence[bytes]) -> tuple[pa.Array, dict[int, str]]:
    """The labels as text, and what is wrong with those that are not UTF-8 or empty (their text is then made up)."""
    ends = np.zeros(len(labels) + 1, np.int64)
    np.cumsum([len(label) for label in labels], out=ends[1:])
    return packed_labels(b"".join(labels), ends)


def packed_labels(letters: bytes | memoryview, ends: IntArray) -> tuple[pa.Array, dict[int, str]]:
    """The same for labels that stand one after the other: label i is letters[ends[i] : ends[i + 1]]."""
    rows = len(ends) - 1
    array = pa.LargeStringArray.from_buffers(rows, pa.py_buffer(ends), pa.py_buffer(letters))
    bad = {int(row): "the label is empty" for row in np.flatnonzero(np.diff(ends) == 0)}
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        return _mended(bytes(letters), ends, bad)
    return array, bad


def _mended(letters: bytes, ends: IntArray, bad: dict[int, str]) -> tuple[pa.Array, dict[int, str]]:
    texts = []
    for row in range(len(ends) - 1):
        label = letters[ends[row] : ends[row + 1]]
        texts.append(label.decode("utf-8", "backslashreplace"))
        try:
            label.decode("utf-8")
        except UnicodeDecodeError as wrong:
            byte = label[wrong.start]
            bad[row] = f"the label ‘{shown(label)}’ is not UTF-8 text (byte 0x{byte:02X})"
    return pa.array(texts, pa.large_string()), bad
