"""Colours for numbers and dates: each row's place on a scale, between the values that the user or the column sets."""

import math

import numpy as np
import pyarrow as pa

from embexplorer.core.class_coloring import without
from embexplorer.core.color_codes import NONE, TOP, Bar, Codes, Coloring, Wish
from embexplorer.core.column_values import is_of_dates, numbers
from embexplorer.core.errors import UserError
from embexplorer.core.number_text import thousands
from embexplorer.core.palettes import AUTO
from embexplorer.core.typing import BoolArray, DoubleArray

STEEP = 100.0  # times the median is the greatest count, where counts are put on a logarithmic scale
NEAR = 0.12  # of the bar: a mark of the span this near to another says nothing more
BECAME = {"ends": "in the end colours", "grey": "grey", "hide": "hidden"}


def on_a_scale(name: str, values: pa.ChunkedArray, wish: Wish) -> Coloring:
    """Sequential, or diverging and centred on 0 where both signs occur; counts that differ much in powers."""
    if wish.scale == "diverging" and is_of_dates(values.type):
        raise UserError(f"The column ‘{name}’ holds dates, which have no zero.", "Colour it on a sequential scale.")
    given = numbers(values)
    known = np.isfinite(given)
    if not known.any():
        codes = np.full(len(given), NONE, np.uint8)
        entries = without(codes, "no value")
        return Coloring(kind="sequential", title=name, codes=codes, entries=entries, values=values)
    bar = _bar(values.type, given if known.all() else given[known], wish)
    codes = _placed(given, bar, known)
    beyond = _beyond(given, bar)
    entries = without(codes, "no value")
    if wish.outside != "ends" and beyond is not None:
        codes[beyond] = NONE
    return Coloring(
        kind="diverging" if bar.centred else "sequential",
        title=name,
        codes=codes,
        entries=entries,
        marks=_marks(bar),
        palette=wish.palette if wish.palette != AUTO or bar.unit is None else "batlow",
        values=values,
        bar=bar,
        outside=beyond if wish.outside == "hide" else None,
        notes=_notes(beyond, wish),
    )


def _bar(kind: pa.DataType, given: DoubleArray, wish: Wish) -> Bar:
    low, high = float(given.min()), float(given.max())
    centred = wish.scale == "diverging" or (wish.scale == "auto" and low < 0 < high and not is_of_dates(kind))
    can = low > 0 and not centred and not pa.types.is_temporal(kind)
    usual = wish.scale == "auto" and _is_steep(kind, given)
    logarithmic = can and (usual if wish.logarithmic is None else wish.logarithmic)
    if centred:
        high = max(-low, high)
        low = -high
    span = _span(wish.span, low, high, centred)
    unit = kind if pa.types.is_temporal(kind) else None
    whole = bool(pa.types.is_integer(kind)) or unit is not None
    return Bar(
        low=low, high=high, span=span, logarithmic=logarithmic, can_be_logarithmic=can, centred=centred, unit=unit,
        whole=whole,
    )  # fmt: skip


def _is_steep(kind: pa.DataType, given: DoubleArray) -> bool:
    """Counts that differ a thousandfold: on an even scale all but a few would have one colour."""
    return bool(pa.types.is_integer(kind) and given.min() > 0 and given.max() > STEEP * np.median(given))


def _span(asked: tuple[float, float] | None, low: float, high: float, centred: bool) -> tuple[float, float]:
    """What was asked for, as far as there are such values; the same on both sides of 0 if that is the middle."""
    if asked is None:
        return low, high
    if centred:
        reach = min(max(abs(asked[0]), abs(asked[1])), high)
        return -reach, reach
    start, end = (min(max(value, low), high) for value in sorted(asked))
    return start, end


def _placed(given: DoubleArray, bar: Bar, known: BoolArray) -> Codes:
    """The place of each number in the span as a code; the middle of the scale where its ends are the same."""
    low, high = bar.span
    if bar.logarithmic:
        with np.errstate(divide="ignore", invalid="ignore"):
            given = np.log(given)
        low, high = math.log(low), math.log(high)
    if math.isinf(high - low):  # the greatest numbers that there are, of both signs
        given, low, high = given / 2, low / 2, high / 2
    width = high - low
    if not width > 0:
        share = np.where(given < low, 0.0, np.where(given > high, float(TOP), TOP / 2))
    else:
        with np.errstate(over="ignore", invalid="ignore"):
            share = (given - low) * (TOP / width) if math.isfinite(TOP / width) else (given - low) / width * TOP
    share += 0.5
    np.clip(share, 0.5, TOP + 0.5, out=share)
    if not known.all():
        share[~known] = NONE
    return share.astype(np.uint8)


def _beyond(given: DoubleArray, bar: Bar) -> BoolArray | None:
    """The rows whose value lies outside of the span, None where there is none."""
    if bar.span == (bar.low, bar.high):
        return None
    outside = (given < bar.span[0]) | (given > bar.span[1])
    return outside if outside.any() else None


def _marks(bar: Bar) -> tuple[tuple[int, str], ...]:
    if bar.low == bar.high:
        return ((TOP // 2, bar.text(bar.low)),)
    marks = {0: bar.text(bar.low), TOP: bar.text(bar.high)}
    if bar.centred:
        marks[TOP // 2] = "0"
    for value, end, sign in zip(bar.span, (0, TOP), "≤≥", strict=True):
        place = round(bar.share(value) * TOP)
        if abs(place - end) <= NEAR * TOP and value not in (bar.low, bar.high):
            marks[end] = f"{sign} {bar.text(value)}"
        elif all(abs(place - other) > NEAR * TOP for other in marks):
            marks[place] = bar.text(value)
    return tuple(sorted(marks.items()))


def _notes(beyond: BoolArray | None, wish: Wish) -> tuple[str, ...]:
    if beyond is None:
        return ()
    return (f"{thousands(int(np.count_nonzero(beyond)))} outside: {BECAME[wish.outside]}",)
