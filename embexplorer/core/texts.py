"""The texts of a space of documents: the column that holds them, or else the labels."""

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.space import EmbeddingSpace

TEXT = "text"


def texts_of(space: EmbeddingSpace, column: str = "") -> tuple[pa.Array, str]:
    """The text of each row as an Arrow string array, and the name of its column; "" for the labels.

    Raises UserError for a column that is not there or holds no text.
    """
    name = column or (TEXT if TEXT in space.columns.column_names else "")
    if not name:
        return space.keys.array, ""
    if name not in space.columns.column_names:
        there = ", ".join(space.columns.column_names) or "none"
        raise UserError(f"There is no column ‘{name}’.", f"There are: {there}.")
    values = space.columns[name]
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        raise UserError(f"The column ‘{name}’ holds no text.", "Choose a column of texts.")
    return values.combine_chunks().fill_null(""), name
