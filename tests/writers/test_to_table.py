"""Rows leave with all that is known of them, and with what made them."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.writers.to_table import ToTable

PLACES = np.array([[0.5, 1.0], [np.nan, 2.0], [0.1, 3.0]], np.float32)
HUES = tuple(f"#0000{code:02x}" for code in range(256))
KIN = json.dumps({"name": "kin", "words": ["Mother", "uncle"]})


def space() -> EmbeddingSpace:
    columns = pa.table({"kind": ["x", "y", "x"], "x": [7, 8, 9]})
    return EmbeddingSpace(name="few", keys=Keys(["mother", "=1+2", "ros\u00e9"]), columns=columns,
                          vectors=np.eye(3, dtype=np.float32))  # fmt: skip


def inputs(rows: list[int] | None = None) -> Inputs:
    chosen = None if rows is None else np.array(rows, np.int64)
    return Inputs(space=space(), projection=Projection(name="PCA", coordinates=PLACES), rows=chosen)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_json(path: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return plain


def test_a_csv_file_has_words_columns_and_coordinates(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.csv").run(inputs())

    first = read_csv(tmp_path / "a.csv")[0]
    assert {"row": "0", "word": "mother", "kind": "x", "x": "7", "map x": "0.5", "y": "1.0"} == first


def test_columns_named_as_ours_are_written_with_a_number(tmp_path: Path) -> None:
    columns = pa.table({"word": ["a", "b", "c"], "row": [7, 8, 9]})

    ToTable(path=tmp_path / "a.csv").run(Inputs(space=replace(space(), columns=columns)))

    assert {"row": "0", "word": "mother", "word 2": "a", "row 2": "7"} == read_csv(tmp_path / "a.csv")[0]


def test_text_that_a_spreadsheet_would_run_is_made_safe_on_request(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.csv", spreadsheet_safe=True).run(inputs())

    assert "'=1+2" == read_csv(tmp_path / "a.csv")[1]["word"]


def test_text_is_left_as_it_is_without_that_request(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.csv").run(inputs())

    assert "=1+2" == read_csv(tmp_path / "a.csv")[1]["word"]


def test_the_recipe_stands_beside_a_csv_file(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.csv").run(inputs())

    assert "PCA" == read_json(tmp_path / "a.csv.recipe.json")["projection"]["name"]


def test_only_selected_rows_are_written_where_some_are_given(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.tsv").run(inputs([2]))

    lines = (tmp_path / "a.tsv").read_text(encoding="utf-8").splitlines()
    assert ["2\trosé\tx\t9\t0.1\t3.0"] == lines[1:]


def test_all_rows_may_say_whether_they_are_selected(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.parquet", mark_rows=True).run(inputs([2]))

    assert [False, False, True] == parquet.read_table(tmp_path / "a.parquet")["selected"].to_pylist()


def test_a_parquet_file_says_itself_what_made_it(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.parquet").run(inputs())

    told = json.loads(parquet.read_schema(tmp_path / "a.parquet").metadata[b"embexplorer"])
    assert "few" == told["space"]


def test_numbers_that_json_has_not_are_null(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.json", columns=False).run(inputs())

    plain = read_json(tmp_path / "a.json")
    assert [[0, "mother", 0.5, 1.0], [1, "=1+2", None, 2.0], [2, "rosé", 0.1, 3.0]] == plain["rows"]


def test_classes_and_colours_are_those_of_the_look(tmp_path: Path) -> None:
    look = json.dumps(Look(color_by="kind").to_json())

    ToTable(path=tmp_path / "a.parquet", look=look, colors=HUES).run(inputs())

    table = parquet.read_table(tmp_path / "a.parquet")
    assert ["x", "y", "x"] == table["class"].to_pylist()
    assert ["#000000", "#000001", "#000000"] == table["color"].to_pylist()


def test_a_named_set_is_a_column(tmp_path: Path) -> None:
    ToTable(path=tmp_path / "a.parquet", sets=(KIN,)).run(inputs())

    assert [True, False, False] == parquet.read_table(tmp_path / "a.parquet")["set: kin"].to_pylist()


def test_an_empty_selection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No row is selected"):
        ToTable(path=tmp_path / "a.csv").run(inputs([]))


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"‘a\.xlsx’"):
        ToTable(path=tmp_path / "a.xlsx").run(inputs())
