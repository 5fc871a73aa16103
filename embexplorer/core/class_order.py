"""Which colour or symbol each class has: by its size, or as in the space that this one is a part of."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.column_values import encoded, is_measurable, is_of_words, ranked
from embexplorer.core.look import ColoredSet, ColoredSets, Look
from embexplorer.core.palettes import AUTO, most_classes
from embexplorer.core.typing import IntArray

KEPT = 64  # classes of a column whose order a part takes over
NO_CLASS = ""  # in an order: none has this code


def codes_of(labels: Sequence[str], order: Sequence[str], most: int) -> list[int | None]:
    """The code of each class, the largest first; None for those that share one colour or symbol.

    A class keeps the code that it has in `order`; the others take, by size, those codes that no class here has.
    """
    place = {label: code for code, label in enumerate(order[:most]) if label != NO_CLASS}
    taken = {place[label] for label in labels if label in place}
    free = iter([code for code in range(most) if code not in taken])
    return [place[label] if label in place else next(free, None) for label in labels]


def order_of(labels: Sequence[str], known: Sequence[str], most: int) -> tuple[str, ...]:
    """The order in which a part of these rows finds their classes: by code, then those without one by size."""
    slots = [*known[:most], *[NO_CLASS] * (most - len(known))]
    for label, code in zip(labels, codes_of(labels, known, most), strict=True):
        if code is not None:
            slots[code] = label
    rest = [label for label in dict.fromkeys((*known[most:], *labels)) if label not in slots]
    while not rest and slots and slots[-1] == NO_CLASS:
        slots.pop()
    return (*slots, *rest)[:KEPT]


def carried_order(look: Look, columns: pa.Table) -> Look:
    """The look with which a part of this space keeps colour and symbol of every class."""
    known = dict(look.class_order)
    for name in columns.column_names:
        if _has_classes(name, columns[name], look):
            words, indices = encoded(columns[name])
            labels = [words[place] for place, _ in ranked(words, indices)]
            own = name == look.color_by
            most = most_classes(look.palette) if own else most_classes(AUTO)
            most = min(most, look.most_classes) if own and look.most_classes is not None else most
            known[name] = order_of(labels, known.get(name, ()), max(most, 1))
    return replace(look, class_order=tuple(known.items()))


def _has_classes(name: str, column: pa.ChunkedArray, look: Look) -> bool:
    if is_of_words(column.type) or pa.types.is_boolean(column.type):
        return name in (look.color_by, look.shape_by) or 2 <= pc.count_distinct(column).as_py() <= KEPT
    return is_measurable(column.type) and (
        name == look.shape_by or (name == look.color_by and look.scale == "categorical")
    )


def with_sets_of(look: Look, places: IntArray) -> Look:
    """The look with the rows of its word sets as those of another space: row i is row `places[i]` there, or −1."""
    if look.sets is None:
        return look
    found = [(one, places[np.array(one.rows, np.int64)]) for one in look.sets.sets]
    sets = tuple(
        ColoredSet(name=one.name, rows=tuple(there[there >= 0].tolist()), asked=one.asked) for one, there in found
    )
    return replace(look, sets=ColoredSets(title=look.sets.title, sets=sets))
