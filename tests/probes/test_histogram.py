"""Counting how a column is spread."""

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.probes.histogram import Histogram

COLUMNS = pa.table({"size": [0.0, 1.0, 1.5, 4.0, None], "kind": list("abcde")})
SPACE = EmbeddingSpace(name="few", keys=Keys("vwxyz"), vectors=np.zeros((5, 2), np.float32), columns=COLUMNS)


def test_bins_are_of_equal_width_and_what_is_empty_is_not_counted() -> None:
    table = Histogram(column="size", bins=2).run(Inputs(space=SPACE))

    assert table.columns.to_pydict() == {"from": [0.0, 2.0], "to": [2.0, 4.0], "count": [3, 1]}


@pytest.mark.parametrize(("column", "said"), [("kind", "does not hold numbers"), ("height", "has no column ‘height’")])
def test_a_column_that_cannot_be_counted_is_named(column: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        Histogram(column=column).run(Inputs(space=SPACE))
