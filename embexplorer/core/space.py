"""An embedding space: keys, vectors and metadata columns, as values that lie mapped in a folder."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.family import FOLDER, Family
from embexplorer.core.folder import map_array, map_table, read_meta, write_folder
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model
from embexplorer.core.recipe import Recipe
from embexplorer.core.typing import FloatArray

if TYPE_CHECKING:
    from embexplorer.core.artifact import Artifact

KEY = "key"
BESIDE = "beside"  # the folder of what was made together with a space


@dataclass(frozen=True, kw_only=True)
class EmbeddingSpace:
    """n rows of d float32 numbers with unique keys; read-only, row ids never change from load to export.

    `columns` has n rows of metadata (without the keys). `notes` are sentences the user must see (rows dropped,
    duplicates, a sample taken). `folder` is where it lies, None while it is only in memory. `model` is what made it,
    where that can embed new input or go on learning. `beside` was made together with it (linked spaces, the film of its
    training); it is saved along, and whoever opens the folder finds it by `beside_of`. `family` holds further
    trainings of the same; ask `the_family` for it. `unit` is what the rows are, in the plural: words, documents.
    `derived` says what was done to the vectors since they were read or made, in order: “centred”, “unit length”.
    """

    name: str
    keys: Keys
    vectors: FloatArray
    columns: pa.Table = field(default_factory=lambda: pa.table({}))
    recipe: Recipe = field(default_factory=Recipe)
    parent: str | None = None
    notes: tuple[str, ...] = ()
    folder: Path | None = None
    model: Model | None = None
    beside: "tuple[Artifact, ...]" = ()
    family: Family | None = None
    unit: str = "words"
    derived: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.vectors.ndim != 2 or len(self.keys) != len(self.vectors):
            raise ValueError(f"{len(self.keys)} keys for vectors of shape {self.vectors.shape}")
        if self.columns.num_columns and self.columns.num_rows != len(self.keys):
            raise ValueError(f"{self.columns.num_rows} rows of columns for {len(self.keys)} keys")

    @property
    def rows(self) -> int:
        return len(self.keys)

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])

    @property
    def the_family(self) -> Family | None:
        """The family, unless the vectors have been changed since it was trained."""
        return self.family if self.family is not None and self.family.belongs_to(self.vectors) else None

    def with_columns(self, columns: pa.Table) -> "EmbeddingSpace":
        """This space with these columns added; one of the same name is replaced."""
        merged = self.columns
        for name in columns.column_names:
            if name in merged.column_names:
                merged = merged.drop_columns([name])
            merged = merged.append_column(name, columns[name]) if merged.num_columns else columns.select([name])
        return replace(self, columns=merged)

    def save(self, folder: Path) -> "EmbeddingSpace":
        """Write the folder and return the space mapped from it; vectors become float32 in C order."""
        meta = {
            "kind": "space",
            "name": self.name,
            "parent": self.parent,
            "notes": list(self.notes),
            "recipe": self.recipe.to_json(),
            "unit": self.unit,
            "derived": list(self.derived),
        }
        table = pa.table({KEY: self.keys.array})
        arrays = {"vectors": np.ascontiguousarray(self.vectors, np.float32)}
        write_folder(folder, meta, arrays, {"keys": table, "columns": self.columns}, self._save_more)
        return EmbeddingSpace.open(folder)

    def _save_more(self, folder: Path) -> None:
        if self.model is not None:
            self.model.save(folder)
        if (family := self.the_family) is not None:
            family.save(folder / FOLDER)
        for number, artifact in enumerate(self.beside):
            replace(artifact, recipe=self.recipe).save(folder / BESIDE / str(number))

    @staticmethod
    def open(folder: Path) -> "EmbeddingSpace":
        """Map a space from its folder; nothing is copied. Raises UserError when the folder holds none."""
        meta = read_meta(folder)
        if meta["kind"] != "space":
            raise UserError(f"{folder} holds a {meta['kind']}, expected a space.", "Choose another folder.")
        return EmbeddingSpace(
            name=meta["name"],
            keys=Keys(map_table(folder / "keys.arrow")[KEY]),
            vectors=map_array(folder / "vectors.npy"),
            columns=map_table(folder / "columns.arrow"),
            recipe=Recipe.from_json(meta["recipe"]),
            parent=meta["parent"],
            notes=tuple(meta["notes"]),
            unit=meta.get("unit", "words"),
            derived=tuple(meta.get("derived", ())),
            folder=folder,
            model=Model.open(folder),
            family=Family.open(folder / FOLDER),
        )


def beside_of(folder: Path) -> list[Path]:
    """The folders of what was made together with the space in this folder, in order."""
    made = [path for path in (folder / BESIDE).glob("*") if path.name.isdigit()]
    return sorted(made, key=lambda path: int(path.name))
