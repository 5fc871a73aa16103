"""The Embedding Projector's pair of files becomes one space; files that do not belong together are refused."""

from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import recognise
from embexplorer.core.space import EmbeddingSpace
from embexplorer.readers.projector_tsv import ProjectorTsv
from embexplorer.readers.word2vec_text import Word2vecText
from tests.readers.conftest import FRUIT, NUMBERS, Write

VECTORS = "1\t2.5\t-3\n0.25\t-0.5\t4\n7\t8\t9\n"


def opened(path: Path, **parameters: object) -> EmbeddingSpace:
    return ProjectorTsv(path=path, **parameters).run(nothing)  # type: ignore[arg-type]


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        opened(path)
    return caught.value


@pytest.mark.parametrize(
    ("vectors", "metadata"),
    [
        ("vectors.tsv", "metadata.tsv"),
        ("vectors.tsv.gz", "metadata.tsv.gz"),
        ("fruit_vectors.tsv", "fruit_metadata.tsv"),
        ("fruit.tsv", "fruit_metadata.tsv"),
        ("tensor.tsv", "metadata.tsv"),
    ],
)
def test_one_column_of_metadata_is_the_labels_without_a_header(write: Write, vectors: str, metadata: str) -> None:
    path = write(VECTORS, vectors)
    write("".join(f"{word}\n" for word in FRUIT), metadata)

    space = opened(path)

    assert recognise(path) is ProjectorTsv
    assert tuple(space.keys) == FRUIT
    assert np.array_equal(space.vectors, NUMBERS)
    assert space.columns.column_names == ["rank", "norm"]


def test_more_columns_have_a_header_and_become_columns(write: Write) -> None:
    path = write(VECTORS, "vectors.tsv")
    write('colour\tword\tcount\tweight\nred\tapple\t3\t1.5\n"g"\tpear\t\t2\nblue\t<b>\t-1\t\n', "metadata.tsv")

    space = opened(path)

    assert list(space.keys) == ["apple", "pear", "<b>"]
    assert space.columns["colour"].to_pylist() == ["red", '"g"', "blue"]
    assert space.columns["count"].to_pylist() == [3, None, -1]
    assert space.columns["weight"].to_pylist() == [1.5, 2.0, None]


def test_columns_stay_with_their_rows_when_some_are_left_out(write: Write) -> None:
    path = write(VECTORS.replace("-0.5", "nan") + "3\t3\t3\n5\t5\t5\n", "vectors.tsv")
    write("word\tn\na\t1\nb\t2\nc\t3\na\t4\ne\t5\n", "metadata.tsv")

    space = opened(path, bad_rows="skip")

    assert list(space.keys) == ["a", "c", "e"]
    assert space.columns["n"].to_pylist() == [1, 3, 5]
    assert space.columns["rank"].to_pylist() == [1, 3, 5]


def test_labels_that_are_classes_become_a_column(write: Write) -> None:
    path = write(VECTORS + VECTORS, "vectors.tsv")
    write("7\n7\n7\n1\n1\n1\n", "metadata.tsv")

    space = opened(path)

    assert list(space.keys) == ["0", "1", "2", "3", "4", "5"]
    assert space.columns["label"].to_pylist() == ["7", "7", "7", "1", "1", "1"]
    assert space.notes == (
        "The labels in metadata.tsv are classes, not names: rows are called by their number, from 0.",
    )


def test_without_metadata_rows_are_called_by_their_number_and_that_is_said(write: Write) -> None:
    path = write(VECTORS, "fruit.tsv")

    space = opened(path)

    assert recognise(path) is ProjectorTsv
    assert list(space.keys) == ["0", "1", "2"]
    assert space.notes == ("No metadata was found beside fruit.tsv: rows are called by their number, from 0.",)


def test_whole_numbers_in_front_are_labels_where_there_is_no_metadata(write: Write) -> None:
    path = write("7\t0.5\t1.5\n1984\t2.5\t3.5\n", "years.tsv")

    assert recognise(path) is Word2vecText


@pytest.mark.parametrize("labels", ["apple\npear\n", "apple\npear\nplum\nfig\n"])
def test_metadata_of_another_length_is_refused(write: Write, labels: str) -> None:
    path = write(VECTORS, "vectors.tsv")
    write(labels, "metadata.tsv")

    error = refusal(path)

    count = labels.count("\n")
    assert error.message == f"metadata.tsv has {count} labels, expected 3: one for each row of vectors.tsv."


def test_a_ragged_line_of_metadata_is_refused(write: Write) -> None:
    path = write(VECTORS, "vectors.tsv")
    write("word\tn\napple\t1\npear\nplum\t3\n", "metadata.tsv")

    error = refusal(path)

    assert error.message == "metadata.tsv (for vectors.tsv), line 3: 1 column, expected 2 (from the header on line 1)."


def test_a_ragged_row_of_vectors_is_refused(write: Write) -> None:
    path = write(VECTORS.replace("-0.5\t4", "-0.5"), "vectors.tsv")

    error = refusal(path)

    assert error.message.startswith("vectors.tsv, line 2: 2 numbers, expected 3 (as in the lines at the beginning)")


def test_a_cell_that_is_no_number_is_found_though_the_line_no_longer_fits(write: Write) -> None:
    path = write("x\ty\tz\n" + VECTORS, "vectors.tsv")
    write("apple\npear\nplum\n", "metadata.tsv")

    error = refusal(path)

    assert error.message.startswith("vectors.tsv, line 1: ‘x’ is not a number")


def test_labels_before_tabs_make_it_no_file_of_the_projector(write: Write) -> None:
    path = write("apple\t1\t2\npear\t3\tnan\n", "vectors.tsv")

    assert recognise(path) is Word2vecText


def test_a_single_column_of_numbers_needs_metadata(write: Write) -> None:
    path = write("1\n2\n3\n", "vectors.tsv")
    write("apple\npear\nplum\n", "metadata.tsv")

    assert opened(path).vectors.tolist() == [[1.0], [2.0], [3.0]]
