"""How a column of a few classes becomes the shape of points: a symbol for each of the largest, one for the rest."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.class_order import codes_of
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
    has the last one. `asked` is the order that was wished for, see `class_order`.
    """

    title: str
    codes: Codes
    entries: tuple[Entry, ...]
    values: pa.ChunkedArray
    asked: tuple[str, ...] = ()

    def text(self, row: int) -> str:
        """The value of this row as the user reads it, empty where there is none."""
        return value_text(self.values, row)


def shape_by(name: str, column: pa.ChunkedArray | pa.Array, order: tuple[str, ...] = ()) -> Shaping:
    """The symbols of a column; raises UserError for one that holds lists or bytes.

    Where an order is given, classes have the symbols that it gives them.
    """
    values = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    if pa.types.is_nested(values.type) or is_of_bytes(values.type) or pa.types.is_floating(values.type):
        raise UserError(
            f"The column ‘{name}’ holds {values.type}, which has no shape.", "Choose a column of a few classes."
        )
    words, indices = encoded(values)
    classes = ranked(words, indices)
    without = len(indices) - sum(count for _, count in classes)
    fits = len(classes) + (without > 0) <= len(SHAPES) >= len(order)
    given = codes_of([words[place] for place, _ in classes], order, len(SHAPES) if fits else REST)
    code_of = np.full(len(words) + 1, REST, np.uint8)  # the last one answers for index −1, null
    code_of[[place for place, _ in classes]] = [REST if code is None else code for code in given]
    coded = list(zip(classes, given, strict=True))
    rest = [one for one, code in coded if code is None]
    entries = [Entry(label=words[place], count=n, code=code) for (place, n), code in coded if code is not None]
    whole = (*entries, *_rest(rest, without))
    return Shaping(title=name, codes=code_of[indices], entries=whole, values=values, asked=order)


def _rest(others: list[tuple[int, int]], without: int) -> tuple[Entry, ...]:
    said = [f"other ({thousands(len(others))})"] if others else []
    said += ["no category"] if without else []
    count = sum(count for _, count in others) + without
    return (Entry(label=", ".join(said), count=count, code=REST),) if said else ()
