"""A table prints as one JSON object without the hidden row ids, and comes back from its folder."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from embexplorer.core.table import Table


def answer() -> Table:
    columns = pa.table({"row": [4, 2], "word": ["king", "king"], "score": [0.5, 0.25]})
    return Table(name="neighbors", columns=columns, caption="cosine · n = 5", missing=("quene",), facts={"k": 2.0})


def test_json_has_columns_rows_caption_and_missing() -> None:
    assert answer().to_json() == {
        "columns": ["word", "score"],
        "rows": [["king", 0.5], ["king", 0.25]],
        "caption": "cosine · n = 5",
        "missing": ["quene"],
    }


def test_a_table_comes_back_from_its_folder(tmp_path: Path) -> None:
    opened = answer().save(tmp_path / "t")

    assert (opened.columns.to_pydict(), opened.facts) == (answer().columns.to_pydict(), {"k": 2.0})


def test_parts_of_an_answer_print_by_name_and_come_back_from_its_folder(tmp_path: Path) -> None:
    parts = {"score of each word": pa.table({"row": [1], "word": ["man"], "score": [0.5]})}

    opened = replace(answer(), parts=parts).save(tmp_path / "t")

    assert {"score of each word": {"columns": ["word", "score"], "rows": [["man", 0.5]]}} == opened.to_json()["parts"]
