"""Tables of text: which files are tables, which columns are text, and what is wrong with a broken one."""

import gzip
import io
import json
from collections.abc import Callable

import pyarrow as pa
import pytest
from pyarrow import parquet

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError

Read = Callable[..., Corpus]
ROWS = {"id": ["a", "b"], "text": ["the king rules", "the queen"], "year": [1900, 1901]}
WORDS = [["the", "king", "rules"], ["the", "queen"]]


def parquet_bytes(table: pa.Table) -> bytes:
    """The table as a Parquet file."""
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    return stream.getvalue()


CSV = b'id,text,year\na,"the king, rules",1900\nb,the queen,1901\n'
TSV = b"id\ttext\tyear\na\tthe king rules\t1900\nb\tthe queen\t1901\n"
JSONL = b'{"id": "a", "text": "the king rules", "year": 1900}\n\n{"id": "b", "text": "the queen", "year": 1901}\n'
JSON = json.dumps([{"id": "a", "text": "the king rules", "year": 1900}, {"id": "b", "text": "the queen", "year": 1901}])
FORMS = {
    "t.csv": CSV,
    "t.csv.gz": gzip.compress(CSV),
    "semicolons.csv": CSV.replace(b"king, rules", b"king rules").replace(b",", b";"),
    "t.tsv": TSV,
    "t.TSV.gz": gzip.compress(TSV),
    "windows.tsv": TSV.replace(b"\n", b"\r\n"),
    "t.jsonl": JSONL,
    "t.jsonl.gz": gzip.compress(JSONL),
    "t.json": JSON.encode(),
    "t.parquet": parquet_bytes(pa.table(ROWS)),
    "t.parquet.gz": gzip.compress(parquet_bytes(pa.table(ROWS))),
    "marked.csv": b"\xef\xbb\xbf" + CSV,
    "wide.tsv": TSV.decode().encode("utf-16"),
    "by content: tabs.txt": TSV,
    "by content: commas.txt": CSV,
    "by content: json.txt": JSONL,
    "by content: list.txt": JSON.encode(),
    "by content: parquet.bin": parquet_bytes(pa.table(ROWS)),
}


@pytest.mark.parametrize(("name", "content"), FORMS.items(), ids=FORMS.keys())
def test_a_table_gives_texts_ids_and_labels(read: Read, name: str, content: bytes) -> None:
    corpus = read(content, name)

    assert (corpus.documents, corpus.ids, corpus.columns.to_pydict()) == (WORDS, ("a", "b"), {"year": [1900, 1901]})


@pytest.mark.parametrize(
    "text",
    [
        "Hello, world\nGoodbye, moon\n",
        "Call me Ishmael.\tSome years ago\nnever mind\thow long\n",
        "text,more\nthis is, however, no table\n{}\n",
        "one\ttwo\nthree\n",
        '{"not": "closed"\nat all\n',
        "1\t2\n3\t4\n",
        "same\tsame\nthree\tfour\n",
        "text\n",
    ],
)
def test_text_that_is_not_surely_a_table_is_lines(read: Read, text: str) -> None:
    corpus = read(text, tokens="whitespace", lowercase=False)

    assert corpus.documents == [line.split() for line in text.splitlines() if line.strip()]


def test_a_named_column_makes_a_table_of_a_file_that_has_it(read: Read) -> None:
    corpus = read("a,b\none two,three\n", column="b")

    assert corpus.documents == [["three"]]


def test_asking_for_paragraphs_makes_text_of_what_only_looks_like_a_table(read: Read) -> None:
    corpus = read(TSV, documents="paragraphs")

    assert len(corpus) == 1


@pytest.mark.parametrize(
    ("columns", "chosen"),
    [
        ({"note": ["a much longer text"], "Sentence": ["x y"]}, "Sentence"),
        ({"title": ["x"], "story": ["a much longer text"]}, "story"),
        ({"gloss": ["x y"], "lemma": ["entity"]}, "gloss"),
        ({"text": [1], "words": ["a b"]}, "words"),
        ({"body": [["a"]], "words": ["a b"]}, "words"),
    ],
)
def test_the_text_is_the_column_that_says_so_or_the_longest(
    read: Read, columns: dict[str, list[object]], chosen: str
) -> None:
    corpus = read(parquet_bytes(pa.table(columns)), "t.parquet")

    assert corpus.notes[0].startswith(f"Text from the column ‘{chosen}’")


def test_only_the_labels_that_are_asked_for_are_kept(read: Read) -> None:
    corpus = read(b"text,a,b,c\nx y,1,2,3\n", "t.csv", label_columns=("c", "a"))

    assert corpus.columns.column_names == ["c", "a"]


def test_numbers_with_leading_zeros_stay_as_written_and_gaps_are_empty(read: Read) -> None:
    corpus = read(b"text,code,size,share\nx,007,1,0.5\ny,008,,1e3\n", "t.csv")

    assert corpus.columns.to_pydict() == {"code": ["007", "008"], "size": [1, None], "share": [0.5, 1000.0]}


def test_a_tsv_needs_no_quotes(read: Read) -> None:
    corpus = read(b'text\tn\n"the king\t1\nthe "queen"\t2\n', "t.tsv", tokens="whitespace")

    assert corpus.documents == [['"the', "king"], ["the", '"queen"']]


def test_a_tsv_that_clearly_quotes_is_unquoted(read: Read) -> None:
    corpus = read(b'n\ttext\n1\t"the ""king"""\n2\t"the\nqueen"\n', "t.tsv", tokens="whitespace")

    assert corpus.documents == [["the", '"king"'], ["the", "queen"]]


def test_a_cell_may_be_longer_than_csv_readers_allow(read: Read) -> None:
    corpus = read(b"id,text\n1," + b"word " * 60_000 + b"\n", "t.csv")

    assert len(corpus.tokens) == 60_000


def test_a_table_without_names_of_columns_loses_no_row(read: Read) -> None:
    corpus = read(b"1,the king\n2,the queen\n", "t.csv")

    assert corpus.documents == [["the", "king"], ["the", "queen"]]
    assert corpus.notes[0] == "The first line holds no names of columns, and was read as a row."


def test_mixed_values_of_json_become_text(read: Read) -> None:
    corpus = read(b'{"text": "a b", "x": 1}\n{"text": "c", "x": "one"}\n{"text": "d"}\n', "t.jsonl")

    assert corpus.columns.to_pydict() == {"x": ["1", "one", None]}


def test_nested_columns_are_left_out_of_the_labels_and_told(read: Read) -> None:
    corpus = read(parquet_bytes(pa.table({"text": ["a b"], "tags": [["x"]], "raw": [b"\0"]})), "t.parquet")

    assert corpus.columns.column_names == []
    assert "Columns that hold no labels were left out of the metadata: ‘tags’, ‘raw’." in corpus.notes


BROKEN = {
    "no such column": (CSV, "t.csv", {"column": "txet"}, "has no column ‘txet’. Did you mean ‘text’"),
    "no such id": (CSV, "t.csv", {"id_column": "x"}, "has no column ‘x’. It has: id, text, year"),
    "no such label": (CSV, "t.csv", {"label_columns": ("yaer",)}, "Did you mean ‘year’"),
    "too many": (b"a\tb\n1\t2\n3\t4\t5\n", "t.tsv", {}, "t.tsv, line 3: found 3 columns, expected 2"),
    "too few": (b'a,b\n1,"x\ny"\n\n3\n', "t.csv", {}, "t.csv, line 5: found 1 column, expected 2"),
    "not closed": (b'a,b\n1,2\n3,"x\n5,6\n', "t.csv", {}, "t.csv, line 3: a quotation mark is opened"),
    "header only": (b"a,b\n", "t.csv", {}, "t.csv has a line of column names and no other"),
    "twice": (b"a,a\n1,2\n", "t.csv", {}, "two columns named ‘a’"),
    "numbers": (b"a,b\n1,2\n", "t.csv", {}, "No column of t.csv holds text. It has: a .numbers., b .numbers."),
    "ids twice": (
        b"k,text\nx,a\nx,b\n",
        "t.csv",
        {"id_column": "k"},
        "‘x’ in the column ‘k’ names two documents, rows 1",
    ),
    "no id": (b"k,text\nx,a\n,b\n", "t.csv", {"id_column": "k"}, "row 2: the column ‘k’ is empty there"),
    "cut json": (JSONL[:-30], "t.jsonl", {}, "t.jsonl, line 3: found ‘.*’, expected a JSON object .Unterminated"),
    "no object": (b'"text"\n', "t.jsonl", {}, 'line 1: found ‘"text"’, expected a JSON object'),
    "no objects": (b"[1, 2]", "t.json", {}, "t.json, item 1: found ‘1’, expected a JSON object"),
    "deep": (b"[" * 100_000, "t.json", {}, "t.json, line 1: maximum recursion depth"),
    "no text": (b'{"text": ["a"]}\n', "t.jsonl", {}, "No column of t.jsonl holds text"),
    "lists": (b'{"text": ["a"]}\n', "t.jsonl", {"column": "text"}, "‘text’ of t.jsonl holds lists, expected text"),
    "objects": (b'{"a": {"b": 1}}\n', "t.jsonl", {"column": "a"}, "‘a’ of t.jsonl holds nested objects, expected text"),
    "whole numbers": (b'{"a": 1}\n', "t.jsonl", {"column": "a"}, "‘a’ of t.jsonl holds int64, expected text"),
    "no parquet": (b"hello\n", "t.parquet", {}, "t.parquet is no Parquet table"),
    "cut parquet": (FORMS["t.parquet"][:-30], "t.parquet", {}, "t.parquet is a damaged Parquet table"),
    "broken parquet": (b"PAR1" + bytes(99) + b"PAR1", "t.bin", {}, "t.bin is a damaged Parquet table"),
    "no letters": (FORMS["t.parquet"].replace(b"the queen", b"the qu\xe9en"), "t.parquet", {}, "is a damaged Parquet"),
    "two of a name": (
        parquet_bytes(pa.Table.from_arrays([pa.array(["a"])] * 2, names=["text", "text"])),
        "t.parquet",
        {},
        "t.parquet has two columns named ‘text’",
    ),
    "no rows": (parquet_bytes(pa.table(ROWS).slice(0, 0)), "t.parquet", {}, "without rows"),
}


@pytest.mark.parametrize(("content", "name", "parameters", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_table_is_one_sentence(
    read: Read, content: bytes, name: str, parameters: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said) as refused:
        read(content, name, **parameters)

    assert str(refused.value).count("\n") == 0
    assert refused.value.hint
