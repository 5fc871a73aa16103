"""Who lies near whom on a map, as opposed to in the space."""

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, IntArray

THINNED = 4096  # places that are looked at first


def shown_places(projection: Projection, space: EmbeddingSpace, axes: tuple[int, ...] = (0, 1)) -> DoubleArray:
    """The n × 2 (or 3) shown coordinates in float64; raises UserError when they do not belong to this space."""
    if projection.rows != space.rows:
        raise UserError(
            f"{projection.name} has {projection.rows:,} points, but {space.name} has {space.rows:,} rows.",
            "Choose a projection of this space.",
        )
    components = projection.coordinates.shape[1]
    for axis in axes:
        if not 0 <= axis < components:
            raise UserError(f"There is no component {axis + 1} in {projection.name}.", f"It has {components}.")
    places = np.asarray(projection.coordinates[:, list(axes)], np.float64)
    _refuse_without_place(places, projection)
    return places


def without_place(projection: Projection, axes: tuple[int, ...] = (0, 1)) -> int:
    """How many rows lie nowhere on these components; where there are any, neighbours on the map are not compared."""
    places = projection.coordinates[:, [axis for axis in axes if axis < projection.coordinates.shape[1]]]
    return int(np.count_nonzero(~np.isfinite(places).all(axis=1)))


def _refuse_without_place(places: DoubleArray, projection: Projection) -> None:
    lost = int(np.count_nonzero(~np.isfinite(places).all(axis=1)))
    if lost:
        raise UserError(
            f"{projection.name} has no place for {lost:,} of {len(places):,} rows: "
            "who is near whom on it is not compared with the space.",
            "Choose a map that has a place for each.",
        )


def nearest_on_map(places: DoubleArray, row: int, k: int) -> IntArray:
    """The k places nearest to this row's place, itself left out, nearest first, ties by row id."""
    squares = np.square(places[:, 0] - places[row, 0])
    for component in range(1, places.shape[1]):
        squares += np.square(places[:, component] - places[row, component])
    squares[row] = np.inf
    k = min(k, len(places) - 1)
    some = squares[:: max(1, len(squares) // max(THINNED, 4 * k))]  # the k-th of some is no nearer than that of all
    limit = np.partition(some, k - 1)[k - 1] if len(some) > k else np.inf
    candidates = np.flatnonzero(squares <= limit)
    return candidates[np.lexsort((candidates, squares[candidates]))[:k]]


def all_nearest_on_map(places: DoubleArray, k: int) -> IntArray:
    """The k places nearest to every place, itself left out; n × k, in no promised order among equal distances."""
    from scipy.spatial import cKDTree

    k = min(k, len(places) - 1)
    _, found = cKDTree(places).query(places, k=k + 1, workers=-1)
    others = found != np.arange(len(places))[:, None]
    others[others.all(axis=1), -1] = False  # many points in one place: the point itself was not among its nearest
    nearest: IntArray = found[others].reshape(len(places), k)
    return nearest
