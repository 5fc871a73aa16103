"""Arrays of every number type become float32 rows; objects are never unpickled and sizes never believed."""

import gzip
import io
import pickle
import struct
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import recognise
from embexplorer.core.space import EmbeddingSpace
from embexplorer.readers.numpy_array import NumpyArray
from tests.readers.conftest import FRUIT, NUMBERS, Write


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def npy_saying(header: str, data: bytes = b"") -> bytes:
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def opened(path: Path, **parameters: object) -> EmbeddingSpace:
    return NumpyArray(path=path, **parameters).run(nothing)  # type: ignore[arg-type]


def refusal(path: Path, **parameters: object) -> UserError:
    with pytest.raises(UserError) as caught:
        opened(path, **parameters)
    return caught.value


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "<f2", "<f8", ">f8", "longdouble"])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("name", ["fruit.npy", "fruit.npy.gz", "fruit"])
def test_floats_of_every_kind_are_read(write: Write, dtype: str, order: str, name: str) -> None:
    path = write(npy(np.asarray(NUMBERS.astype(dtype), order=order)), name)

    space = opened(path)

    assert recognise(path) is NumpyArray
    assert space.vectors.dtype == np.float32
    assert np.array_equal(space.vectors, NUMBERS)


@pytest.mark.parametrize("dtype", ["i1", "u1", ">i2", "<i4", ">i8", "u8", "bool"])
def test_whole_numbers_of_every_kind_are_read(write: Write, dtype: str) -> None:
    numbers = np.array([[1, 0, 1], [0, 1, 1]]).astype(dtype)
    path = write(npy(numbers), "whole.npy")

    space = opened(path)

    assert np.array_equal(space.vectors, numbers.astype(np.float32))


def test_rounding_to_float32_is_said(write: Write) -> None:
    path = write(npy(NUMBERS.astype(np.float64)), "fruit.npy")

    space = opened(path)

    assert "Its float64 numbers were rounded to float32." in space.notes


@pytest.mark.parametrize("name", ["fruit.txt", "fruit.labels.txt", "labels.txt", "fruit.words.txt.gz"])
def test_labels_are_found_beside_the_array(write: Write, name: str) -> None:
    path = write(npy(NUMBERS), "fruit.npy")
    write("\ufeff" + "\r\n".join(FRUIT) + "\r\n", name)

    space = opened(path)

    assert tuple(space.keys) == FRUIT
    assert space.notes == ()


def test_labels_can_be_given(write: Write) -> None:
    path = write(npy(NUMBERS), "fruit.npy")
    write("a\nb\nc\n", "fruit.txt")
    labels = write("<s>\nfruit salad\n1\n", "other")

    space = opened(path, labels=labels)

    assert list(space.keys) == ["<s>", "fruit salad", "1"]
    assert NumpyArray(path=path, labels=labels).source_files() == (path, labels)


def test_without_labels_rows_are_called_by_their_number_and_that_is_said(write: Write) -> None:
    path = write(npy(NUMBERS), "fruit.npy")

    space = opened(path)

    assert list(space.keys) == ["0", "1", "2"]
    assert space.notes == ("No labels file was found beside fruit.npy: rows are called by their number, from 0.",)


def test_a_bad_row_takes_its_label_with_it(write: Write) -> None:
    numbers = NUMBERS.copy()
    numbers[1, 2] = np.nan
    path = write(npy(numbers), "fruit.npy")
    write("\n".join(FRUIT), "fruit.txt")

    space = opened(path, bad_rows="skip")

    assert list(space.keys) == ["apple", "plum"]
    assert space.notes == ("1 bad row was left out: fruit.npy, row 2: NaN in column 3, expected a finite number.",)


OBJECTS = np.array([[{}], [None]], dtype=object)
BROKEN = {
    "objects": (npy(OBJECTS), "fruit.npy is not loaded: it holds Python objects (a pickle), which could run code"),
    "too large a claim": (
        npy_saying("{'descr': '<f4', 'fortran_order': False, 'shape': (70000000, 1024), }\n", bytes(96)),
        "fruit.npy ends at byte 176, expected 286720000080 bytes (70000000 × 1024 numbers of 4 bytes)",
    ),
    "cut off": (npy(NUMBERS)[:-4], "fruit.npy ends at byte 160, expected 164 bytes (3 × 3 numbers of 4 bytes)"),
    "too long": (npy(NUMBERS) + b"more", "fruit.npy, row 4: 4 bytes or more follow the last row, expected 3 × 3"),
    "one dimension": (npy(NUMBERS[0]), "fruit.npy holds an array of 1 dimensions with the shape (3,), expected rows"),
    "three dimensions": (npy(NUMBERS[None]), "fruit.npy holds an array of 3 dimensions with the shape (1, 3, 3)"),
    "no rows": (npy(NUMBERS[:0]), "fruit.npy is empty: its shape is (0, 3)"),
    "no columns": (npy(NUMBERS[:, :0]), "fruit.npy is empty: its shape is (3, 0)"),
    "complex numbers": (npy(NUMBERS.astype(complex)), "fruit.npy holds values of type '<c16', expected numbers"),
    "text": (npy(np.array([["a", "b"]])), "fruit.npy holds values of type '<U1', expected numbers"),
    "records": (npy(np.zeros(3, "f4,f4")), "fruit.npy holds values of type [('f0', '<f4'), ('f1', '<f4')], expected"),
    "a number type that is none": (
        npy_saying("{'descr': '<q99', 'fortran_order': False, 'shape': (1, 1)}\n"),
        "fruit.npy has a damaged .npy header: the number type '<q99'",
    ),
    "code in the header": (npy_saying("__import__('os').getcwd()\n"), "fruit.npy has a damaged .npy header"),
    "brackets without end": (npy_saying("(" * 9000), "fruit.npy has a damaged .npy header: one that cannot be read"),
    "a negative shape": (
        npy_saying("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 4)}\n"),
        "fruit.npy has a damaged .npy header: the shape (-1, 4)",
    ),
    "other fields": (npy_saying("{'descr': '<f4'}\n"), "fruit.npy has a damaged .npy header: one with other fields"),
    "half a header": (npy(NUMBERS)[:40], "fruit.npy has a damaged .npy header: 118 bytes of header"),
    "only the magic": (b"\x93NUMPY", "fruit.npy has a damaged .npy header: version nothing"),
    "infinity": (npy(np.full((2, 2), np.inf)), "fruit.npy, row 1: infinity in"),
    "too large for float32": (npy(np.array([[1.0], [1e300]])), "fruit.npy, row 2: 1e+300 in column 1 is too large"),
}


@pytest.mark.parametrize(("content", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_array_is_refused_in_one_sentence(write: Write, content: bytes, sentence: str) -> None:
    path = write(content, "fruit.npy")

    error = refusal(path)

    assert error.message.startswith(sentence)
    assert error.hint


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_compressed_array_may_claim_what_it_likes(write: Write, order: str) -> None:
    header = f"{{'descr': '<f4', 'fortran_order': {order == 'F'}, 'shape': (70000000, 1024), }}\n"
    path = write(npy_saying(header, bytes(96)), "fruit.npy.gz")

    error = refusal(path)

    assert error.message.startswith("fruit.npy.gz, row 1: the file ends, expected 70000000 × 1024 numbers of 4 bytes")


def test_a_compressed_array_that_is_cut_off_is_refused(write: Write) -> None:
    path = write(b"", "fruit.npy.gz")
    whole = gzip.compress(npy(np.random.default_rng(0).normal(size=(100, 10))))
    path.write_bytes(whole[:3000])

    error = refusal(path)

    assert "the compressed data is cut off at byte 3,000" in error.message


def test_labels_of_another_length_are_refused(write: Write) -> None:
    path = write(npy(NUMBERS), "fruit.npy")
    labels = write("apple\npear\n", "fruit.txt")

    error = refusal(path, labels=labels)

    assert error.message == "fruit.txt has 2 labels, expected 3: one for each row of fruit.npy."


def test_an_empty_label_is_refused_with_its_row(write: Write) -> None:
    path = write(npy(NUMBERS), "fruit.npy")
    write("apple\n\nplum\n", "fruit.txt")

    error = refusal(path)

    assert error.message == "fruit.npy, row 2: the label is empty (fruit.txt)."


def test_a_pickle_inside_an_object_array_is_never_run(write: Write, tmp_path: Path) -> None:
    class Payload:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return exec, (f"open({str(tmp_path / 'CANARY')!r}, 'w').close()",)

    header = "{'descr': '|O', 'fortran_order': False, 'shape': (1, 1)}\n"
    path = write(npy_saying(header, pickle.dumps(Payload())), "payload.npy")

    refusal(path)

    assert not (tmp_path / "CANARY").exists()


STRANGE_HEADERS = {
    "no dictionary can hold a list": "{[]: 1}",
    "an order that is no truth": "{'descr': '<f4', 'fortran_order': 'no', 'shape': (3, 3)}",
    "a size that is no number": "{'descr': '<f4', 'fortran_order': False, 'shape': (True, 3)}",
    "what Python warns of": "{'descr': '\\d', 'fortran_order': False, 'shape': (3, 3)}",
}


@pytest.mark.parametrize("header", STRANGE_HEADERS.values(), ids=STRANGE_HEADERS.keys())
def test_a_strange_header_is_called_damaged(write: Write, header: str) -> None:
    text = header.encode().ljust(117) + b"\n"
    path = write(b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + bytes(36), "strange.npy")

    error = refusal(path)

    assert error.message.startswith("strange.npy has a damaged .npy header")
