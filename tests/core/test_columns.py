"""Which columns of a table are for reading."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.coloring import color_by, usual_column
from embexplorer.core.columns import automatic_columns, in_order_of_rows, readable
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.selected import facts_of, rows_table
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.table_text import to_csv, to_tsv

TWO = pa.table({"thumbnail": pa.array([b"\x89PNG", b"\xff"], pa.binary()), "label": ["bag", "coat"]})
every_kind_of_bytes = pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary(2)])


def space_of(columns: pa.Table) -> EmbeddingSpace:
    return EmbeddingSpace(name="two", keys=Keys(["a", "b"]), vectors=np.eye(2, dtype=np.float32), columns=columns)


@every_kind_of_bytes
def test_bytes_of_any_kind_are_not_for_reading(kind: pa.DataType) -> None:
    columns = pa.table({"picture": pa.array([b"ab"], kind), "label": ["bag"]})

    assert readable(columns).column_names == ["label"]


@every_kind_of_bytes
def test_bytes_of_any_kind_have_no_color(kind: pa.DataType) -> None:
    with pytest.raises(UserError, match="has no colour"):
        color_by("picture", pa.array([b"ab"], kind))


def test_a_table_without_bytes_is_readable_as_it_is() -> None:
    columns = pa.table({"label": ["bag"]})

    assert readable(columns) is columns


def test_a_map_is_colored_by_the_label_and_not_by_the_thumbnail() -> None:
    assert usual_column(TWO) == "label"


def test_csv_leaves_thumbnails_out() -> None:
    assert to_csv(TWO) == "label\r\nbag\r\ncoat\r\n"


def test_tsv_leaves_thumbnails_out() -> None:
    assert to_tsv(TWO) == "label\nbag\ncoat\n"


def test_a_selection_leaves_thumbnails_out() -> None:
    assert rows_table(space_of(TWO), np.array([1])).columns.column_names == ["row", "word", "label"]


def test_facts_of_a_row_leave_its_thumbnail_out() -> None:
    assert facts_of(space_of(TWO), 1) == {"label": "coat"}


def test_a_table_shows_no_bytes() -> None:
    assert Table(name="two", columns=TWO).to_json()["columns"] == ["label"]


def test_a_thumbnail_survives_saving(tmp_path: Path) -> None:
    saved = space_of(TWO).save(tmp_path / "space")

    assert saved.columns["thumbnail"].to_pylist() == [b"\x89PNG", b"\xff"]


def test_an_answer_is_put_into_the_order_of_the_space() -> None:
    answer = pa.table({"row": [2, 0, 1], "score": [0.3, 0.1, 0.2]})

    assert [0.1, 0.2, 0.3] == in_order_of_rows(answer, "score").to_pylist()


@pytest.mark.parametrize("size", [1e-44, 1e-30, 1.0, 1e25, 3.4e38])
def test_the_norm_of_a_row_is_finite_and_right_at_every_size(size: float) -> None:
    """Twelve numbers that float32 holds may be longer than it can say."""
    vectors = np.full((3, 12), size, np.float32)
    expected = np.linalg.norm(vectors.astype(np.float64), axis=1)

    found = automatic_columns(vectors)["norm"].to_numpy()

    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-45)


def test_the_norms_of_usual_rows_take_four_bytes_each() -> None:
    assert pa.float32() == automatic_columns(np.ones((3, 2), np.float32))["norm"].type
