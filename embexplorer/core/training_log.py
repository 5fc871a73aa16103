"""The curves of a training as a table: one row a moment, one column a curve; what stays of the live view."""

from collections.abc import Sequence

import pyarrow as pa

from embexplorer.core.report import Measured
from embexplorer.core.table import Table

EPOCH = "epoch"


def table_of_log(log: Sequence[Measured], name: str = "Training log", caption: str = "") -> Table:
    """`epoch` and a column for every curve; empty cells where a curve was not measured."""
    names = list(dict.fromkeys(number for measured in log for number in measured.numbers))
    moments = sorted({measured.at for measured in log})
    cells: dict[str, dict[float, float]] = {number: {} for number in names}
    for measured in log:
        for number, value in measured.numbers.items():
            cells[number][measured.at] = float(value)
    columns = {number: pa.array([cells[number].get(at) for at in moments], pa.float64()) for number in names}
    return Table(name=name, columns=pa.table({EPOCH: pa.array(moments, pa.float64()), **columns}), caption=caption)
