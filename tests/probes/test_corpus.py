"""Looking at a corpus: its first documents, its counts and its frequency curve."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from embexplorer.cli import main
from embexplorer.core.corpus_look import CorpusLook, SeenDocument, SeenWord
from embexplorer.core.inputs import Inputs
from embexplorer.core.table import Table
from embexplorer.probes.corpus import LookAtCorpus, curve_ranks

LINES = "id,text\nx,The king and the queen\ny,the end\nz,the\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three documents with names."""
    (tmp_path / "lines.csv").write_text(LINES, encoding="utf-8")
    return tmp_path / "lines.csv"


def look(path: Path, **parameters: object) -> Table:
    """The table of this file."""
    return LookAtCorpus(path=path, **parameters).run(Inputs())  # type: ignore[arg-type]


def test_the_first_documents_are_shown_as_words(path: Path) -> None:
    seen = CorpusLook.from_table(look(path, first=2)).first

    assert seen == (
        SeenDocument(id="x", words=("the", "king", "and", "the", "queen"), length=5),
        SeenDocument(id="y", words=("the", "end"), length=2),
    )


def test_documents_without_names_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("one\ntwo\n", encoding="utf-8")

    assert [document.id for document in CorpusLook.from_table(look(tmp_path / "text.txt")).first] == ["1", "2"]


def test_a_long_document_is_shown_by_its_first_words_with_its_length(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("word " * 100, encoding="utf-8")

    (seen,) = CorpusLook.from_table(look(tmp_path / "text.txt")).first

    assert (len(seen.words), seen.length) == (60, 100)


def test_facts_count_documents_words_and_what_the_minimum_count_keeps(path: Path) -> None:
    table = look(path, min_count=2)

    assert table.facts == {
        "documents": 3, "words": 8, "different": 5, "vocabulary": 1, "covered": 0.5, "one_word_documents": 1,
        "min_count": 2,
    }  # fmt: skip


def test_the_curve_falls_from_the_most_frequent_word(path: Path) -> None:
    curve = CorpusLook.from_table(look(path)).curve

    assert curve[:2] == (SeenWord(word="the", rank=1, count=4), SeenWord(word="king", rank=2, count=1))


def test_a_minimum_count_that_leaves_no_word_is_told(path: Path) -> None:
    assert "No word occurs 5 times: ‘the’ occurs most, 4 times. Lower the minimum count." in look(path).notes


@pytest.mark.parametrize(("words", "points"), [(1, 1), (50, 50), (51, 51), (100, 100), (100_000, 250)])
def test_the_curve_has_the_first_ranks_and_the_last(words: int, points: int) -> None:
    ranks = curve_ranks(words).tolist()

    assert (ranks[: min(words, 50)], ranks[-1], ranks) == (
        list(range(1, min(words, 50) + 1)),
        words,
        sorted(set(ranks)),
    )
    assert points - 10 <= len(ranks) <= points


def test_a_look_survives_being_a_table(path: Path) -> None:
    table = look(path, min_count=1)

    assert CorpusLook.from_table(table).to_table() == table


def test_counts_of_a_real_text_are_those_of_counting(shared_data: Path) -> None:
    file = shared_data / "corpora/agnews_7600.tsv.gz"
    rows = gzip.decompress(file.read_bytes()).decode().lower().splitlines()[1:]
    ascii_rows = [row.split("\t")[2] for row in rows]
    plain = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
    the = Counter(word for row in ascii_rows for word in plain.findall(row))["the"]

    look_at = CorpusLook.from_table(look(file))

    assert (look_at.documents, look_at.curve[0]) == (7600, SeenWord(word="the", rank=1, count=the))


def test_the_command_prints_the_look_as_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["corpus", str(path), "--column", "text", "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert (status, answer["columns"]) == (0, ["kind", "label", "text", "rank", "count"])
    assert answer["rows"][0] == ["document", "x", "the king and the queen", 1, 5]
