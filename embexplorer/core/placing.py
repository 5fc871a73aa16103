"""Which rows of a space are on the map of another one already, and who of that one is nearest to each of the rest."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.family import places_in
from embexplorer.core.one_model import refuse_other_model
from embexplorer.core.projection import Projection
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.core.vectors import Metric, nearest

SAME = 1e-6  # of the mean distance to the old neighbours: nearer to one than that, a new row equals it
AT_ONCE = 1024  # rows that are looked for between two words of progress
EQUAL = 1e-5  # relative difference of two numbers that are one, written and read again


@dataclass(frozen=True, kw_only=True, eq=False)
class Newcomers:
    """`rows` of the space have to be placed; `known` rows are where the old map has `old_rows`.

    `changed` counts those of `rows` that the old space has by key, with another vector.
    """

    rows: IntArray
    known: IntArray
    old_rows: IntArray
    changed: int


def newcomers(space: EmbeddingSpace, old: EmbeddingSpace, old_map: Projection) -> Newcomers:
    """Tell old rows from new ones, by key and vector; raises UserError where the two do not fit together."""
    if space.dimensions != old.dimensions:
        raise UserError(
            f"{space.name} has {space.dimensions:,} dimensions and {old.name} has {old.dimensions:,}.",
            "Only rows of one model can stand on one map.",
        )
    if old_map.rows != old.rows:
        raise UserError(
            f"{old_map.name} has {old_map.rows:,} points, but {old.name} has {old.rows:,} rows.",
            "Choose a projection of this space.",
        )
    places = places_in(space.keys, old.keys)
    shared = np.flatnonzero(places >= 0)
    refuse_other_model(space, old, shared, places[shared])
    mine, theirs = np.asarray(space.vectors[shared]), np.asarray(old.vectors[places[shared]])
    equal = np.isclose(mine, theirs, rtol=EQUAL, atol=EQUAL * float(np.abs(theirs).max(initial=0))).all(axis=1)
    known = shared[equal]
    rows = np.setdiff1d(np.arange(space.rows), known)
    return Newcomers(rows=rows, known=known, old_rows=places[known], changed=int(np.count_nonzero(~equal)))


def made_by(old_map: Projection) -> tuple[str, dict[str, Any]]:
    """The name and the parameters of the step that made a map; empty for one that nobody knows the making of."""
    steps = old_map.recipe.steps
    return (steps[-1].name, dict(steps[-1].parameters)) if steps else ("", {})


def nearest_old(
    vectors: FloatArray, old: EmbeddingSpace, k: int, metric: Metric, report: Report
) -> tuple[IndexArray, FloatArray]:
    """For each vector the k nearest old rows, exactly, nearest first, and how far (1 − cosine, or Euclidean)."""
    found, distances = [], []
    for start in range(0, len(vectors), AT_ONCE):
        report(start / len(vectors), "Finding the old neighbours")
        rows, scores = nearest(vectors[start : start + AT_ONCE], np.asarray(old.vectors), k, metric)
        found.append(rows)
        distances.append(np.maximum(1 - scores, 0) if metric == "cosine" else scores)
    return np.concatenate(found).astype(np.int32), np.concatenate(distances).astype(np.float32)


def on_equals(begin: DoubleArray, distances: FloatArray, there: DoubleArray) -> DoubleArray:
    """Where new rows begin (m × c), but on the nearest old point (m × k × c places) for those that equal it."""
    equal = distances[:, 0] <= SAME * np.maximum(distances.mean(axis=1), 1e-30)
    return np.where(equal[:, None], there[:, 0], begin)
