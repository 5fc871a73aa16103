"""How many neighbours each word keeps from one space to another, as colour, as a distribution, and word by word."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.coloring import NONE, TOP, Coloring
from embexplorer.core.number_text import MINUS
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray

AGREEMENT = "agreement"  # the palette: red where nothing is kept, grey where all is
TITLE = "neighbours shared"
UNKNOWN = -1
INTERVAL = "interval"
ONLY_HERE = "only_here"  # a column: the neighbour is not among those of the other space


def agreement(words: pa.Table, rows: int) -> Coloring:
    """The words of the answer of `compare` (its part `words`) as colours of a space with so many rows; the others have
    none."""
    k = size_of(words)
    counts = np.full(rows, UNKNOWN, np.int64)
    counts[_numbers(words, "row")] = _numbers(words, "shared")
    codes = np.where(counts < 0, NONE, np.round(np.maximum(counts, 0) * (TOP / k))).astype(np.uint8)
    said = pa.DictionaryArray.from_arrays(
        pa.array(np.maximum(counts, 0), pa.int32(), mask=counts < 0), pa.array([f"{n} of {k}" for n in range(k + 1)])
    )
    marks = ((0, f"0 of {k}"), (TOP, f"{k} of {k}"))
    values = pa.chunked_array([said])
    return Coloring(kind="sequential", title=TITLE, codes=codes, marks=marks, palette=AGREEMENT, values=values)


def size_of(words: pa.Table) -> int:
    """How many neighbours of each word were compared."""
    return int(words["of"][0].as_py()) if words.num_rows else 1


def changed_first(words: pa.Table) -> IntArray:
    """Rows of the space, in the order of the answer: the most changed first."""
    return _numbers(words, "row")


def counted(coloring: Coloring, rows: IntArray) -> Coloring:
    """The colouring of these rows alone, in their order, with a legend that counts them."""
    few = picked(coloring, rows)
    counts = np.bincount(few.codes, minlength=256)
    return replace(few, entries=tuple(replace(one, count=int(counts[one.code])) for one in few.entries))


def spread(coloring: Coloring, rows: IntArray, count: int) -> Coloring:
    """A colouring of m things as one of `count` rows, thing i being row `rows[i]`; the others have no colour."""
    codes = np.full(count, NONE, np.uint8)
    codes[rows] = coloring.codes
    outside = None if coloring.outside is None else np.zeros(count, np.bool_)
    if outside is not None:
        outside[rows] = coloring.outside
    if coloring.values is None:
        return replace(coloring, codes=codes, outside=outside)
    places = np.full(count, UNKNOWN, np.int64)
    places[rows] = np.arange(len(rows))
    values = coloring.values.take(pa.array(places, mask=places < 0))
    return replace(coloring, codes=codes, outside=outside, values=values)


def picked(coloring: Coloring, rows: IntArray) -> Coloring:
    """The colouring of these rows alone, in their order."""
    values = None if coloring.values is None else coloring.values.take(pa.array(rows))
    outside = None if coloring.outside is None else coloring.outside[rows]
    return replace(coloring, codes=coloring.codes[rows], outside=outside, values=values)


def distribution(words: pa.Table) -> IntArray:
    """How many words keep 0, 1, … k of their neighbours."""
    return np.bincount(_numbers(words, "shared"), minlength=size_of(words) + 1)


def mean_shared(words: pa.Table) -> float:
    """How many neighbours a word keeps, on average."""
    return float(_numbers(words, "shared").mean()) if words.num_rows else 0.0


def stable_first(words: pa.Table) -> pa.Table:
    """The same words, the most stable first; those that are alike by their row."""
    order = pc.sort_indices(words, sort_keys=[("shared", "descending"), ("row", "ascending")])
    return words.take(order)


def words_table(answer: Table, words: pa.Table) -> Table:
    """The words of an answer of `compare` as a table of their own, to be shown, copied and saved."""
    return replace(answer, columns=words, parts={}, form="table")


def of_side(answer: Table, side: int) -> Table:
    """The neighbours in one of the two spaces (0: the space, 1: the other) from an answer of `compare-word`.

    A column says which of them are not among those of the other side.
    """
    k = int(answer.facts["k"])
    mine = answer.columns.filter(pc.equal(answer.columns["side"], side))
    return replace(answer, columns=mine.append_column(ONLY_HERE, pc.greater(mine["rank_in_other"], k)))


def only_on(answer: Table, side: int) -> IntArray:
    """The rows of the space of those neighbours that are among the nearest on this side only."""
    mine = of_side(answer, side).columns
    return _numbers(mine.filter(mine[ONLY_HERE]), "row")


def with_interval(answer: Table) -> Table:
    """The measures of an answer of `compare` with “0.661–0.669” as one column."""
    ends = zip(answer.columns["low"].to_pylist(), answer.columns["high"].to_pylist(), strict=True)
    texts = [f"{low:.3f}–{high:.3f}".replace("-", MINUS) for low, high in ends]
    return replace(answer, columns=answer.columns.append_column(INTERVAL, pa.array(texts, pa.string())))


def _numbers(table: pa.Table, name: str) -> IntArray:
    return np.asarray(table[name].to_numpy(), np.int64)
