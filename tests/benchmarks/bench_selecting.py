"""Filters, selections and steps over a million points, each beside numpy, pyarrow or scikit-learn in the same run."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from PySide6.QtCore import QPointF

from embexplorer.core.coloring import plain
from embexplorer.core.directions import WAYS, nearest_towards
from embexplorer.core.figure import Figure
from embexplorer.core.filter_columns import NumberColumn
from embexplorer.core.filtering import Filtering
from embexplorer.core.growing import within
from embexplorer.core.keys import Keys
from embexplorer.core.look import ColumnFilter
from embexplorer.core.report import ignore
from embexplorer.gui.map.brush import Brush
from embexplorer.gui.map.transform import MapTransform
from embexplorer.workspace.selecting import combined

RADIUS = 0.8


def run(small: bool) -> dict[str, float | str]:
    """Milliseconds; a ratio is ours / theirs: below 1 is quicker."""
    rows = 20_000 if small else 1_000_000
    random = np.random.default_rng(0)
    return {
        "rows": f"{rows:,}",
        **_filters(rows, random),
        **_selections(rows, random),
        **_map(rows, random),
        **_growing(5_000 if small else 100_000, random),
    }


def _filters(rows: int, random: np.random.Generator) -> dict[str, float | str]:
    table = pa.table(
        {
            "rank": np.arange(1, rows + 1),
            "norm": random.normal(6, 1, rows).astype(np.float32),
            "class": pa.array([f"c{n}" for n in range(20)]).take(pa.array(random.integers(0, 20, rows))),
            "year": random.integers(1900, 2000, rows),
        }
    )
    filtering = Filtering(table, rows)
    fixed = (
        ColumnFilter(column="norm", low=5.0, high=7.0),
        ColumnFilter(column="class", values=("c1", "c2", "c3", "c4", "c5", "c6")),
    )
    edges = {name: _edges(filtering, name) for name in ("rank", "norm", "year")}
    moves = iter(range(1, 100))

    def ours() -> Any:
        filters = (ColumnFilter(column="rank", high=rows / 2 + next(moves)), *fixed)
        return filtering.mask(filters), [filtering.counted(name, filters) for name in table.column_names]

    def theirs() -> Any:
        rank = pc.less_equal(table["rank"], rows / 2 + next(moves))
        norm = pc.and_(pc.greater_equal(table["norm"], 5.0), pc.less_equal(table["norm"], 7.0))
        kind = pc.is_in(table["class"], value_set=pa.array(fixed[1].values))
        masks = {"rank": rank, "norm": norm, "class": kind, "year": pa.scalar(True)}
        everything = pc.and_(pc.and_(rank, norm), kind)
        counts = []
        for name in table.column_names:
            others = [mask for other, mask in masks.items() if other != name]
            kept = table[name].filter(pc.and_(pc.and_(others[0], others[1]), others[2]))
            counts.append(pc.value_counts(kept) if name == "class" else np.histogram(kept.to_numpy(), edges[name]))
        return everything, counts

    ours()
    mine, peer = _best(ours), _best(theirs)
    return {
        "a handle is dragged: mask and 4 cross-filtered histograms": mine,
        "the same by pyarrow and numpy.histogram": peer,
        "ratio of filters": mine / peer,
    }


def _edges(filtering: Filtering, name: str) -> np.ndarray:
    column = filtering.column(name)
    assert isinstance(column, NumberColumn)
    return column.even.edges


def _selections(rows: int, random: np.random.Generator) -> dict[str, float | str]:
    one, other = (np.flatnonzero(random.random(rows) < 0.5) for _ in range(2))
    mine, peer = _best(lambda: combined(one, other, "add")), _best(lambda: np.union1d(one, other))
    return {"half of the rows added to another half": mine, "by numpy.union1d": peer, "ratio of adding": mine / peer}


def _map(rows: int, random: np.random.Generator) -> dict[str, float | str]:
    from scipy.spatial import cKDTree

    places = random.normal(size=(rows, 2)).astype(np.float32)
    figure = Figure(title="", keys=Keys([]), coordinates=places, coloring=plain(rows), order=np.arange(rows))
    brush, view = Brush(), MapTransform(scale=100, left=600, top=400)
    stroke = brush.begin(figure, view, QPointF(600, 400))
    walked = _best(lambda: nearest_towards(places, (0.1, 0.1), WAYS["right"]))
    tree = _best(lambda: cKDTree(places), once=True)
    return {
        "one move of the brush": _best(lambda: stroke.to(QPointF(610, 405))),
        "one step by an arrow key": walked,
        "(a k-d tree to step with, built for each map, by SciPy)": tree,
    }


def _growing(rows: int, random: np.random.Generator) -> dict[str, float | str]:
    from sklearn.neighbors import NearestNeighbors

    vectors = random.normal(size=(rows, 50)).astype(np.float32)
    vectors[:, :4] *= 4
    chosen = np.arange(50)
    search = NearestNeighbors(algorithm="brute", metric="cosine").fit(vectors)

    def theirs() -> Any:
        found = search.radius_neighbors(vectors[chosen], 1 - RADIUS, return_distance=False)
        return np.setdiff1d(np.concatenate(found), chosen)

    mine, peer = _best(lambda: within(vectors, chosen, "cosine", RADIUS, ignore)), _best(theirs)
    same = set(theirs().tolist()) == set(within(vectors, chosen, "cosine", RADIUS, ignore).rows.tolist())
    return {
        f"50 words grown by cosine {RADIUS} among {rows:,} × 50": mine,
        "by scikit-learn's brute force": peer,
        "ratio of growing": mine / peer,
        "the same rows": "yes" if same else "no",
    }


def _best(work: Callable[[], Any], once: bool = False) -> float:
    """Milliseconds of the best of five runs."""
    times = []
    for _ in range(1 if once else 5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)
