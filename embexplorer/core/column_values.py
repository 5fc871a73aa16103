"""What kind of values a column holds, and the same values as numbers, classes or dates."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.typing import DoubleArray, IndexArray


def is_of_words(kind: pa.DataType) -> bool:
    """Whether a column of this type holds words."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


def is_numeric(kind: pa.DataType) -> bool:
    """Whether a column of this type holds numbers."""
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def is_measurable(kind: pa.DataType) -> bool:
    """Whether a column of this type has a scale: numbers, dates, times and durations."""
    return is_numeric(kind) or bool(pa.types.is_temporal(kind))


def is_of_dates(kind: pa.DataType) -> bool:
    """Whether a column of this type holds dates or times, whose zero is a mere convention."""
    return bool(pa.types.is_temporal(kind) and not pa.types.is_duration(kind))


def numbers(values: pa.ChunkedArray) -> DoubleArray:
    """The values of a measurable column, nan where there is none; dates and times as ticks of their unit."""
    plain = _ticks(values) if pa.types.is_temporal(values.type) else pc.cast(values, pa.float64(), safe=False)
    if plain.null_count:
        plain = pc.fill_null(plain, float("nan"))
    return np.asarray(plain.to_numpy(), np.float64)


def _ticks(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """A date or time as the number of its unit since the start of the calendar."""
    return pc.cast(pc.cast(values, _whole(values.type)), pa.float64(), safe=False)


def _whole(kind: pa.DataType) -> pa.DataType:
    return pa.int32() if kind.bit_width == 32 else pa.int64()


def dated(ticks: float, kind: pa.DataType) -> str:
    """The date or time of so many ticks of its unit: a day without hours where it begins one."""
    value = pc.cast(pa.scalar(round(ticks), _whole(kind)), kind).as_py()
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return str(value.date())
    return str(value)


def encoded(values: pa.ChunkedArray) -> tuple[list[str], IndexArray]:
    """The distinct values as text, and which of them each row has: −1 where it has none."""
    coded = values if pa.types.is_dictionary(values.type) else pc.dictionary_encode(values)
    coded = coded.unify_dictionaries().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.chunk(0)
    indices = pc.cast(coded.indices, pa.int32())
    if indices.null_count:
        indices = pc.fill_null(indices, -1)
    words = ["" if value is None else str(value) for value in coded.dictionary.to_pylist()]
    return words, np.asarray(indices.to_numpy(zero_copy_only=False), np.int32)


def ranked(words: list[str], indices: IndexArray) -> list[tuple[int, int]]:
    """(place in `words`, how many rows) of every class that occurs, the largest first, ties by name; no empty word."""
    counts = np.bincount(indices + 1, minlength=len(words) + 1)[1:].tolist()
    named = [place for place, word in enumerate(words) if counts[place] and word != ""]
    return [(place, counts[place]) for place in sorted(named, key=lambda place: (-counts[place], words[place]))]
