"""How a column of a few classes becomes the shape of points: a symbol for each of the largest, one for the rest."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.color_codes import Codes, Entry, value_text
from embexplorer.core.column_values import encoded, ranked
from embexplorer.core.columns import is_of_bytes
from embexplorer.core.errors import UserError
from embexplorer.core.number_text import thousands

SHAPES = ("circle", "square", "triangle up", "diamond", "plus", "cross", "ring", "triangle down")  # by their number
REST = len(SHAPES) - 1  # the symbol of what has none of its own


@dataclass(frozen=True, kw_only=True, eq=False)
class Shaping:
    """`codes` are numbers of SHAPES. `entries` are the lines of the legend; their `code` is the number of the symbol.

    The most frequent class has the circle. What finds no symbol of its own, smaller classes and rows without a class,
    has the last one.
    """

    title: str
    codes: Codes
    entries: tuple[Entry, ...]
    values: pa.ChunkedArray

    def text(self, row: int) -> str:
        """The value of this row as the user reads it, empty where there is none."""
        return value_text(self.values, row)


def shape_by(name: str, column: pa.ChunkedArray | pa.Array) -> Shaping:
    """The symbols of a column; raises UserError for one that holds lists or bytes."""
    values = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    if pa.types.is_nested(values.type) or is_of_bytes(values.type) or pa.types.is_floating(values.type):
        raise UserError(
            f"The column ‘{name}’ holds {values.type}, which has no shape.", "Choose a column of a few classes."
        )
    words, indices = encoded(values)
    classes = ranked(words, indices)
    without = len(indices) - sum(count for _, count in classes)
    own = classes if len(classes) + (without > 0) <= len(SHAPES) else classes[:REST]
    rest = classes[len(own) :]
    code_of = np.full(len(words) + 1, REST, np.uint8)  # the last one answers for index −1, null
    code_of[[place for place, _ in own]] = np.arange(len(own))
    entries = [Entry(label=words[place], count=count, code=code) for code, (place, count) in enumerate(own)]
    return Shaping(title=name, codes=code_of[indices], entries=(*entries, *_rest(rest, without)), values=values)


def _rest(others: list[tuple[int, int]], without: int) -> tuple[Entry, ...]:
    said = [f"other ({thousands(len(others))})"] if others else []
    said += ["no category"] if without else []
    count = sum(count for _, count in others) + without
    return (Entry(label=", ".join(said), count=count, code=REST),) if said else ()
