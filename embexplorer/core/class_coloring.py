"""Colours for classes: the largest have one each, the others share one, and rows without a class are grey."""

import numpy as np
import pyarrow as pa

from embexplorer.core.class_order import codes_of
from embexplorer.core.color_codes import NONE, OTHER, Codes, Coloring, Entry, Wish
from embexplorer.core.column_values import encoded, ranked
from embexplorer.core.look import ColoredSets
from embexplorer.core.number_text import thousands
from embexplorer.core.palettes import most_classes


def in_classes(name: str, values: pa.ChunkedArray, wish: Wish) -> Coloring:
    """The largest classes, ties by name, then the others together, then none; null and the empty word are none.

    Where an order is wished for, classes have the colours that it gives them.
    """
    words, indices = encoded(values)
    classes = ranked(words, indices)
    given = codes_of([words[place] for place, _ in classes], wish.order, _told_apart(wish))
    code_of = np.full(len(words) + 1, NONE, np.uint8)  # the last one answers for index −1, null
    code_of[[place for place, _ in classes]] = [OTHER if code is None else code for code in given]
    codes = code_of[indices]
    coded = list(zip(classes, given, strict=True))
    rest = [one for one, code in coded if code is None]
    entries = [Entry(label=words[place], count=n, code=code) for (place, n), code in coded if code is not None]
    if rest:
        count = sum(count for _, count in rest)
        entries.append(Entry(label=f"other ({thousands(len(rest))})", count=count, code=OTHER))
    entries += without(codes, "no category")
    return Coloring(
        kind="categorical", title=name, codes=codes, entries=tuple(entries), palette=wish.palette, values=values
    )


def _told_apart(wish: Wish) -> int:
    most = most_classes(wish.palette)
    return most if wish.classes is None else min(max(wish.classes, 1), most)


def color_by_sets(sets: ColoredSets, rows: int, wish: Wish | None = None) -> Coloring:
    """The colouring of word sets: a class for each of the first, the rest as “other”, all other rows grey.

    A row of two sets has the colour of the first.
    """
    wish = wish or Wish()
    most = _told_apart(wish)
    codes, kinds = np.full(rows, NONE, np.uint8), np.full(rows, -1, np.int32)
    code_of = [place if place < most else OTHER for place in range(len(sets.sets))]
    for place, one in reversed(list(enumerate(sets.sets))):
        codes[list(one.rows)] = code_of[place]
        kinds[list(one.rows)] = place
    entries = tuple(
        Entry(label=one.name, count=len(one.rows), code=code_of[place], asked=one.asked)
        for place, one in enumerate(sets.sets)
    )
    named = pa.DictionaryArray.from_arrays(pa.array(kinds, mask=kinds < 0), [one.name for one in sets.sets])
    values = pa.chunked_array([named])
    return Coloring(
        kind="categorical", title=sets.title, codes=codes, entries=entries, values=values, sets=sets,
        palette=wish.palette, asked=wish,
    )  # fmt: skip


def without(codes: Codes, label: str) -> tuple[Entry, ...]:
    """The line of a legend for rows that have no code of their own, if there are any."""
    count = int(np.count_nonzero(codes == NONE))
    return (Entry(label=label, count=count, code=NONE),) if count else ()
