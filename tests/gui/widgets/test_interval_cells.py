"""A number with its interval in a cell: where it lies on its scale, and what the tooltip says."""

import pyarrow as pa
import pytest
from PySide6.QtCore import Qt

from embexplorer.core.table import Table
from embexplorer.gui.widgets.geometry_columns import measure_columns
from embexplorer.gui.widgets.table_model import INTERVAL_ROLE, TableModel


@pytest.fixture
def model(qapp) -> TableModel:
    """A share, a number of dimensions of 50, and a skew without an end."""
    columns = pa.table(
        {
            "measure": ["share", "dimension", "skew"],
            "value": [0.25, 10.0, 2.0],
            "low": [0.2, 5.0, 1.6],
            "high": [0.3, 15.0, 2.4],
            "most": [1.0, 50.0, None],
            "says": ["", "", ""],
        }
    )
    model = TableModel()
    model.set_table(Table(name="measures", columns=columns), measure_columns())
    return model


@pytest.mark.parametrize(("row", "shares"), [(0, (0.2, 0.25, 0.3)), (1, (0.1, 0.2, 0.3)), (2, (1.6 / 3, 2 / 3, 0.8))])
def test_each_row_has_a_scale_of_its_own(model: TableModel, row: int, shares: tuple[float, ...]) -> None:
    assert pytest.approx(shares) == model.index(row, 1).data(INTERVAL_ROLE)


def test_the_tooltip_has_both_ends(model: TableModel) -> None:
    assert "0.200 to 0.300, 95 %" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_large_values_have_one_decimal(model: TableModel) -> None:
    assert ["0.250", "10.0", "2.000"] == [model.index(row, 1).data() for row in range(3)]
