"""Which bins of each row a density is needed in: where points crowd, and beside them; the others cost nothing.

Spans are int32, rows × 2: the first bin of a row, and the one after the last. An empty one is (0, 0).
"""

import numpy as np
import numpy.typing as npt

Spans = npt.NDArray[np.int32]


def whole(rows: int, columns: int) -> Spans:
    """All bins."""
    return np.tile(np.array([0, columns], np.int32), (rows, 1))


def beside(crowds: npt.NDArray[np.float32]) -> Spans:
    """In each row all from one bin left of the first that is crowded to one right of the last (… × rows × columns)."""
    there = np.asarray((crowds > 0).any(axis=0))
    columns = there.shape[1]
    first, last = there.argmax(axis=1), columns - 1 - there[:, ::-1].argmax(axis=1)
    spans = np.stack([np.maximum(0, first - 1), np.minimum(columns, last + 2)], axis=1)
    spans[~there[np.arange(len(there)), first]] = 0
    return spans.astype(np.int32)


def around(spans: Spans, rows: int) -> Spans:
    """With what is needed in so many rows above and below."""
    empty = (spans[:, 0] >= spans[:, 1])[:, None]
    least, most = np.split(np.where(empty, np.array([[2**30, -1]]), spans), 2, axis=1)
    low, high = least.copy(), most.copy()
    for step in range(1, min(rows, len(spans) - 1) + 1):
        np.minimum(low[step:], least[:-step], out=low[step:])
        np.minimum(low[:-step], least[step:], out=low[:-step])
        np.maximum(high[step:], most[:-step], out=high[step:])
        np.maximum(high[:-step], most[step:], out=high[:-step])
    return np.where(low < high, np.hstack([low, high]), 0).astype(np.int32)


def halved(spans: Spans, columns: int) -> Spans:
    """The bins, twice as wide and half as many rows of them, between which lie those of the spans."""
    pairs = around(spans, 1).reshape(len(spans) // 2, 2, 2)
    empty = (pairs[..., 0] >= pairs[..., 1])[..., None]
    ends = np.where(empty, np.array([2**30, -1]), pairs)
    low, high = ends[..., 0].min(axis=1) // 2 - 1, ends[..., 1].max(axis=1) // 2 + 2
    wider = np.stack([np.maximum(0, low), np.minimum(columns, high)], axis=1)
    return np.where(wider[:, :1] < wider[:, 1:], wider, 0).astype(np.int32)
