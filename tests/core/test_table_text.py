"""Tables as TSV and CSV."""

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from embexplorer.core.table import Table
from embexplorer.core.table_text import left_out, to_csv, to_tsv, write_csv

TABLE = pa.table({"word": ["king", "=1+1"], "score": pa.array([0.768, None], pa.float32())})


def test_tsv_has_names_and_the_fewest_digits() -> None:
    assert to_tsv(TABLE) == "word\tscore\nking\t0.768\n=1+1\t\n"


def test_tsv_of_chosen_rows_keeps_their_order() -> None:
    assert to_tsv(TABLE, np.array([1, 0])) == "word\tscore\n=1+1\t\nking\t0.768\n"


def test_a_tab_within_a_word_does_not_break_a_line() -> None:
    assert to_tsv(pa.table({"word": ["a\tb\nc"]})) == "word\na b c\n"


def test_csv_keeps_words_as_they_are() -> None:
    assert to_csv(TABLE) == "word,score\r\nking,0.768\r\n=1+1,\r\n"


def test_csv_for_spreadsheets_disarms_formulas() -> None:
    assert to_csv(TABLE, spreadsheet_safe=True).splitlines()[2] == "'=1+1,"


def test_negative_numbers_are_no_formulas() -> None:
    assert to_csv(pa.table({"score": [-0.5]}), spreadsheet_safe=True) == "score\r\n-0.5\r\n"


@given(some.lists(some.text(some.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_what_is_written_is_read_back(tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "words.csv"

    write_csv(path, pa.table({"word": words, "place": range(len(words))}))

    with path.open(encoding="utf-8", newline="") as stream:
        assert [[word, str(place)] for place, word in enumerate(words)] == list(csv.reader(stream))[1:]


def test_what_is_left_out_is_named_with_near_spellings() -> None:
    note = "‘quene’ is not in this space. Did you mean ‘queen’?"
    table = Table(name="t", columns=TABLE, missing=("quene",), notes=("Another note.", note))

    assert f"Left out: {note}" == left_out(table)


def test_nothing_is_left_out_of_a_whole_answer() -> None:
    assert left_out(Table(name="t", columns=TABLE)) == ""


def test_of_many_missing_words_a_few_are_named() -> None:
    table = Table(name="t", columns=TABLE, missing=tuple("abcdefg"))

    assert left_out(table).endswith("‘a’, ‘b’, ‘c’, ‘d’, ‘e’ and 2 more.")
