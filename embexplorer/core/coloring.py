"""How a column becomes colour: classes or a scale, as one small code for every row and the legend that explains it."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.class_coloring import color_by_sets, in_classes
from embexplorer.core.color_codes import NONE, OTHER, TOP, Bar, Codes, Coloring, Entry, Kind, Wish, plain
from embexplorer.core.column_values import is_measurable, is_of_dates, is_of_words, numbers
from embexplorer.core.columns import is_of_bytes
from embexplorer.core.errors import UserError
from embexplorer.core.look import Scale
from embexplorer.core.palettes import AUTO, Use
from embexplorer.core.scale_coloring import on_a_scale

__all__ = [
    "NONE", "OTHER", "TOP", "Bar", "Codes", "Coloring", "Entry", "Kind", "Wish", "class_column", "color_by",
    "color_by_sets", "colored", "plain", "use_of", "usual_column",
]  # fmt: skip

FEWEST, MOST = 2, 64  # distinct words of a column that is coloured by itself
COUNT = "count"  # how often a word occurs in what was learned from


def color_by(name: str, column: pa.ChunkedArray | pa.Array, scale: Scale = "auto", palette: str = AUTO) -> Coloring:
    """The colouring of a column; `auto` takes classes for words, a scale for numbers, diverging if both signs occur.

    Raises UserError for a column that cannot be coloured that way.
    """
    return colored(name, column, Wish(scale=scale, palette=palette))


def colored(name: str, column: pa.ChunkedArray | pa.Array, wish: Wish) -> Coloring:
    """The colouring of a column by all that can be wished for; raises UserError as `color_by` does."""
    values = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    measurable = is_measurable(values.type)
    if pa.types.is_nested(values.type) or is_of_bytes(values.type):
        raise UserError(f"The column ‘{name}’ holds {values.type}, which has no colour.", "Choose another column.")
    if wish.scale == "categorical" or (wish.scale == "auto" and not measurable):
        return replace(in_classes(name, values, wish), asked=wish)
    if not measurable:
        raise UserError(f"The column ‘{name}’ holds words, which have no scale.", "Colour it by category.")
    return replace(on_a_scale(name, values, wish), asked=wish)


def use_of(column: pa.ChunkedArray, scale: Scale) -> Use:
    """Which kind of palette a column is coloured with, without colouring it."""
    if scale == "categorical" or not is_measurable(column.type):
        return "classes"
    if scale != "auto" or is_of_dates(column.type):
        return "diverging" if scale == "diverging" else "sequential"
    known = numbers(column)
    known = known[np.isfinite(known)]
    return "diverging" if len(known) and known.min() < 0 < known.max() else "sequential"


def usual_column(columns: pa.Table) -> str | None:
    """The column a map is coloured by until the user chooses: the first of classes, else counts, or None."""
    return class_column(columns) or (COUNT if COUNT in columns.column_names else None)


def class_column(columns: pa.Table) -> str | None:
    """The first column of words in 2 to 64 classes, or None."""
    for name in columns.column_names:
        kind = columns.schema.field(name).type
        if is_of_words(kind) and FEWEST <= pc.count_distinct(columns[name]).as_py() <= MOST:
            return str(name)
    return None
