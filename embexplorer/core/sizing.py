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

LARGEST = 255  # code; the code is proportional to the radius, so that its square is to the area
SAMPLES = (0.1, 0.4, 1.0)  # shares of the greatest value that the legend shows


@dataclass(frozen=True, kw_only=True, eq=False)
class Sizing:
    """`codes` (0 to 255) are proportional to the radius: equal steps of the value are equal steps of area.

    `samples` are (code, value as text) for the legend, from small to large. The rows without a value are drawn as small
    as the smallest; `missing` counts them. Where no value is below 0, the area is proportional to the value, else it
    grows from the least to the greatest.
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
    coded: npt.NDArray[np.uint8] = (np.sqrt(share) * LARGEST + 0.5).astype(np.uint8)
    return coded


def _samples(kind: pa.DataType, start: float, high: float) -> tuple[tuple[int, str], ...]:
    """Three values, round where that is possible, and the codes that they have."""
    width = high - start
    if not width > 0:
        return ((LARGEST, number_text(high)),)
    whole = pa.types.is_integer(kind)
    found = [_round(start + share * width, whole) if share < 1 else high for share in SAMPLES]
    inside = [value for value in dict.fromkeys(found) if start <= value <= high]
    return tuple((round(((value - start) / width) ** 0.5 * LARGEST), number_text(value)) for value in inside)


def _round(value: float, whole: bool) -> float:
    """The value to one significant figure."""
    rounded = float(f"{value:.0e}")
    return float(round(rounded)) if whole else rounded
