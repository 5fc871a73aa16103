"""Count how the values of a column are spread, for the small drawings beside a value."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Step, param
from embexplorer.core.table import Table


@register
@dataclass(frozen=True, kw_only=True)
class Histogram(Step):
    """Count the values of a column in bins of equal width."""

    name = "histogram"
    kind = "probe"
    title = "Histogram"
    takes = ("space",)
    makes = Table
    libraries = ("numpy", "pyarrow")
    quick = True

    column: str = param("norm", "The column to count; it must hold numbers")
    bins: int = param(24, "How many bars", low=1, high=1000)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        space = inputs.the_space()
        report(0.0, f"Count {self.column}")
        if self.column not in space.columns.column_names:
            names = ", ".join(space.columns.column_names) or "none"
            raise UserError(f"{space.name} has no column ‘{self.column}’.", f"Its columns: {names}.")
        counts, edges = np.histogram(_numbers(space.columns[self.column], self.column), bins=self.bins)
        report(1.0, f"{int(counts.sum()):,} counted")
        return Table(
            name=f"{self.column} · {space.name}",
            columns=pa.table({"from": edges[:-1], "to": edges[1:], "count": counts}),
            caption=f"{self.column} · {space.name} · n = {int(counts.sum()):,}",
            form="bars",
        )


def _numbers(column: pa.ChunkedArray, name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    try:
        values = column.cast(pa.float64()).to_numpy()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as wrong:
        raise UserError(f"The column ‘{name}’ does not hold numbers.", "Choose another column.") from wrong
    finite: np.ndarray[tuple[int], np.dtype[np.float64]] = values[np.isfinite(values)]
    return finite
