"""Binary vectors of every writer become the same space, and a cut or lying file is refused at its byte."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import recognise
from embexplorer.core.space import EmbeddingSpace
from embexplorer.readers.word2vec_binary import Word2vecBinary
from tests.readers.conftest import BINARY, FRUIT, NUMBERS, Write

ROWS = [word.encode() + b" " + row.tobytes() for word, row in zip(FRUIT, NUMBERS, strict=True)]


def opened(path: Path, **parameters: object) -> EmbeddingSpace:
    return Word2vecBinary(path=path, **parameters).run(nothing)  # type: ignore[arg-type]


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        opened(path)
    return caught.value


@pytest.mark.parametrize(
    "content",
    [BINARY, b"3 3\n" + b"".join(row + b"\n" for row in ROWS), b"3 3\n\n" + b"\n".join(ROWS)],
    ids=["gensim", "the original program", "line ends before"],
)
@pytest.mark.parametrize("name", ["fruit.bin", "fruit.bin.gz", "fruit.txt"])
def test_rows_are_read_with_and_without_line_ends(write: Write, content: bytes, name: str) -> None:
    path = write(content, name)

    space = opened(path)

    assert recognise(path) is Word2vecBinary
    assert tuple(space.keys) == FRUIT
    assert np.array_equal(space.vectors, NUMBERS)
    assert space.notes == ()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # gensim's
def test_real_vectors_are_those_that_gensim_reads(shared_data: Path) -> None:
    path = shared_data / "vectors" / "glove.6B.50d.top5k.w2v.bin.gz"

    space = opened(path)

    oracle = KeyedVectors.load_word2vec_format(str(path), binary=True)
    assert list(space.keys) == oracle.index_to_key
    assert np.array_equal(space.vectors, oracle.vectors)


def test_what_gensim_writes_is_read(tmp_path: Path) -> None:
    vectors = KeyedVectors(3)
    vectors.add_vectors(list(FRUIT), NUMBERS)
    vectors.save_word2vec_format(str(tmp_path / "fruit.bin"), binary=True)

    space = opened(tmp_path / "fruit.bin")

    assert tuple(space.keys) == FRUIT
    assert np.array_equal(space.vectors, NUMBERS)


BROKEN = {
    "cut in a row": (BINARY[:-5], "byte 39: the file ends in row 3, expected 3 rows (from the header on line 1)"),
    "cut in a label": (BINARY[:41], "byte 39: the file ends in row 3"),
    "cut between rows": (BINARY[:39], "byte 39: the file ends in row 3"),
    "more than it says": (BINARY + b"kiwi ", "byte 56: 4 bytes or more follow the last row"),
    "fewer dimensions than it says": (BINARY.replace(b"3 3\n", b"3 9\n"), "byte 46: the file ends in row 2"),
    "a huge number of rows": (BINARY.replace(b"3 3\n", b"88888888888 3\n"), "byte 66: the file ends in row 4"),
    "a huge number of dimensions": (BINARY.replace(b"3 3\n", b"3 88888888888\n"), "line 1: 88888888888 dimensions"),
    "a label that is no text": (
        BINARY.replace(b"pear", b"\xff\xfear"),
        "row 2 at byte 22: the label ‘\\xff\\xfear’ is not",
    ),
    "no label": (BINARY.replace(b"pear ", b" "), "row 2 at byte 22: the label is empty"),
    "NaN": (BINARY.replace(NUMBERS[1:2, 1:2].tobytes(), b"\0\0\xc0\x7f"), "row 2 at byte 22: NaN in column 2"),
    "infinity": (
        BINARY.replace(NUMBERS[1:2, 1:2].tobytes(), b"\0\0\x80\x7f"),
        "row 2 at byte 22: infinity in column 2",
    ),
    "no label ends": (b"1 3\n" + b"\x01" * 9000, "byte 4: no label ends within 4,096 bytes"),
}


@pytest.mark.parametrize(("content", "sentence"), BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("name", ["fruit.bin", "fruit.bin.gz"])
def test_a_broken_file_is_refused_naming_file_byte_found_and_expected(
    write: Write, content: bytes, sentence: str, name: str
) -> None:
    path = write(content, name)

    error = refusal(path)

    assert error.message.startswith(f"{name}, {sentence}")
    assert error.hint


def test_whole_rows_of_a_cut_file_can_be_opened_with_a_note(write: Write) -> None:
    path = write(BINARY[:-5], "fruit.bin")

    space = opened(path, bad_rows="skip")

    assert list(space.keys) == ["apple", "pear"]
    assert space.notes[0].startswith("The file is not whole: fruit.bin, byte 39: the file ends in row 3, expected 3")


def test_a_file_of_many_blocks_is_read_in_order(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embexplorer.readers._binary_rows.BLOCK", 50)
    monkeypatch.setattr("embexplorer.readers._binary_rows.LONGEST_LABEL", 8)
    rows = np.arange(600, dtype=np.float32).reshape(200, 3)
    path = write(b"200 3\n" + b"".join(f"w{i} ".encode() + row.tobytes() for i, row in enumerate(rows)), "many.bin")

    space = opened(path)

    assert list(space.keys) == [f"w{row}" for row in range(200)]
    assert np.array_equal(space.vectors, rows)


def test_a_compressed_file_that_is_cut_off_is_refused(write: Write) -> None:
    random = np.random.default_rng(0).normal(size=(500, 3)).astype(np.float32)
    rows = b"".join(f"w{i} ".encode() + row.tobytes() for i, row in enumerate(random))
    path = write(b"")
    path.write_bytes(gzip.compress(b"500 3\n" + rows)[:4000])

    error = refusal(path)

    assert "the compressed data is cut off at byte 4,000" in error.message
