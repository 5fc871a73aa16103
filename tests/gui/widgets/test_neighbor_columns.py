"""Which columns of a table of neighbours are shown."""

import pyarrow as pa

from embexplorer.core.table import Table
from embexplorer.gui.widgets.neighbor_columns import narrow_columns, neighbor_columns, spoken


def answer(**more: list[float | None]) -> Table:
    columns = {"word": ["king", "king"], "neighbor": ["queen", "prince"], "score": [0.8, 0.7], **more}
    return Table(name="Neighbours", columns=pa.table(columns))


def test_a_family_adds_the_range_behind_the_score() -> None:
    table = spoken(answer(low=[0.744, None], high=[0.79, None]))

    assert ["neighbor", "score", "range"] == [column.name for column in neighbor_columns(table, with_word=False)]
    assert ["0.74–0.79", None] == table.columns["range"].to_pylist()


def test_a_range_below_nought_has_a_true_minus() -> None:
    table = spoken(answer(low=[-0.2, -0.1], high=[-0.1, 0.1]))

    assert ["−0.20–−0.10", "−0.10–0.10"] == table.columns["range"].to_pylist()


def test_without_a_family_the_table_stays_as_it_is() -> None:
    table = answer()

    assert spoken(table) is table
    assert "range" not in [column.name for column in neighbor_columns(table, with_word=True)]


def test_a_dock_has_bars_only_where_there_is_no_range() -> None:
    ranged, plain = spoken(answer(low=[0.7, 0.6], high=[0.9, 0.8])), answer()

    assert [False, True] == [any(column.bar for column in narrow_columns(table)) for table in (ranged, plain)]
