"""Which point is under the pointer: what is drawn there, or else the nearest drawn pixel within a small reach."""

import numpy as np

from embexplorer.core.typing import IndexArray

REACH = 4  # pixels


def picked(seen: IndexArray, x: float, y: float, ratio: float = 1.0, reach: float = REACH) -> int | None:
    """The rank at this pixel; `seen` is the image of ranks in device pixels, `ratio` of them to one pixel."""
    column, line, far = int(x * ratio), int(y * ratio), int(reach * ratio)
    height, width = seen.shape
    if not (0 <= column < width and 0 <= line < height):
        return None
    if seen[line, column] >= 0:
        return int(seen[line, column])
    left, top = max(0, column - far), max(0, line - far)
    near = seen[top : line + far + 1, left : column + far + 1]
    lines, columns = np.nonzero(near >= 0)
    if not len(lines):
        return None
    distance = (lines + top - line) ** 2 + (columns + left - column) ** 2
    best = int(distance.argmin())
    return int(near[lines[best], columns[best]]) if distance[best] <= far * far else None
