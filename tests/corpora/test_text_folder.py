"""A folder of texts: which files are read, what their documents are called, and what was skipped."""

import gzip
from pathlib import Path

import pytest

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files above, one in a subfolder."""
    place = tmp_path / "texts"
    (place / "old").mkdir(parents=True)
    (place / "b.txt").write_text("one two\n\nthree\n", encoding="utf-8")
    (place / "a.txt.gz").write_bytes(gzip.compress(b"four\n"))
    (place / "old" / "c.txt").write_text("five six\n", encoding="utf-8")
    return place


def read(folder: Path, documents: str = "files") -> Corpus:
    """The corpus of this folder."""
    return read_corpus(TextStep(path=folder, documents=documents))  # type: ignore[arg-type]


def test_a_file_is_a_document_named_by_its_path(folder: Path) -> None:
    corpus = read(folder)

    assert corpus.ids == ("a.txt.gz", "b.txt", "old/c.txt")
    assert corpus.documents == [["four"], ["one", "two", "three"], ["five", "six"]]


def test_the_subfolder_is_a_label(folder: Path) -> None:
    corpus = read(folder)

    assert corpus.columns.to_pydict() == {"folder": ["", "", "old"]}


def test_lines_of_the_files_may_be_documents_named_by_their_place(folder: Path) -> None:
    corpus = read(folder, "lines")

    assert corpus.ids == ("a.txt.gz:1", "b.txt:1", "b.txt:3", "old/c.txt:1")
    assert corpus.columns["file"].to_pylist() == ["a.txt.gz", "b.txt", "b.txt", "old/c.txt"]
    assert "Documents are the lines of the files; --documents files makes each file one." in corpus.notes


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (".hidden", b"x", "hidden"),
        ("d.bin", b"\x7fELF\0", "no text"),
        ("d.csv", b"a,b\n1,2\n", "a table"),
        ("d.txt", b"", "empty"),
        ("d.txt.gz", gzip.compress(b" \n", mtime=0), "empty"),
    ],
)
def test_what_is_skipped_is_told(folder: Path, name: str, content: bytes, why: str) -> None:
    (folder / name).write_bytes(content)

    corpus = read(folder)

    assert (len(corpus), corpus.notes[0]) == (3, f"1 file was skipped: {name} ({why}).")


def test_several_that_are_skipped_are_counted(folder: Path) -> None:
    (folder / ".one").write_bytes(b"x")
    (folder / "two.zip").write_bytes(b"PK\x03\x04\0\0")

    assert "2 files were skipped, such as .one (hidden)." in read(folder).notes


def test_the_encoding_of_a_file_is_told_with_its_name(folder: Path) -> None:
    (folder / "d.txt").write_bytes("schöne Bäume über Brücken\n".encode("cp1252"))

    assert "d.txt: Read as Windows-1252 (detected)." in read(folder).notes


def test_a_damaged_file_in_a_folder_is_refused_by_its_path(folder: Path) -> None:
    (folder / "old" / "d.txt.gz").write_bytes(gzip.compress(b"text " * 500)[:30])

    with pytest.raises(UserError, match=r"old/d\.txt\.gz is not whole"):
        read(folder)


def test_a_folder_without_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()

    with pytest.raises(UserError, match="The folder none holds no text"):
        read(tmp_path / "none")


def test_a_folder_of_other_things_is_refused_with_one_of_them(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG\r\n")

    with pytest.raises(UserError, match=r"The folder pictures holds no text file: its only file is a\.png \(no text\)"):
        read(tmp_path / "pictures")


def test_a_folder_has_no_columns(folder: Path) -> None:
    with pytest.raises(UserError, match="is a folder of texts, which has no column ‘text’"):
        read_corpus(TextStep(path=folder, column="text"))


def test_the_recipe_knows_the_files_that_may_hold_text(folder: Path) -> None:
    (folder / ".hidden").write_bytes(b"x")

    files = TextStep(path=folder).source_files()

    assert [path.relative_to(folder).as_posix() for path in files] == ["a.txt.gz", "b.txt", "old/c.txt"]
