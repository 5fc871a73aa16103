"""How a column becomes colour: classes or a scale, as one small code for every row and the legend that explains it."""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import is_of_bytes
from embexplorer.core.errors import UserError
from embexplorer.core.look import ColoredSets, Scale
from embexplorer.core.number_text import number_text, thousands
from embexplorer.core.typing import DoubleArray

Kind = Literal["plain", "categorical", "sequential", "diverging"]
Codes = npt.NDArray[np.uint8]

CLASSES = 8
FEWEST, MOST = 2, 64  # distinct words of a column that is coloured by itself
OTHER = 8  # code of the rows of all smaller classes together
NONE = 255  # code of a row without a category or a value: point grey
STEEP = 100.0  # times the median is the greatest count, where counts are put on a logarithmic scale
COUNT = "count"  # how often a word occurs in what was learned from
TOP = 254  # code of the highest value of a scale; a scale uses 0 to 254


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a legend: its text, how many rows it has (of so many asked for), and the code of its colour."""

    label: str
    count: int
    code: int
    asked: int | None = None


@dataclass(frozen=True, kw_only=True)
class Coloring:
    """`codes` has one number per row: the class (0 to 7, then OTHER), the place on the scale (0 to TOP), or NONE.

    `marks` are (code, text) along a scale's bar: its ends, and 0 if it is diverging. `palette` names a scale of the
    palettes, "auto" for the usual one of this kind. `values` is the column itself, for the hover card; `asked` is the
    scale and palette that were wished for; `sets` are those that coloured the map in place of a column. A faded one has
    codes of its own (trust_view) and the colouring that it fades as `base`.
    """

    kind: Kind
    title: str
    codes: Codes
    entries: tuple[Entry, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    palette: str = "auto"
    values: pa.ChunkedArray | None = None
    asked: tuple[str, str] = ("auto", "auto")
    logarithmic: bool = False
    sets: ColoredSets | None = None
    base: "Coloring | None" = None

    @property
    def caption(self) -> str:
        """What the legend is headed with."""
        return f"{self.title}, log" if self.logarithmic else self.title

    def text(self, row: int) -> str:
        """The value of this row as the user reads it, empty where there is none."""
        value = None if self.values is None else self.values[row].as_py()
        if value is None or value != value:
            return ""
        return number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)

    @property
    def classed(self) -> npt.NDArray[np.bool_]:
        """The rows that have a colour of their own and lie above the grey ones."""
        return np.asarray(self.codes != NONE)


def plain(rows: int) -> Coloring:
    """One grey for all."""
    return Coloring(kind="plain", title="", codes=np.full(rows, NONE, np.uint8))


def color_by(name: str, column: pa.ChunkedArray | pa.Array, scale: Scale = "auto", palette: str = "auto") -> Coloring:
    """The colouring of a column; `auto` takes classes for words, a scale for numbers, diverging if both signs occur.

    Raises UserError for a column that cannot be coloured that way.
    """
    values = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    measurable = _is_measurable(values.type)
    if pa.types.is_nested(values.type) or is_of_bytes(values.type):
        raise UserError(f"The column ‘{name}’ holds {values.type}, which has no colour.", "Choose another column.")
    if scale == "categorical" or (scale == "auto" and not measurable):
        return replace(_categorical(name, values), asked=(scale, palette))
    if not measurable:
        raise UserError(f"The column ‘{name}’ holds words, which have no scale.", "Colour it by category.")
    return replace(_on_a_scale(name, values, scale, palette), asked=(scale, palette))


def color_by_sets(sets: ColoredSets, rows: int) -> Coloring:
    """The colouring of word sets: a class for each of the first eight, the rest as “other”, all other rows grey.

    A row of two sets has the colour of the first.
    """
    codes, kinds = np.full(rows, NONE, np.uint8), np.full(rows, -1, np.int32)
    for place, one in reversed(list(enumerate(sets.sets))):
        codes[list(one.rows)] = min(place, OTHER)
        kinds[list(one.rows)] = place
    entries = tuple(
        Entry(label=one.name, count=len(one.rows), code=min(place, OTHER), asked=one.asked)
        for place, one in enumerate(sets.sets)
    )
    named = pa.DictionaryArray.from_arrays(pa.array(kinds, mask=kinds < 0), [one.name for one in sets.sets])
    values = pa.chunked_array([named])
    return Coloring(kind="categorical", title=sets.title, codes=codes, entries=entries, values=values, sets=sets)


def usual_column(columns: pa.Table) -> str | None:
    """The column a map is coloured by until the user chooses: the first of classes, else counts, or None."""
    return class_column(columns) or (COUNT if COUNT in columns.column_names else None)


def class_column(columns: pa.Table) -> str | None:
    """The first column of words in 2 to 64 classes, or None."""
    for name in columns.column_names:
        kind = columns.schema.field(name).type
        if _is_of_words(kind) and FEWEST <= pc.count_distinct(columns[name]).as_py() <= MOST:
            return str(name)
    return None


def _is_of_words(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


def _is_measurable(kind: pa.DataType) -> bool:
    numeric = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return bool(numeric or pa.types.is_temporal(kind))


def _categorical(name: str, values: pa.ChunkedArray) -> Coloring:
    """The 8 largest classes, ties by name, then the others together, then none; null and the empty word are none."""
    dictionary, indices = _encoded(values)
    counts = np.bincount(indices[indices >= 0], minlength=len(dictionary))
    named = [i for i in range(len(dictionary)) if counts[i] and dictionary[i] != ""]
    ranked = sorted(named, key=lambda i: (-counts[i], dictionary[i]))
    code_of = np.full(len(dictionary) + 1, NONE, np.uint8)  # the last one answers for index −1, null
    code_of[ranked[CLASSES:]] = OTHER
    code_of[ranked[:CLASSES]] = np.arange(len(ranked[:CLASSES]))
    codes = code_of[indices]
    entries = [Entry(label=dictionary[i], count=int(counts[i]), code=c) for c, i in enumerate(ranked[:CLASSES])]
    rest = ranked[CLASSES:]
    if rest:
        entries.append(Entry(label=f"other ({thousands(len(rest))})", count=int(counts[rest].sum()), code=OTHER))
    entries += _without(codes, "no category")
    return Coloring(kind="categorical", title=name, codes=codes, entries=tuple(entries), values=values)


def _encoded(values: pa.ChunkedArray) -> tuple[list[str], npt.NDArray[np.int64]]:
    encoded = values if pa.types.is_dictionary(values.type) else pc.dictionary_encode(values)
    encoded = encoded.unify_dictionaries().combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0)
    indices = pc.fill_null(pc.cast(encoded.indices, pa.int64()), -1).to_numpy(zero_copy_only=False)
    words = ["" if value is None else str(value) for value in encoded.dictionary.to_pylist()]
    return words, np.asarray(indices, np.int64)


def _on_a_scale(name: str, values: pa.ChunkedArray, scale: Scale, palette: str) -> Coloring:
    numbers = _numbers(values)
    known = np.isfinite(numbers)
    if not known.any():
        codes = np.full(len(numbers), NONE, np.uint8)
        return Coloring(kind="sequential", title=name, codes=codes, entries=_without(codes, "no value"), values=values)
    low, high = float(numbers[known].min()), float(numbers[known].max())
    logarithmic = scale == "auto" and _is_steep(values.type, numbers[known])
    diverging = scale == "diverging" or (scale == "auto" and low < 0 < high)
    if diverging:
        high = max(-low, high)
        low = -high
    codes = (
        _placed(np.log(numbers), math.log(low), math.log(high), known)
        if logarithmic
        else _placed(numbers, low, high, known)
    )
    return Coloring(
        kind="diverging" if diverging else "sequential",
        title=name,
        logarithmic=logarithmic,
        codes=codes,
        entries=_without(codes, "no value"),
        marks=_marks(values, low, high, diverging),
        palette=palette if palette != "auto" or not pa.types.is_temporal(values.type) else "batlow",
        values=values,
    )


def _numbers(values: pa.ChunkedArray) -> DoubleArray:
    whole = pa.types.is_temporal(values.type)
    plain_numbers = _ticks(values) if whole else pc.cast(values, pa.float64(), safe=False)
    return np.asarray(pc.fill_null(plain_numbers, float("nan")).to_numpy(), np.float64)


def _ticks(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """A date or time as the number of its unit since the start of the calendar."""
    whole = pa.int32() if values.type.bit_width == 32 else pa.int64()
    return pc.cast(pc.cast(values, whole), pa.float64(), safe=False)


def _is_steep(kind: pa.DataType, numbers: DoubleArray) -> bool:
    """Counts that differ a thousandfold: on an even scale all but a few would have one colour."""
    return bool(pa.types.is_integer(kind) and numbers.min() > 0 and numbers.max() > STEEP * np.median(numbers))


def _placed(numbers: DoubleArray, low: float, high: float, known: npt.NDArray[np.bool_]) -> Codes:
    """The place of each number between low and high as a code; the middle of the scale where both are the same."""
    width = high - low
    share = (numbers - low) * (TOP / width) if width > 0 else np.full(len(numbers), TOP / 2)
    return np.where(known, np.nan_to_num(share) + 0.5, NONE).astype(np.uint8)


def _marks(values: pa.ChunkedArray, low: float, high: float, diverging: bool) -> tuple[tuple[int, str], ...]:
    if pa.types.is_temporal(values.type):
        ends = pc.min_max(values).as_py()
        return ((0, str(ends["min"])), (TOP, str(ends["max"])))
    if low == high:
        return ((TOP // 2, number_text(low)),)
    middle = ((TOP // 2, "0"),) if diverging else ()
    return ((0, number_text(low)), *middle, (TOP, number_text(high)))


def _without(codes: Codes, label: str) -> tuple[Entry, ...]:
    count = int(np.count_nonzero(codes == NONE))
    return (Entry(label=label, count=count, code=NONE),) if count else ()
