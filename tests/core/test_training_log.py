"""What a training measured can be kept as a table and read back."""

from pathlib import Path

from embexplorer.core.report import Measured
from embexplorer.core.table import Table
from embexplorer.core.table_text import to_csv
from embexplorer.core.training_log import is_log, log_of_table, table_of_log

LOG = (
    Measured(at=0.5, numbers={"loss": 3.0}, lists={"king": ("queen", "lord, the")}),
    Measured(at=1.0, numbers={"loss": 2.5, "wordsim353": 0.25}),
)


def test_a_log_is_read_back_from_its_folder(tmp_path: Path) -> None:
    saved = table_of_log(LOG).save(tmp_path / "log")

    assert LOG == log_of_table(Table.open(saved.folder))


def test_two_measurements_of_one_moment_become_one() -> None:
    log = (Measured(at=1.0, numbers={"loss": 2.0}), Measured(at=1.0, lists={"king": ("queen",)}))

    assert (Measured(at=1.0, numbers={"loss": 2.0}, lists={"king": ("queen",)}),) == log_of_table(table_of_log(log))


def test_neighbours_are_words_with_commas_in_a_csv_file() -> None:
    table = table_of_log([Measured(at=1.0, lists={"king": ("queen", "lord")})])

    assert 'epoch,nearest to king\r\n1.0,"queen, lord"\r\n' == to_csv(table.columns)


def test_a_log_is_told_from_other_tables() -> None:
    import pyarrow as pa

    assert (True, False) == (is_log(table_of_log(LOG)), is_log(Table(name="x", columns=pa.table({"word": ["a"]}))))
