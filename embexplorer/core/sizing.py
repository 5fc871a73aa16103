"""How a column of numbers becomes the size of points: the area grows with the value."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from embexplorer.core.color_codes import Codes, value_text
from embexplorer.core.column_values import is_numeric, numbers
from embexplorer.core.errors import UserError
from embexplorer.core.number_text import number_text
from embexplorer.core.typing import BoolArray, DoubleArray

LARGEST = 255  # code
LEAST = 1 / 16  # of the largest area: how the code 0 is drawn; the area grows evenly with the code
SAMPLES = (0.1, 0.4, 1.0)  # shares of the greatest value that the legend shows


@dataclass(frozen=True, kw_only=True, eq=False)
class Sizing:
    """`codes` are 0 to 255; a point's share of the largest area is `area_share` of its code.

    Where no value is below 0, the area is proportional to the value, else it grows evenly from the least to the
    greatest; nothing is drawn smaller than a sixteenth of the largest. `samples` are (code, value as text) for the
    legend, from small to large. The rows without a value are as small as the smallest; `missing` counts them.
    """

    title: str
    codes: Codes
    samples: tuple[tuple[int, str], ...]
    missing: int
    values: pa.ChunkedArray

    def text(self, row: int) -> str:
        """The value of this row as the user reads it, empty where there is none."""
        return value_text(self.values, row)


def size_by(name: str, column: pa.ChunkedArray | pa.Array) -> Sizing:
    """The sizes of a column; raises UserError for one that is not of numbers."""
    values = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    if not is_numeric(values.type):
        raise UserError(f"The column ‘{name}’ holds {values.type}, which has no size.", "Choose a column of numbers.")
    given = numbers(values)
    known = np.isfinite(given)
    missing = int(len(given) - np.count_nonzero(known))
    if missing == len(given):
        return Sizing(title=name, codes=np.zeros(len(given), np.uint8), samples=(), missing=missing, values=values)
    low, high = float(given[known].min()), float(given[known].max())
    start = min(low, 0.0) if low < 0 or high <= 0 else 0.0
    codes = _codes(given, known, start, high)
    return Sizing(title=name, codes=codes, samples=_samples(values.type, start, high), missing=missing, values=values)


def _codes(given: DoubleArray, known: BoolArray, start: float, high: float) -> Codes:
    width = high - start
    with np.errstate(invalid="ignore", over="ignore"):
        share = (given - start) / width if width > 0 else np.ones(len(given))
    share = np.clip(np.where(known, share, 0.0), 0.0, 1.0)
    coded: npt.NDArray[np.uint8] = (np.clip((share - LEAST) / (1 - LEAST), 0, 1) * LARGEST + 0.5).astype(np.uint8)
    return coded


def area_share(code: int) -> float:
    """The area of a point with this code, as a share of the largest."""
    return LEAST + (1 - LEAST) * code / LARGEST


def _code(share: float) -> int:
    return round(min(max((share - LEAST) / (1 - LEAST), 0.0), 1.0) * LARGEST)


def _samples(kind: pa.DataType, start: float, high: float) -> tuple[tuple[int, str], ...]:
    """Three values, round where that is possible, and the codes that they have."""
    width = high - start
    if not width > 0:
        return ((LARGEST, number_text(high)),)
    whole = pa.types.is_integer(kind)
    found = [_round(start + share * width, whole) if share < 1 else high for share in SAMPLES]
    inside = [value for value in dict.fromkeys(found) if start <= value <= high]
    return tuple((_code((value - start) / width), number_text(value)) for value in inside)


def _round(value: float, whole: bool) -> float:
    """The value to one significant figure."""
    rounded = float(f"{value:.0e}")
    return float(round(rounded) or 1) if whole else rounded
