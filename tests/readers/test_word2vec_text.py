"""Text of every common layout becomes the same space, and what is wrong with a file is said in one sentence."""

import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import recognise
from embexplorer.core.space import EmbeddingSpace
from embexplorer.readers.word2vec_text import Word2vecText
from tests.readers.conftest import FRUIT, NUMBERS, TEXT, Write

pytestmark = pytest.mark.usefixtures("way")


def opened(path: Path, **parameters: object) -> EmbeddingSpace:
    return Word2vecText(path=path, **parameters).run(nothing)  # type: ignore[arg-type]


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        opened(path)
    return caught.value


LAYOUTS = {
    "header": TEXT,
    "no header (GloVe)": TEXT.partition(b"\n")[2],
    "byte order mark": b"\xef\xbb\xbf" + TEXT,
    "byte order mark without header": b"\xef\xbb\xbf" + TEXT.partition(b"\n")[2],
    "Windows line ends": TEXT.replace(b"\n", b"\r\n"),
    "tabs": TEXT.replace(b" ", b"\t"),
    "tabs below a header with a space": b"3 3\n" + TEXT.partition(b"\n")[2].replace(b" ", b"\t"),
    "label, tab, numbers with spaces": b"3 3\napple\t1 2.5 -3\npear\t0.25 -0.5 4\nplum\t7 8 9\n",
    "space at the end of lines": TEXT.replace(b"\n", b" \n"),
    "several spaces": TEXT.replace(b" ", b"  "),
    "exponents and signs": b"3 3\napple +1e0 25E-1 -.3e+1\npear 2.5e-1 -5.e-1 4.\nplum 7 8.000 009\n",
}


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("name", ["fruit.txt", "fruit.vec.gz"])
def test_every_layout_gives_the_same_space(write: Write, content: bytes, name: str) -> None:
    path = write(content, name)

    space = opened(path)

    assert recognise(path) is Word2vecText
    assert tuple(space.keys) == FRUIT
    assert np.array_equal(space.vectors, NUMBERS)
    assert space.notes == ()


UNFINISHED = "The last line has no line end: if the file was cut off there, its last number may be too short."
TOLD = {
    "no line end at the end": (TEXT.rstrip(b"\n"), UNFINISHED),
    "blank lines at the end": (TEXT + b"\n\n", "2 blank lines were passed over."),
    "blank line inside": (TEXT.replace(b"plum", b"\nplum"), "1 blank line was passed over."),
}


@pytest.mark.parametrize(("content", "note"), TOLD.values(), ids=TOLD.keys())
def test_an_odd_layout_is_read_and_told(write: Write, content: bytes, note: str) -> None:
    space = opened(write(content))

    assert np.array_equal(space.vectors, NUMBERS)
    assert space.notes == (note,)


ODD = [
    "fruit salad",
    "piña",
    "<i>",
    "N/A",
    "7up",
    "a\u00a0b",
    "=SUM(A1:A9)",
    '"',
    "'s",
    "1984",
    "nan",
    "\u2028",
    "</s>",
]


def test_labels_with_spaces_markup_and_quotes_are_kept_between_tabs(write: Write) -> None:
    path = write(f"{len(ODD)} 2\n" + "".join(f"{label}\t{row}\t0.5\n" for row, label in enumerate(ODD)))

    space = opened(path)

    assert list(space.keys) == ODD
    assert space.vectors[:, 0].tolist() == list(range(len(ODD)))


def test_labels_with_spaces_are_kept_between_spaces(write: Write) -> None:
    labels = [". . .", "at name@domain.com", "7 up", "fruit salad", '"', "a\u00a0b", "1984", "x  y"]
    path = write("".join(f"{label} {row} 0.5 -1\n" for row, label in enumerate(labels)))

    space = opened(path)

    assert list(space.keys) == labels
    assert space.vectors[:, 0].tolist() == list(range(len(labels)))


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # gensim's
@pytest.mark.parametrize("name", ["glove.6B.50d.top5k.glove.txt.gz", "glove.6B.100d.top30k-plus.w2v.txt.gz"])
def test_real_vectors_are_those_that_gensim_reads(shared_data: Path, name: str) -> None:
    path = shared_data / "vectors" / name

    space = opened(path, take="first", count=5000)

    oracle = KeyedVectors.load_word2vec_format(str(path), no_header=".glove." in name, limit=5000)
    assert list(space.keys) == oracle.index_to_key
    assert np.array_equal(space.vectors, oracle.vectors)


BROKEN = {
    "a short row": (TEXT.replace(b"pear 0.25 -0.5 4", b"pear 0.25"), "line 3: 1 number, expected 3 (from the header"),
    "a long row": (TEXT.replace(b"-0.5 4", b"-0.5 4 4"), "line 3: 4 numbers, expected 3 (from the header on line 1)"),
    "a label alone": (TEXT.replace(b"pear 0.25 -0.5 4", b"pear"), "line 3: 0 numbers, expected 3"),
    "NaN": (TEXT.replace(b"-0.5", b"NaN"), "line 3: ‘NaN’ in column 2, expected a finite number"),
    "infinity": (TEXT.replace(b"-0.5", b"-inf"), "line 3: ‘-inf’ in column 2, expected a finite number"),
    "too large": (TEXT.replace(b"-0.5", b"1e39"), "line 3: ‘1e39’ in column 2 is too large"),
    "not a number": (TEXT.replace(b"-0.5", b"0,5"), "line 3: ‘0,5’ is not a number"),
    "an underscore": (TEXT.replace(b"-0.5", b"1_0"), "line 3: ‘1_0’ is not a number"),
    "hexadecimal": (TEXT.replace(b"-0.5", b"0x1p3"), "line 3: ‘0x1p3’ is not a number"),
    "no label": (TEXT.replace(b"pear", b""), "line 3: no label before the numbers"),
    "not UTF-8": (TEXT.replace(b"pear", b"p\xe9ar"), "line 3: the label ‘p\\xe9ar’ is not UTF-8 text (byte 0xE9)"),
    "too few rows": (TEXT.replace(b"3 3", b"5 3"), "line 5: the file ends after 3 rows, expected 5 (from the header"),
    "too many rows": (TEXT.replace(b"3 3", b"2 3"), "line 5: the file ends after 3 rows, expected 2 (from the header"),
    "a header of other rows": (TEXT.replace(b"3 3", b"3 4"), "line 2: 3 numbers, expected 4 (from the header"),
    "a huge header": (TEXT.replace(b"3 3", b"88888888888 512"), "line 2: 3 numbers, expected 512 (from the header"),
    "impossible rows": (TEXT.replace(b"3 3", b"3 88888888888"), "line 1: 88888888888 dimensions, expected 1 to"),
    "no dimensions": (TEXT.replace(b"3 3", b"3 0"), "line 1: 0 dimensions, expected 1 to"),
    "only a header": (b"3 3\n", "line 2: the file ends after 0 rows, expected 3"),
    "a short row without header": (b"a 1 2\nb 1\nc 1 2\nd 1 2\n", "line 2: 1 number, expected 2 (as in the lines"),
}


@pytest.mark.parametrize(("content", "sentence"), BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("name", ["fruit.txt", "fruit.txt.gz"])
def test_a_broken_file_is_refused_naming_file_line_found_and_expected(
    write: Write, content: bytes, sentence: str, name: str
) -> None:
    path = write(content, name)

    error = refusal(path)

    assert error.message.startswith(f"{name}, {sentence}")
    assert error.hint


def test_bad_rows_are_left_out_with_their_number_when_that_is_wished(write: Write) -> None:
    path = write(TEXT.replace(b"-0.5", b"nan").replace(b"3 3", b"4 3") + b"fig 1\n")

    space = opened(path, bad_rows="skip")

    assert list(space.keys) == ["apple", "plum"]
    assert space.columns["rank"].to_pylist() == [1, 3]
    assert space.notes == (
        "2 bad rows were left out, the first: fruit.txt, line 3: ‘nan’ in column 2, expected a finite number.",
    )


def test_a_file_that_ends_early_can_be_opened_with_a_note(write: Write) -> None:
    path = write(TEXT.replace(b"3 3", b"9 3"))

    space = opened(path, bad_rows="skip")

    assert space.rows == 3
    assert space.notes[0].startswith("The file is not whole: fruit.txt, line 5: the file ends after 3 rows, expected 9")


def test_of_duplicates_the_first_wins_and_they_are_counted(write: Write) -> None:
    path = write("5 2\nfig 1 1\nlime 2 2\nfig 3 3\nplum 4 4\nlime 5 5\n")

    space = opened(path)

    assert list(space.keys) == ["fig", "lime", "plum"]
    assert space.vectors.tolist() == [[1, 1], [2, 2], [4, 4]]
    assert space.columns["rank"].to_pylist() == [1, 2, 4]
    assert "2 duplicates were left out, such as the second ‘fig’" in space.notes[0]


def test_zero_rows_and_equal_rows_are_noted(write: Write) -> None:
    zeros = opened(write("a 0 0 0\nb 1 2 3\n", "zeros.txt"))
    equal = opened(write("a 1 2 3\nb 1 2 3\n", "equal.txt"))

    assert zeros.notes == ("1 row is all zeros.",)
    assert equal.notes == ("All rows are the same vector.",)


def test_a_last_line_without_its_end_is_noted_where_no_header_counts_the_rows(write: Write) -> None:
    path = write("a 1 2\nb 3 4.5")

    space = opened(path)

    assert space.vectors[1].tolist() == [3, 4.5]
    assert space.notes == (
        "The last line has no line end: if the file was cut off there, its last number may be too short.",
    )


def test_the_first_rows_are_taken_without_reading_the_rest(write: Write) -> None:
    path = write(TEXT.replace(b"8 9", b"8 oops"))

    space = opened(path, take="first", count=2)

    assert list(space.keys) == ["apple", "pear"]
    assert space.notes == ("Only the first 2 rows were taken from fruit.txt; the rest was not read.",)


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_the_order(write: Write) -> None:
    path = write("".join(f"w{row} {row} 1 2\n" for row in range(1000)))

    first, again, other = (opened(path, take="sample", count=50, seed=seed) for seed in (3, 3, 4))

    assert list(first.keys) == list(again.keys)
    assert list(first.keys) != list(other.keys)
    assert [f"w{int(row)}" for row in first.vectors[:, 0]] == list(first.keys)
    assert np.all(np.diff(first.vectors[:, 0]) > 0)
    assert first.notes == ("A sample of 50 of the 1,000 rows of fruit.txt (seed 3) was taken.",)


def test_a_file_of_many_blocks_is_read_in_order(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embexplorer.readers._text_rows.BLOCK", 97)
    path = write("".join(f"w{row} {row} {-row} 0.5\n" for row in range(500)) + "bad 1 oops 2\n")

    error = refusal(path)
    space = opened(path, bad_rows="skip")

    assert error.message.startswith("fruit.txt, line 501: ‘oops’ is not a number")
    assert list(space.keys) == [f"w{row}" for row in range(500)]
    assert space.vectors[:, 1].tolist() == [-row for row in range(500)]


def test_a_compressed_file_that_is_cut_off_is_refused_with_the_rows_before(write: Write) -> None:
    whole = gzip.compress("".join(f"w{row} {row * 0.37} 1 2\n" for row in range(2000)).encode())
    path = write(b"")
    path.write_bytes(whole[: len(whole) // 2])

    error = refusal(path)
    space = opened(path, bad_rows="skip")

    assert f"the compressed data is cut off at byte {len(whole) // 2:,}" in error.message
    assert 100 < space.rows < 2000
    assert f"{space.rows:,} complete rows before it" in error.hint


def test_the_preview_counts_what_is_odd_without_refusing(write: Write) -> None:
    path = write("6 2\nfig 1 1\nlime 0 0\nfig 3 3\nplum nan 4\nkiwi 1\nnut 5 5\n")

    preview = Word2vecText(path=path).preview()

    assert (preview.rows, preview.dimensions, preview.complete_rows) == (4, 2, 3)
    assert (preview.nan_rows, preview.zero_rows, preview.duplicates) == (1, 1, 1)
    assert preview.first_labels == ("fig", "lime", "nut")
    assert preview.complaint.startswith("fruit.txt, line 5: ‘nan’")
    assert preview.file_bytes == path.stat().st_size
    assert preview.memory_bytes >= 4 * 2 * 4


def test_a_small_file_is_read_without_loading_the_compiler(write: Write) -> None:
    path = write(TEXT)
    program = (
        "import sys; from pathlib import Path; from embexplorer.core.reading import reader_for;"
        "from embexplorer.core.inputs import nothing;"
        f"reader_for(Path({str(path)!r})).run(nothing); print('numba' in sys.modules, 'scipy' in sys.modules)"
    )

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert answer.stdout == "False False\n"
