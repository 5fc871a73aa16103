"""A saved space opens mapped, and a damaged one is refused."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import recognise
from embexplorer.core.space import EmbeddingSpace
from embexplorer.readers.space_folder import SpaceFolder


@pytest.fixture
def folder(tmp_path: Path, clusters: EmbeddingSpace) -> Path:
    clusters.save(tmp_path / "clusters")
    return tmp_path / "clusters"


def refusal(folder: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        SpaceFolder(path=folder).run(nothing)
    return caught.value


def test_a_saved_space_is_mapped(folder: Path, clusters: EmbeddingSpace) -> None:
    space = SpaceFolder(path=folder).run(nothing)

    assert recognise(folder) is SpaceFolder
    assert isinstance(space.vectors, np.memmap)
    assert list(space.keys) == list(clusters.keys)
    assert np.array_equal(space.vectors, clusters.vectors)
    assert space.columns.column_names == clusters.columns.column_names


def test_a_sample_keeps_the_columns_of_its_rows(folder: Path) -> None:
    space = SpaceFolder(path=folder, take="sample", count=10).run(nothing)

    assert space.rows == 10
    assert [f"w{rank - 1}" for rank in space.columns["rank"].to_pylist()] == list(space.keys)
    assert space.columns["cluster"].to_pylist() == [{0: "a", 1: "b", 2: "c"}[int(key[1:]) // 30] for key in space.keys]


def test_the_preview_checks_the_whole_space(folder: Path, clusters: EmbeddingSpace) -> None:
    preview = SpaceFolder(path=folder).preview()

    assert (preview.rows, preview.dimensions, preview.complaint) == (90, 8, "")
    assert preview.file_bytes > clusters.vectors.nbytes


@pytest.mark.parametrize("name", ["vectors.npy", "keys.arrow", "columns.arrow"])
def test_a_file_that_is_cut_off_is_refused(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])

    assert "is a damaged space" in refusal(folder).message


@pytest.mark.parametrize("name", ["vectors.npy", "keys.arrow"])
def test_a_file_that_is_missing_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert "is a damaged space" in refusal(folder).message


def test_vectors_of_another_space_are_refused(folder: Path) -> None:
    np.save(folder / "vectors.npy", np.zeros((3, 3), np.float32))

    assert "is a damaged space" in refusal(folder).message


def test_objects_in_the_place_of_vectors_are_refused(folder: Path) -> None:
    np.save(folder / "vectors.npy", np.array([[{}]], dtype=object))

    assert "is a damaged space" in refusal(folder).message


def test_damaged_metadata_is_refused(folder: Path) -> None:
    plain = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({"format": plain["format"], "kind": "space"}), encoding="utf-8")

    assert "is a damaged space" in refusal(folder).message


def test_a_folder_without_a_space_is_no_file_of_vectors(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="it is a folder without a space in it"):
        recognise(tmp_path)


def test_a_folder_that_vanishes_is_refused(folder: Path) -> None:
    shutil.rmtree(folder)

    assert "holds no meta.json" in refusal(folder).message
