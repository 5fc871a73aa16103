"""Row ids as bytes for the catalogue: a list of the rows, or a bitmap where that is shorter."""

import numpy as np

from embexplorer.core.typing import IntArray

LIST, BITMAP = b"L", b"B"


def pack(rows: IntArray) -> bytes:
    """Sorted unique row ids as bytes."""
    if len(rows) and 32 * len(rows) > int(rows[-1]):
        bits = np.zeros(int(rows[-1]) + 1, bool)
        bits[rows] = True
        return BITMAP + np.packbits(bits).tobytes()
    return LIST + rows.astype("<u4").tobytes()


def unpack(blob: bytes) -> IntArray:
    """The inverse of `pack`."""
    if blob[:1] == BITMAP:
        return np.flatnonzero(np.unpackbits(np.frombuffer(blob, np.uint8, offset=1)))
    return np.frombuffer(blob, "<u4", offset=1).astype(np.int64)
