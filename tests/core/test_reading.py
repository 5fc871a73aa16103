"""The kind of a file is seen by its content, and what is of another kind is named."""

import pickle
import zipfile
from pathlib import Path

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.perform import perform
from embexplorer.core.preview import Preview, preview_from_table, table_of
from embexplorer.core.reading import read_head, reader_for, recognise
from embexplorer.core.registry import steps
from embexplorer.core.table import Table
from embexplorer.probes.preview import PreviewFile

TEXT = b"2 2\nfig 1 2\nlime 3 4\n"


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        recognise(path)
    return caught.value


@pytest.mark.parametrize("name", ["fig.txt", "fig.npy", "fig.bin", "fig.tsv", "fig", "fig.vec.gz"])
def test_the_name_does_not_decide(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TEXT)

    assert recognise(tmp_path / name).name == "word2vec-text"


FOREIGN = {
    "a web page": (b"<!DOCTYPE html>\n<html>", "is a web page (HTML)"),
    "a web page after a mark": (b"\xef\xbb\xbf\n <HTML>", "is a web page (HTML)"),
    "a pickle": (pickle.dumps({"a": 1}), "is not loaded: it is a pickle"),
    "an old pickle": (pickle.dumps({"a": 1}, 0), "is not loaded: it is a pickle"),
    "a first pickle protocol": (pickle.dumps({"a": 1}, 1), "is not loaded: it is a pickle"),
    "safetensors": (b'\x40\0\0\0\0\0\0\0{"emb":{"dtype":"F32"}}', "is a safetensors file"),
    "parquet": (b"PAR1\x15\x04", "is a Parquet table"),
    "a fastText model": (b"\xba\x16\x4f\x2f\x0c\0\0\0", "is a fastText .bin model"),
    "HDF5": (b"\x89HDF\r\n\x1a\n", "is an HDF5 file"),
    "JSON": (b'{"king": [0.1, 0.2]}', "is JSON"),
    "UTF-16": ("king 1 2\n".encode("utf-16"), "is text in UTF-16"),
    "bzip2": (b"BZh91AY", "is compressed by another program than gzip"),
    "a picture": (b"\x89PNG\r\n", "is a picture or document"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\n", "is a Git LFS pointer"),
    "prose": (b"It was the best of times,\nit was the worst of times,\n", "begins with ‘It was the best of times,’"),
    "comma-separated": (b"fig,1,2\nlime,3,4\n", "is text whose numbers are parted by commas"),
    "random bytes": (b"\x00\x01\x02\x03\x04", "begins with the bytes 00 01 02 03 04"),
    "an empty file": (b"", "is empty: it holds 0 bytes"),
}


@pytest.mark.parametrize(("content", "sentence"), FOREIGN.values(), ids=FOREIGN.keys())
def test_a_file_of_another_kind_is_named(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "words.vec"
    path.write_bytes(content)

    error = refusal(path)

    assert error.message.startswith("words.vec")
    assert sentence in error.message
    assert error.hint


def test_an_archive_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "words.vec", "w") as archive:
        archive.writestr("../outside.txt", "x")

    assert "is a zip archive" in refusal(tmp_path / "words.vec").message


@pytest.mark.parametrize("reader", sorted(set(steps("reader")) - {"space-folder"}))
def test_a_reader_that_was_chosen_refuses_a_pickle_too(tmp_path: Path, reader: str) -> None:
    path = tmp_path / "words.kv"
    path.write_bytes(pickle.dumps({"a": 1}))

    with pytest.raises(UserError, match="it is a pickle"):
        steps("reader")[reader](path=path).run(nothing)  # type: ignore[call-arg]


@pytest.mark.parametrize("reader", sorted(set(steps("reader")) - {"space-folder"}))
@pytest.mark.parametrize("content", [TEXT, b"\x93NUMPY\x01\0", b"fig\n", b"7\t8\n", b"\0\0\0\0"])
def test_a_reader_that_was_chosen_wrongly_says_one_sentence_or_reads(
    tmp_path: Path, reader: str, content: bytes
) -> None:
    path = tmp_path / "words.vec"
    path.write_bytes(content)
    step = steps("reader")[reader](path=path)  # type: ignore[call-arg]

    message = ""
    try:
        step.run(nothing)
    except UserError as error:
        message = error.message

    assert not message or "words.vec" in message


@pytest.mark.parametrize("label", ["<html>", '{"', "[[", "<s>", "%PDF", "PAR1"])
def test_a_label_may_look_like_another_kind(tmp_path: Path, label: str) -> None:
    path = tmp_path / "words.vec"
    path.write_text(f"1 2\n{label} 1 2\n")

    assert recognise(path).name == "word2vec-text"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.vec").message.startswith("missing.vec was not found in")


def test_the_head_is_unpacked_and_knows_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "words.vec"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n"))

    head = read_head(path)

    assert head.lines == [b"2 2", b"fig 1 2", b"lime 3 4"]
    assert head.whole


def test_a_preview_survives_the_way_through_a_table(tmp_path: Path) -> None:
    preview = Preview(
        path=tmp_path / "a.txt",
        kind_title="Text",
        reader="word2vec-text",
        rows=3,
        dimensions=2,
        file_bytes=10,
        memory_bytes=20,
        first_labels=("<s>", "‘"),
        notes=("One.",),
    )
    table_of(preview).save(tmp_path / "table")

    assert preview_from_table(Table.open(tmp_path / "table")) == preview


def test_the_preview_step_looks_at_any_file(tmp_path: Path) -> None:
    path = tmp_path / "words"
    path.write_bytes(TEXT)

    table = perform(PreviewFile(path=path), nothing)

    assert isinstance(table, Table)
    preview = preview_from_table(table)
    assert (preview.reader, preview.rows, preview.dimensions) == ("word2vec-text", 2, 2)


def test_a_reader_is_made_with_parameters(tmp_path: Path) -> None:
    path = tmp_path / "words"
    path.write_bytes(TEXT)

    step = reader_for(path, take="first", count=1)

    assert step.run(nothing).rows == 1  # type: ignore[union-attr]


def test_an_unknown_parameter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words"
    path.write_bytes(TEXT)

    with pytest.raises(UserError, match="word2vec-text has no parameter ‘labels’"):
        reader_for(path, labels=path)
