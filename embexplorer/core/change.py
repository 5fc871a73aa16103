"""What a transform does to every row alike, and so to new input too: shift, matrix, unit length, rounding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, FloatArray

BLOCK_NUMBERS = 1 << 20  # float64 numbers held at once
ARRAYS = ("less", "matrix", "plus", "low", "step")
LEVELS = 255  # the greatest of the numbers that one byte can be


@dataclass(frozen=True, kw_only=True)
class Change:
    """In this order, each where it is given; computed in float64, float32 in the end.

    `less` (d) is taken away, the row is multiplied by `matrix` (d × e), `plus` (e) is added, the row is brought to
    `unit` length (a zero row stays zero), and it is rounded: to the nearest of the 256 values `low` + i · `step` of
    each dimension (e each; what lies beyond them goes to the first or the last), or by `signs` to 1 above zero and −1.
    """

    less: DoubleArray | None = None
    matrix: DoubleArray | None = None
    plus: DoubleArray | None = None
    unit: bool = False
    low: DoubleArray | None = None
    step: DoubleArray | None = None
    signs: bool = False

    def of(self, vectors: FloatArray, report: Report = ignore) -> FloatArray:
        """The changed rows: n × e, a new array."""
        from threadpoolctl import threadpool_limits

        width = vectors.shape[1] if self.matrix is None else self.matrix.shape[1]
        answer = np.empty((len(vectors), width), np.float32)
        step = max(1, BLOCK_NUMBERS // max(1, vectors.shape[1], width))
        with threadpool_limits(limits=1, user_api="blas"):  # the sums then have one order on every run
            for start in range(0, len(vectors), step):
                report(start / len(vectors), f"Changing {start:,} of {len(vectors):,} rows")
                with np.errstate(over="ignore"):  # what is too large for float32 is told by who asked
                    answer[start : start + step] = self._block(np.asarray(vectors[start : start + step], np.float64))
        return answer

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """The arrays it consists of, by name, to be kept."""
        held = {name: getattr(self, name) for name in ARRAYS}
        return {prefix + name: np.ascontiguousarray(array) for name, array in held.items() if array is not None}

    def to_json(self) -> dict[str, bool]:
        """All but the arrays."""
        return {"unit": self.unit, "signs": self.signs}

    @staticmethod
    def kept(plain: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]], prefix: str) -> "Change":
        """The inverse of `to_json` and `arrays`."""
        there = set(arrays)
        held = {name: np.asarray(arrays[prefix + name]) for name in ARRAYS if prefix + name in there}
        return Change(unit=bool(plain["unit"]), signs=bool(plain["signs"]), **held)

    def _block(self, rows: DoubleArray) -> DoubleArray:
        if self.less is not None:
            rows = rows - self.less
        if self.matrix is not None:
            rows = rows @ self.matrix
        if self.plus is not None:
            rows = rows + self.plus
        return self._rounded(unit_rows(rows) if self.unit else rows)

    def _rounded(self, rows: DoubleArray) -> DoubleArray:
        if self.signs:
            return np.where(rows > 0, 1.0, -1.0)
        if self.low is None or self.step is None:
            return rows
        steps = np.rint((rows - self.low) / np.where(self.step > 0, self.step, 1))
        return np.asarray(self.low + self.step * np.clip(steps, 0, LEVELS), np.float64)


def unit_rows(rows: DoubleArray) -> DoubleArray:
    """The rows at length 1; a zero row stays zero."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1)[:, None])
