"""The columns that every opened space gets by itself: the row's place in its file, and the length of its vector."""

import numpy as np
import pyarrow as pa

from embexplorer.core.typing import FloatArray, IntArray

BLOCK_ROWS = 1 << 15


def automatic_columns(vectors: FloatArray, places: IntArray | None = None) -> pa.Table:
    """`rank` (1 for the file's first row; `places` are 0-based file rows when some were left out) and `norm`."""
    rank = np.arange(len(vectors)) if places is None else places
    return pa.table({"rank": np.asarray(rank, np.int64) + 1, "norm": lengths(vectors)})


def lengths(vectors: FloatArray) -> FloatArray:
    """The length of each row; summed in float64 where float32 would overflow or vanish."""
    answer = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), BLOCK_ROWS):
        block = vectors[start : start + BLOCK_ROWS]
        with np.errstate(over="ignore", under="ignore"):
            answer[start : start + BLOCK_ROWS] = np.sqrt(np.einsum("ij,ij->i", block, block))
    doubtful = np.flatnonzero(~np.isfinite(answer) | (answer < 1e-15))
    if len(doubtful):
        wide = np.asarray(vectors[doubtful], np.float64)
        with np.errstate(over="ignore", under="ignore"):
            answer[doubtful] = np.sqrt(np.einsum("ij,ij->i", wide, wide)).astype(np.float32)
    return answer
