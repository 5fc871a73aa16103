"""The named groups of a map: the classes of a column, or the dense regions of the map, and where their names stand."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.coloring import NONE, OTHER, Coloring
from embexplorer.core.density_grid import NOWHERE, CellGrid, cut_out, grid_of, hills, smooth
from embexplorer.core.keys import Keys
from embexplorer.core.label_words import line_of
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IndexArray, IntArray

SIDE = 96  # cells along the map
CLASS_SIGMA, REGION_SIGMA = 2.0, 2.5  # cells
CLASS_APART, REGION_APART = 2.0, 1.12  # how many times as high as the pass between them two islands, or regions, are
ISLAND = 0.2  # of a class, at least, has an island with a name of its own
FEWEST = 10  # rows of a class, or of a region, that is named
REGION = 0.004  # of all rows, at least, has a region
WHOLE = 0.9  # of all rows; the words of a region with more would say nothing
MAPPED = 200  # rows of a map, at least, that has regions
MOST = 100  # classes of one column that are named; of more, the largest
WORDS, LETTERS = 2, 24  # that name a region, and how many of the letters of each
TRIED = 8  # words of a region that are looked at for some with letters
OF_REGIONS = "Names: most frequent words of each dense region of this map, not of the space"
OF_REGIONS_BY = "Names: first words by {} of each dense region of this map, not of the space"
OF_FIRST = "Names: first {} of each dense region of this map, not of the space"
NO_GROUPS = ""  # in place of a column: neither names nor hulls


@dataclass(frozen=True, kw_only=True)
class Island:
    """One place where a group is dense: map units, how many of its rows, and how far they lie from there (rms)."""

    group: int
    x: float
    y: float
    rows: int
    reach: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Groups:
    """`codes` has the number of the group of each row, −1 for none; `colors` the code of each group in the colouring.

    A group whose name is empty has none on the map. `islands` are the places of names, the largest first. `notes` are
    what must be said. `coordinates` are those of the map that they are groups of, `grid` where they lie, `of` what else
    they were made from.
    """

    names: tuple[str, ...]
    codes: IndexArray
    colors: tuple[int, ...]
    islands: tuple[Island, ...]
    coordinates: FloatArray
    notes: tuple[str, ...] = ()
    of: tuple[object, ...] = ()
    grid: CellGrid | None = None
    waits: bool = False  # none are there because they have not been looked for yet


def groups_of(
    keys: Keys,
    coordinates: FloatArray,
    coloring: Coloring,
    column: pa.ChunkedArray | None = None,
    ranked: IntArray | None = None,
    ranked_by: str = "",
    unit: str = "rows",
    shown: BoolArray | None = None,
    of: tuple[object, ...] = (),
    grid: CellGrid | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> Groups:
    """The groups of a column; without one, of the colouring if it has classes, else the dense regions of the map.

    `ranked` are all rows, the most important first (None: by number), `ranked_by` the column that says so. `grid` is
    that of an earlier answer for the same map, `go_on` as in `islands_of_shown`. Where there is nothing to name there
    are no groups.
    """
    grid = grid or grid_of(coordinates, SIDE, shown)
    nowhere = np.full(len(coordinates), NOWHERE, np.int32)
    empty = Groups(names=(), codes=nowhere, colors=(), islands=(), coordinates=coordinates, of=of, grid=grid)
    if grid is None:
        return empty
    if column is None and coloring.kind == "categorical":
        column = coloring.values
    if column is None:
        found = _regions(grid, coordinates, keys, ranked, ranked_by, unit)
    else:
        found = _classes(grid, coordinates, *_named_codes(column, coloring), coloring, column, go_on)
    return empty if found is None else replace(found, of=of, grid=grid)


def classes_at(groups: Groups, coordinates: FloatArray) -> Groups | None:
    """The classes with their names where their rows lie on another map of the same rows; None where they lie nowhere.

    Not for regions, which are those of one map.
    """
    grid, count = grid_of(coordinates, SIDE), len(groups.names)
    if grid is None:
        return None
    named, _ = largest(groups.codes, grid, count)
    islands = _all_islands(grid, groups.codes, named, count)
    return replace(groups, islands=islands, coordinates=coordinates, of=(), grid=grid)


def waiting(coordinates: FloatArray, grid: CellGrid | None = None) -> Groups:
    """No groups, for as long as they have not been looked for; `grid` as in `groups_of`."""
    nowhere = np.full(len(coordinates), NOWHERE, np.int32)
    return Groups(names=(), codes=nowhere, colors=(), islands=(), coordinates=coordinates, grid=grid, waits=True)


def _classes(
    grid: CellGrid,
    coordinates: FloatArray,
    names: list[str],
    codes: IndexArray,
    coloring: Coloring,
    column: pa.ChunkedArray,
    go_on: Callable[[], bool],
) -> Groups | None:
    named, count = largest(codes, grid, len(names))
    notes = (f"Names: the {MOST} largest of {count:,} classes",) if count > MOST else ()
    islands = _all_islands(grid, codes, named, len(names), go_on)
    if not islands:
        return None
    colors = np.full(len(names) + 1, NONE, np.uint8)
    if coloring.kind == "categorical" and _is_of(coloring, column):
        colors[codes] = coloring.codes
    return Groups(
        names=tuple(names),
        codes=codes,
        colors=tuple(int(code) for code in colors[:-1]),
        islands=islands,
        coordinates=coordinates,
        notes=notes,
    )


def _all_islands(
    grid: CellGrid, codes: IndexArray, named: list[int], count: int, go_on: Callable[[], bool] = lambda: True
) -> tuple[Island, ...]:
    """The islands of the classes that are named, of so many, the largest first."""
    slots = np.full(count + 1, NOWHERE, np.int32)
    slots[named] = np.arange(len(named))
    images = grid.counts_of(slots[codes], len(named))
    looked_at = takewhile(lambda _: go_on(), zip(named, images, strict=True))
    islands = [island for i, counts in looked_at for island in _islands(grid, counts, i)]
    return tuple(sorted(islands, key=lambda island: -island.rows))


def _named_codes(column: pa.ChunkedArray, coloring: Coloring) -> tuple[list[str], IndexArray]:
    """The classes of a column as text, and the number of each row's, −1 for none and the empty word."""
    few = [entry for entry in coloring.entries if entry.code < OTHER]
    if (
        column is coloring.values
        and coloring.kind == "categorical"
        and not any(e.code == OTHER for e in coloring.entries)
    ):
        number = np.full(256, NOWHERE, np.int32)
        number[[entry.code for entry in few]] = np.arange(len(few))
        return [entry.label for entry in few], number[coloring.codes]
    return _encoded(column)


def _is_of(coloring: Coloring, column: pa.ChunkedArray) -> bool:
    values = coloring.values
    return values is column or (values is not None and bool(values.equals(column)))


def largest(codes: IndexArray, grid: CellGrid, count: int) -> tuple[list[int], int]:
    """The largest classes on the grid, and how many have enough rows."""
    counts = np.bincount(codes[(codes >= 0) & (grid.cells >= 0)], minlength=count)
    named = [int(i) for i in np.argsort(-counts, kind="stable") if counts[i] >= FEWEST]
    return named[:MOST], len(named)


def _encoded(column: pa.ChunkedArray) -> tuple[list[str], IndexArray]:
    """The same by looking at every value."""
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    whole = encoded.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0)
    names = ["" if value is None else str(value) for value in whole.dictionary.to_pylist()]
    numbers = pc.fill_null(pc.cast(whole.indices, pa.int32()), -1).to_numpy(zero_copy_only=False)
    void = np.array([*(name == "" for name in names), True])
    return names, np.where(void[numbers], -1, numbers).astype(np.int32)


def _islands(grid: CellGrid, counts: DoubleArray, group: int) -> list[Island]:
    """The places where the class is dense; at least one."""
    part, row, column = cut_out(counts, math.ceil(3 * CLASS_SIGMA))
    density = smooth(part, CLASS_SIGMA)
    density[density < density.max() * 0.02] = 0.0
    found = hills(density, CLASS_APART, CLASS_SIGMA)
    islands = [_island(grid, part, density, found == hill, group, row, column) for hill in range(int(found.max()) + 1)]
    islands.sort(key=lambda island: -island.rows)
    return [island for n, island in enumerate(islands) if n == 0 or island.rows >= ISLAND * counts.sum()]


def islands_of_shown(groups: Groups, shown: BoolArray, go_on: Callable[[], bool] = lambda: True) -> tuple[Island, ...]:
    """Where the groups of a map are dense among the rows that are shown, the largest island first.

    `go_on` is asked before each group; what comes after it has said no is left out.
    """
    grid = groups.grid or grid_of(groups.coordinates, SIDE)
    if grid is None:
        return ()
    there = sorted({island.group for island in groups.islands})
    slots = np.full(len(groups.names) + 1, NOWHERE, np.int32)
    slots[there] = np.arange(len(there))
    images = grid.counts_of(slots[np.where(shown, groups.codes, NOWHERE)], len(there))
    seen = [(group, counts) for group, counts in zip(there, images, strict=True) if counts.any()]
    looked_at = takewhile(lambda _: go_on(), seen)
    islands = [island for group, counts in looked_at for island in _islands(grid, counts, group)]
    return tuple(sorted(islands, key=lambda island: -island.rows))


def _island(
    grid: CellGrid,
    counts: DoubleArray,
    density: DoubleArray,
    part: BoolArray,
    group: int,
    row: int = 0,
    column: int = 0,
) -> Island:
    """Its middle is that of its dense core; the image begins at this row and column of the grid."""
    core = part & (density >= 0.5 * density[part].max())
    rows, columns = np.nonzero(core)
    weights = density[core]
    middle = np.stack([columns, rows]) @ weights / weights.sum()
    ((x, y),) = grid.at(column + middle[:1], row + middle[1:])
    rows, columns = np.nonzero(part)
    far = ((grid.at(column + columns, row + rows) - (x, y)) ** 2).sum(axis=1)
    reach = float(np.sqrt(far @ density[part] / density[part].sum()))
    return Island(group=group, x=float(x), y=float(y), rows=round(float(counts[part].sum())), reach=reach)


def _regions(
    grid: CellGrid, coordinates: FloatArray, keys: Keys, ranked: IntArray | None, ranked_by: str, unit: str
) -> Groups | None:
    if grid.known < MAPPED:
        return None
    counts = grid.counts()
    density = smooth(counts, REGION_SIGMA)
    density[density < density.max() * 0.01] = 0.0
    found = hills(density, REGION_APART, REGION_SIGMA)
    islands = [_island(grid, counts, density, found == hill, hill) for hill in range(int(found.max()) + 1)]
    kept = [island for island in islands if island.rows >= max(FEWEST, REGION * grid.known)]
    if len(kept) < 2:  # one name for the whole map would say nothing
        return None
    tops = np.array([density[found == hill].max() for hill in range(int(found.max()) + 1)])
    number = np.full(len(islands) + 1, NOWHERE, np.int32)
    number[[island.group for island in kept]] = np.arange(len(kept))
    core = np.where((found >= 0) & (density >= 0.4 * tops[found]), number[found], NOWHERE).reshape(-1)
    whole = number[found].reshape(-1)
    cells = grid.cells
    words = _first_words(np.where(cells >= 0, core[cells], NOWHERE), len(kept), ranked, keys)
    renumbered = [Island(group=n, x=i.x, y=i.y, rows=i.rows, reach=i.reach) for n, i in enumerate(kept)]
    return Groups(
        names=tuple("" if i.rows > WHOLE * grid.known else said for i, said in zip(kept, words, strict=True)),
        codes=np.where(cells >= 0, whole[cells], NOWHERE).astype(np.int32),
        colors=(NONE,) * len(kept),
        islands=tuple(sorted(renumbered, key=lambda island: -island.rows)),
        coordinates=coordinates,
        notes=(_said(ranked_by, unit),),
    )


def _said(ranked_by: str, unit: str) -> str:
    if ranked_by:
        return OF_REGIONS_BY.format(ranked_by)
    return OF_REGIONS if unit == "words" else OF_FIRST.format(unit)


def _first_words(regions: IndexArray, count: int, ranked: IntArray | None, keys: Keys) -> tuple[str, ...]:
    """For each region its first words in this order that have letters; a comma says nothing."""
    order = np.arange(len(regions)) if ranked is None else ranked
    codes = np.array(regions[order], np.int32)
    names: list[list[str]] = [[] for _ in range(count)]
    spare: list[str] = [""] * count  # of a region without letters, its first sign
    for _ in range(TRIED):
        first = np.full(count + 1, NOWHERE)
        first[codes[::-1]] = np.arange(len(order))[::-1]  # of several the last is kept: the first in order
        for region in np.flatnonzero(first[:count] >= 0).tolist():
            word = line_of(keys, int(order[first[region]]))[:LETTERS]
            spare[region] = spare[region] or word
            if len(names[region]) < WORDS and any(sign.isalpha() for sign in word):
                names[region].append(word)
            codes[first[region]] = NOWHERE
        if all(len(words) == WORDS for words in names):
            break
    return tuple(", ".join(words) or sign for words, sign in zip(names, spare, strict=True))
