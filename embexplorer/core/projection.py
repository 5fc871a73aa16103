"""A projection: two or more coordinates for every row of a space, with what the axes mean and how they were made."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.folder import map_array, map_table, read_meta, write_folder
from embexplorer.core.recipe import Recipe
from embexplorer.core.typing import FloatArray


@dataclass(frozen=True, kw_only=True)
class Projection:
    """`coordinates` is n × c (c ≥ 2) float32, row i for row i of the space; a map shows two of them.

    `axes` are c captions ("PC1 · 5.2 %"), empty where the units mean nothing (t-SNE, UMAP). `explained` is the share of
    variance of each component (PCA), else empty. `notes` are sentences for the badge: adjusted, approximate with its
    recall, not repeatable. `film` is f × n × c float32, how the points came to where they are, with `moments` saying
    how far the work was at each of its frames (epochs); the last frame need not be the coordinates. `columns` has one
    row a point: what is known of its place, such as how far it moves from seed to seed; trust takes them over.
    """

    name: str
    coordinates: FloatArray
    axes: tuple[str, ...] = ()
    explained: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    facts: dict[str, float] = field(default_factory=dict)
    recipe: Recipe = field(default_factory=Recipe)
    parent: str | None = None
    folder: Path | None = None
    film: FloatArray | None = None
    moments: tuple[float, ...] = ()
    columns: pa.Table | None = None

    def __post_init__(self) -> None:
        if self.coordinates.ndim != 2 or self.coordinates.shape[1] < 2:
            raise ValueError(f"coordinates of shape {self.coordinates.shape}, expected n × 2 or more")

    @property
    def rows(self) -> int:
        return int(self.coordinates.shape[0])

    def save(self, folder: Path) -> "Projection":
        """Write the folder and return the projection mapped from it."""
        meta = {
            "kind": "projection",
            "name": self.name,
            "axes": list(self.axes),
            "explained": list(self.explained),
            "notes": list(self.notes),
            "facts": self.facts,
            "recipe": self.recipe.to_json(),
            "parent": self.parent,
            "moments": list(self.moments),
        }
        arrays = {"coordinates": np.ascontiguousarray(self.coordinates, np.float32)}
        if self.film is not None:
            arrays["film"] = np.ascontiguousarray(self.film, np.float32)
        write_folder(folder, meta, arrays, {} if self.columns is None else {"columns": self.columns})
        return Projection.open(folder)

    @staticmethod
    def open(folder: Path) -> "Projection":
        """Map a projection from its folder; raises UserError when the folder holds none."""
        meta = read_meta(folder)
        if meta["kind"] != "projection":
            raise UserError(f"{folder} holds a {meta['kind']}, expected a projection.", "Choose another folder.")
        return Projection(
            name=meta["name"],
            coordinates=map_array(folder / "coordinates.npy"),
            axes=tuple(meta["axes"]),
            explained=tuple(meta["explained"]),
            notes=tuple(meta["notes"]),
            facts=meta["facts"],
            recipe=Recipe.from_json(meta["recipe"]),
            parent=meta["parent"],
            folder=folder,
            film=map_array(folder / "film.npy") if (folder / "film.npy").is_file() else None,
            moments=tuple(meta.get("moments", ())),
            columns=map_table(folder / "columns.arrow") if (folder / "columns.arrow").is_file() else None,
        )
