"""What a space takes over from the one that it was made of: its look, and the rows of the same keys."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.class_order import carried_order, with_sets_of
from embexplorer.core.coloring import usual_column
from embexplorer.core.family import places_in
from embexplorer.core.look import Look
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray


def first_look(space: EmbeddingSpace | None) -> Look:
    """How a map looks until the user wishes otherwise."""
    return Look(color_by=usual_column(space.columns)) if space is not None else Look()


def carried(look: Look, old: EmbeddingSpace, new: EmbeddingSpace) -> Look:
    """The look of one space for another that was made of it; a part has no filters, and keeps its classes' colours."""
    look = replace(look, camera=None, axes=Look().axes)
    if look.sets is not None:
        look = with_sets_of(look, places_in(old.keys, new.keys))
    return carried_order(replace(look, filters=()), old.columns) if new.rows < old.rows else look


def same_keys(old: EmbeddingSpace, new: EmbeddingSpace, rows: IntArray) -> IntArray:
    """The rows of the new space whose keys these rows of the old one have, sorted."""
    chosen = pa.array(old.keys.at(rows[rows < old.rows]), new.keys.array.type)
    return np.flatnonzero(pc.is_in(new.keys.array, value_set=chosen).to_numpy(zero_copy_only=False)).astype(np.int64)
