"""A space is written as a folder and mapped back the same."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from embexplorer.core.artifact import open_artifact
from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.projection import Projection
from embexplorer.core.recipe import Recipe, RecipeStep
from embexplorer.core.space import EmbeddingSpace


def fruit() -> EmbeddingSpace:
    return EmbeddingSpace(
        name="fruit",
        keys=Keys(["<b>fig</b>", "lime"]),
        vectors=np.array([[1, 2, 3], [4, 5, 6]], np.float32),
        columns=pa.table({"weight": [20, 60]}),
        recipe=Recipe((RecipeStep(name="hand", sources={"a.txt": "ff"}),)),
        notes=("2 duplicates dropped",),
    )


def test_vectors_come_back_identical(tmp_path: Path) -> None:
    opened = fruit().save(tmp_path / "s")

    np.testing.assert_array_equal(opened.vectors, fruit().vectors)


def test_vectors_are_mapped_and_read_only(tmp_path: Path) -> None:
    opened = fruit().save(tmp_path / "s")

    assert isinstance(opened.vectors, np.memmap) and not opened.vectors.flags.writeable


def test_keys_columns_recipe_and_notes_come_back(tmp_path: Path) -> None:
    opened = EmbeddingSpace.open(fruit().save(tmp_path / "s").folder or Path())

    assert (list(opened.keys), opened.columns["weight"].to_pylist(), opened.recipe, opened.notes) == (
        ["<b>fig</b>", "lime"],
        [20, 60],
        fruit().recipe,
        fruit().notes,
    )


def test_a_space_without_columns_is_written_and_opened(tmp_path: Path) -> None:
    bare = EmbeddingSpace(name="bare", keys=Keys(["a"]), vectors=np.ones((1, 2), np.float32))

    assert bare.save(tmp_path / "s").columns.num_columns == 0


def test_columns_can_be_added_to_a_space_without_any() -> None:
    bare = EmbeddingSpace(name="bare", keys=Keys(["a"]), vectors=np.ones((1, 2), np.float32))

    assert bare.with_columns(pa.table({"n": [7]})).columns["n"].to_pylist() == [7]


def test_a_column_of_the_same_name_is_replaced() -> None:
    columns = fruit().with_columns(pa.table({"weight": [1, 2]})).columns

    assert columns.to_pydict() == {"weight": [1, 2]}


def test_keys_and_vectors_of_different_length_are_a_bug() -> None:
    with pytest.raises(ValueError, match="1 keys"):
        EmbeddingSpace(name="x", keys=Keys(["a"]), vectors=np.ones((2, 2), np.float32))


def test_a_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    Projection(name="p", coordinates=np.ones((2, 2), np.float32)).save(tmp_path / "p")

    with pytest.raises(UserError, match="holds a projection, expected a space"):
        EmbeddingSpace.open(tmp_path / "p")


def test_a_folder_without_meta_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"holds no meta.json"):
        open_artifact(tmp_path)


def test_a_damaged_meta_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")

    with pytest.raises(UserError, match="damaged"):
        open_artifact(tmp_path)


def test_a_failed_save_leaves_the_old_folder(tmp_path: Path) -> None:
    fruit().save(tmp_path / "s")

    (tmp_path / "s" / "columns.arrow").unlink()
    fruit().save(tmp_path / "s")

    assert sorted(p.name for p in tmp_path.iterdir()) == ["s"]
