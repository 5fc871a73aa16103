"""What a training measured, as a table and back: one row a moment, one column a curve; what stays of the live view."""

from collections.abc import Sequence
from math import isfinite, nan

import pyarrow as pa

from embexplorer.core.report import Measured
from embexplorer.core.table import Table

EPOCH = "epoch"
NEAREST = "nearest to "  # begins the name of a column of lists: the neighbours of a watched word, best first


def table_of_log(log: Sequence[Measured], name: str = "Training log", caption: str = "") -> Table:
    """`epoch`, a column for every curve and one for every watched word; cells are empty where nothing was measured."""
    moments = sorted({measured.at for measured in log})
    columns = {EPOCH: pa.array(moments, pa.float64())}
    for number in dict.fromkeys(number for measured in log for number in measured.numbers):
        told = {one.at: float(one.numbers[number]) for one in log if isfinite(one.numbers.get(number, nan))}
        columns[number] = pa.array([told.get(at) for at in moments], pa.float64())
    for word in dict.fromkeys(word for measured in log for word in measured.lists):
        near = {one.at: list(one.lists[word]) for one in log if word in one.lists}
        columns[NEAREST + word] = pa.array([near.get(at) for at in moments], pa.list_(pa.string()))
    return Table(name=name, columns=pa.table(columns), caption=caption)


def is_log(table: Table) -> bool:
    """Whether a table is what a training measured."""
    return bool(table.columns.column_names[:1] == [EPOCH])


def log_of_table(table: Table) -> tuple[Measured, ...]:
    """What was measured, one value a moment; several of one moment have become one."""
    names = table.columns.column_names[1:]
    lists = [name for name in names if pa.types.is_list(table.columns[name].type)]
    return tuple(
        Measured(
            at=row[EPOCH],
            numbers={name: row[name] for name in names if name not in lists and row[name] is not None},
            lists={name.removeprefix(NEAREST): tuple(row[name]) for name in lists if row[name] is not None},
        )
        for row in table.columns.to_pylist()
    )
