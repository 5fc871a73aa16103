"""What is nearly a text file of vectors: refused with the reason, or read and doubted aloud."""

import gzip
from pathlib import Path

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import reader_for, recognise
from embexplorer.core.space import EmbeddingSpace
from tests.readers.conftest import TEXT, Write

pytestmark = pytest.mark.usefixtures("way")


def opened(path: Path) -> EmbeddingSpace:
    space = reader_for(path).run(nothing)
    assert isinstance(space, EmbeddingSpace)
    return space


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        opened(path)
    return caught.value


REFUSED = {
    "old Macs": (TEXT.replace(b"\n", b"\r"), "carriage returns alone"),
    "a return inside": (TEXT.replace(b"9\n", b"9\n\rfig 1 2 3\n"), "line 5: a carriage return within the line"),
    "commas between": (TEXT.partition(b"\n")[2].replace(b" ", b", "), "parted by commas"),
    "decimal commas": (b"apple 1,0 2,5\npear 2,5 -3,1\n", "decimal commas"),
    "no labels": (b"1.5 2.5 3.5\n4.5 5.5 6.5\n", "‘1.5’ in place of a label"),
    "rows of two lengths": (b"a 1 2\nb 3 4\nc 5\nd 6\n", "line 3: 1 number, expected 2"),
    "a zero byte": (TEXT.replace(b"2.5", b"2\0"), "line 2: ‘2\\x00’ is not a number"),
    "rows beyond 64 bits": (TEXT.replace(b"3 3", b"9" * 30 + b" 3"), "expected " + "9" * 30),
    "UTF-16 without a mark": (TEXT.decode().encode("utf-16-le"), "UTF-16"),
    "compressed twice": (gzip.compress(gzip.compress(TEXT)), "compressed twice"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_nearly_text_is_refused_with_its_reason(write: Write, content: bytes, said: str) -> None:
    path = write(content)

    error = refusal(path)

    assert said in error.message


DOUBTED = {
    "numbers alone": (b"7 0.5 1.5\n1984 2.5 3.5\n", "Every label is a number"),
    "one number": (b"In the year 1984\nthere were 12\n", "a single number each"),
}


@pytest.mark.parametrize(("content", "said"), DOUBTED.values(), ids=DOUBTED.keys())
def test_a_doubtful_reading_is_told(write: Write, content: bytes, said: str) -> None:
    space = opened(write(content))

    assert said in " ".join(space.notes)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(write: Write) -> None:
    path = write(b"3 3\napple" + b" 1" * (1 << 21), "endless.txt.gz")

    error = refusal(path)

    assert error.message.startswith("endless.txt.gz, line 2: a line is longer than 1,048,768 bytes")


def test_a_first_line_without_end_is_named(write: Write) -> None:
    path = write(b"apple" + b" 1" * (1 << 20))

    with pytest.raises(UserError) as caught:
        recognise(path)

    assert "its first line is longer than 1,048,576 bytes" in caught.value.message


def test_a_name_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path / ("x" * 300))

    assert "name too long" in error.message


def test_a_field_of_very_many_digits_is_refused_at_once(write: Write) -> None:
    path = write(b"2 2\na 1 2\nb 3 " + b"1" * 1_000_000 + b"x\n")

    error = refusal(path)  # a pattern that tries every split of the digits would take hours

    assert error.message.startswith("fruit.txt, line 3: ‘111111111111111111111111111111…’ is not a number")
