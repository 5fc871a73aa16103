"""What is written is read back identical: labels, every bit of every number, whole spaces and selections."""

from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.reading import reader_for
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step
from embexplorer.writers.to_npy import ToNpy
from embexplorer.writers.to_word2vec import ToWord2vec

letters = some.characters(exclude_categories=["Cs"], exclude_characters="\n\r\t")
labels = some.text(letters, min_size=1, max_size=8)
numbers = some.floats(width=32, allow_nan=False, allow_infinity=False)
shared_home = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@some.composite
def spaces(draw: some.DrawFn) -> EmbeddingSpace:
    words = draw(some.lists(labels, min_size=1, max_size=6, unique=True))
    vectors = draw(arrays.arrays(np.float32, (len(words), draw(some.integers(1, 4))), elements=numbers))
    return EmbeddingSpace(name="any", keys=Keys(words), vectors=vectors)


def written(step: Step, space: EmbeddingSpace) -> EmbeddingSpace:
    step.run(Inputs(space=space))
    again = reader_for(step.path).run(nothing)  # type: ignore[attr-defined]
    assert isinstance(again, EmbeddingSpace)
    return again


def bits(space: EmbeddingSpace) -> list[list[int]]:
    plain: list[list[int]] = np.ascontiguousarray(space.vectors).view(np.uint32).tolist()
    return plain


@shared_home
@given(space=spaces(), name=some.sampled_from(["any.txt", "any.vec.gz"]))
def test_text_is_read_back_identical(tmp_path: Path, space: EmbeddingSpace, name: str) -> None:
    again = written(ToWord2vec(path=tmp_path / name), space)

    assert list(again.keys) == list(space.keys)
    assert bits(again) == bits(space)


@shared_home
@given(space=spaces(), name=some.sampled_from(["any.npy", "any.npy.gz"]))
def test_an_array_is_read_back_identical(tmp_path: Path, space: EmbeddingSpace, name: str) -> None:
    again = written(ToNpy(path=tmp_path / name), space)

    assert list(again.keys) == list(space.keys)
    assert bits(again) == bits(space)


@pytest.mark.parametrize("step", [ToWord2vec, ToNpy])
def test_a_selection_is_written_alone(tmp_path: Path, clusters: EmbeddingSpace, step: type[Step]) -> None:
    path = tmp_path / "part"
    rows = np.array([2, 30, 89])

    step(path=path).run(Inputs(space=clusters, rows=rows))  # type: ignore[call-arg]

    again = reader_for(path).run(nothing)
    assert isinstance(again, EmbeddingSpace)
    assert list(again.keys) == ["w2", "w30", "w89"]
    assert np.array_equal(again.vectors, clusters.vectors[rows])


def test_gensim_reads_the_text_the_same(tmp_path: Path, clusters: EmbeddingSpace) -> None:
    path = tmp_path / "clusters.txt"

    ToWord2vec(path=path).run(Inputs(space=clusters))

    oracle = KeyedVectors.load_word2vec_format(str(path))
    assert oracle.index_to_key == list(clusters.keys)
    assert np.array_equal(oracle.vectors, clusters.vectors)


def test_numpy_reads_the_array_the_same(tmp_path: Path, clusters: EmbeddingSpace) -> None:
    ToNpy(path=tmp_path / "clusters.npy").run(Inputs(space=clusters))

    assert np.array_equal(np.load(tmp_path / "clusters.npy"), clusters.vectors)
    assert (tmp_path / "clusters.labels.txt").read_text().splitlines() == list(clusters.keys)


def test_text_without_a_header_is_what_glove_has(tmp_path: Path, clusters: EmbeddingSpace) -> None:
    again = written(ToWord2vec(path=tmp_path / "glove.txt", header=False), clusters)

    assert not (tmp_path / "glove.txt").read_text().startswith("90 8")
    assert list(again.keys) == list(clusters.keys)


def test_labels_with_spaces_are_parted_by_tabs_and_that_is_said(tmp_path: Path) -> None:
    space = EmbeddingSpace(name="two", keys=Keys(["a b", "c"]), vectors=np.eye(2, dtype=np.float32))

    table = ToWord2vec(path=tmp_path / "two.txt").run(Inputs(space=space))

    assert (tmp_path / "two.txt").read_text() == "2 2\na b\t1\t0\nc\t0\t1\n"
    assert table.notes


@pytest.mark.parametrize(("step", "label"), [(ToWord2vec, "a\nb"), (ToWord2vec, "a\tb"), (ToNpy, "a\rb"), (ToNpy, "")])
def test_a_label_that_the_format_cannot_keep_is_refused(tmp_path: Path, step: type[Step], label: str) -> None:
    space = EmbeddingSpace(name="two", keys=Keys([label, "c"]), vectors=np.eye(2, dtype=np.float32))

    with pytest.raises(UserError, match="which this format cannot keep|is empty"):
        step(path=tmp_path / "two").run(Inputs(space=space))  # type: ignore[call-arg]

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", [ToWord2vec, ToNpy])
def test_nan_is_refused_and_the_old_file_stays(tmp_path: Path, step: type[Step]) -> None:
    space = EmbeddingSpace(name="two", keys=Keys(["a", "b"]), vectors=np.array([[1], [np.nan]], np.float32))
    path = tmp_path / "old"
    path.write_text("old")

    with pytest.raises(UserError, match="The vector of ‘b’ holds NaN or infinity"):
        step(path=path).run(Inputs(space=space))  # type: ignore[call-arg]

    assert path.read_text() == "old"


@pytest.mark.parametrize("step", [ToWord2vec, ToNpy])
def test_a_folder_that_is_missing_is_refused(tmp_path: Path, clusters: EmbeddingSpace, step: type[Step]) -> None:
    with pytest.raises(UserError, match="cannot be written: No such file or directory"):
        step(path=tmp_path / "missing" / "x").run(Inputs(space=clusters))  # type: ignore[call-arg]


@pytest.mark.parametrize("step", [ToWord2vec, ToNpy])
def test_an_empty_selection_is_refused(tmp_path: Path, clusters: EmbeddingSpace, step: type[Step]) -> None:
    with pytest.raises(UserError, match="No row is selected"):
        step(path=tmp_path / "x").run(Inputs(space=clusters, rows=np.array([], np.int64)))  # type: ignore[call-arg]
