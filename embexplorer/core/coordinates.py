"""Write the coordinates of a projection as CSV or Parquet, and where they come from beside them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from embexplorer.core.command import command_line
from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table_text import csv_pieces
from embexplorer.core.writing import new_file

SUFFIXES = (".csv", ".parquet")


def write_coordinates(path: Path, space: EmbeddingSpace, projection: Projection, axes: tuple[int, ...]) -> None:
    """`key,x,y[,z]` and rows, nothing else; where they come from stands in `<path>.recipe.json`."""
    named = {name: projection.coordinates[:, axis] for name, axis in zip("xyz", axes, strict=False)}
    table = pa.table({"key": space.keys.array, **{name: np.ascontiguousarray(row) for name, row in named.items()}})
    with new_file(path) as stream:
        if path.suffix.lower() == ".csv":
            stream.writelines(piece.encode() for piece in csv_pieces(table, line_end="\n"))
        else:
            import pyarrow.parquet as parquet

            parquet.write_table(table, stream)
    with new_file(path.with_name(path.name + ".recipe.json")) as beside:
        beside.write(json.dumps(provenance(space, projection, axes), indent=1).encode())


def provenance(space: EmbeddingSpace, projection: Projection, axes: tuple[int, ...]) -> dict[str, Any]:
    """What made the coordinates: the command, the recipe, and every sentence that belongs to them."""
    return {
        "name": projection.name,
        "command": _command(projection),
        "space": space.name,
        "rows": space.rows,
        "dimensions": space.dimensions,
        "axes": [projection.axes[axis] if projection.axes else f"component {axis + 1}" for axis in axes],
        "notes": [*space.notes, *projection.notes],
        "facts": projection.facts,
        "recipe": projection.recipe.to_json(),
    }


def _command(projection: Projection) -> str:
    """Empty for what was not made from a file."""
    try:
        return command_line(projection.recipe)
    except UserError:
        return ""
