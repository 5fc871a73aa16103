"""Joining metadata by word."""

from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.metadata import Metadata

WORDS = ["king", "queen", "null", '"', "2000"]
SPACE = EmbeddingSpace(name="few", keys=Keys(WORDS), vectors=np.zeros((5, 2), np.float32))


def joined(path: Path, text: str, key: str = "") -> Table:
    path.write_text(text, encoding="utf-8")
    return Metadata(path=path, key=key).run(Inputs(space=SPACE))


def test_rows_follow_the_words_and_are_empty_where_the_file_has_none(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "kind,word\nroyal,queen\nmale,king\n")

    assert table.columns["kind"].to_pylist() == ["male", "royal", None, None, None]


def test_matches_are_counted(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "word,kind\nking,a\nking,b\ncat,c\n")

    assert table.facts == {"matched": 1, "unmatched": 1, "duplicates": 1, "lines": 3}


def test_the_first_of_several_lines_counts(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "word,kind\nking,a\nking,b\n")

    assert table.columns["kind"][0].as_py() == "a"


def test_a_tsv_needs_no_quotes(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.tsv", 'word\tkind\n"\tmark\nking\tman, old\n')

    assert table.columns["kind"].to_pylist() == ["man, old", None, None, "mark", None]


def test_null_is_a_word(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "word,kind\nnull,nothing\nking,man\n")

    assert table.columns["kind"].to_pylist()[2] == "nothing"


def test_numbers_can_be_words(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "year,kind\n2000,leap\n")

    assert table.columns["kind"].to_pylist()[4] == "leap"


def test_a_word_of_digits_keeps_its_zeros(tmp_path: Path) -> None:
    agents = EmbeddingSpace(name="agents", keys=Keys(["007", "7"]), vectors=np.zeros((2, 2), np.float32))
    (tmp_path / "m.csv").write_text("word,kind\n007,spy\n7,digit\n", encoding="utf-8")

    table = Metadata(path=tmp_path / "m.csv").run(Inputs(space=agents))

    assert table.columns["kind"].to_pylist() == ["spy", "digit"]


def test_the_key_can_be_said(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "word,other\nking,queen\n", key="other")

    assert table.columns["word"].to_pylist() == [None, "king", None, None, None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,x\n", "No column of the file holds words of this space"),
        ("word\nking\n", "has only the column ‘word’"),
        ("word,a,a\nking,1,2\n", "has two columns named ‘a’"),
        ("word,a\nking\n", "m.csv cannot be read as a table"),
        ("", "m.csv cannot be read as a table"),
    ],
)
def test_a_file_that_cannot_be_joined_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        joined(tmp_path / "m.csv", text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.csv does not exist"):
        Metadata(path=tmp_path / "none.csv").run(Inputs(space=SPACE))


def test_the_words_are_the_column_that_names_most_of_them_not_one_word_again_and_again(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "kind,word\nking,queen\nking,2000\nking,cat\n")

    assert table.notes[0] == "word"


def test_a_column_that_is_named_as_the_row_numbers_gets_a_number(tmp_path: Path) -> None:
    table = joined(tmp_path / "m.csv", "word,row\nqueen,7\nking,9\n")

    assert (["row", "row 2"], [9, 7, None, None, None]) == (
        table.columns.column_names,
        table.columns["row 2"].to_pylist(),
    )
