"""Where the words of a space lie when they are put where the map of another space has them: a start for a layout."""

import numpy as np

from embexplorer.core.inputs import Inputs
from embexplorer.core.opening import JITTER
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.typing import DoubleArray
from embexplorer.core.vectors import nearest

NEAR = 10  # shared neighbours between which a word stands that the other space lacks
AT_ONCE = 4096


DEPTH = 0.1  # spread of a third dimension that the other map does not have


def carried_layout(inputs: Inputs, seed: int, dimensions: int = 2) -> DoubleArray | None:
    """n × 2 (or 3) places with standard deviation 1 along the first axis, float64: shared words where the other's map
    has them, each other word in the middle of its nearest shared ones by cosine. None where no other map was given.

    Raises UserError where the spaces share fewer than four keys.
    """
    if inputs.other_projection is None or inputs.other is None:
        return None
    shared = shared_keys(inputs.the_space(), inputs.other)
    there = np.asarray(inputs.other_projection.coordinates[shared.other_rows, :dimensions], np.float64)
    there = there - there.mean(axis=0)
    places = np.zeros((shared.space.rows, there.shape[1]))
    places[shared.rows] = there
    _place_rest(shared, there, places)
    places /= places[:, 0].std() or 1.0
    random = np.random.default_rng(seed)
    places = places + random.normal(scale=JITTER, size=places.shape)
    return np.hstack([places, random.normal(scale=DEPTH, size=(len(places), dimensions - places.shape[1]))])


def started_from(inputs: Inputs) -> tuple[str, ...]:
    """What is said of a map that began so."""
    if inputs.projection is not None or inputs.other_projection is None or inputs.other is None:
        return ()
    return (f"Started from {inputs.other_projection.name} of {inputs.other.name}.",)


def _place_rest(shared: Shared, there: DoubleArray, places: DoubleArray) -> None:
    rest = np.setdiff1d(np.arange(shared.space.rows), shared.rows)
    k = min(NEAR, len(shared))
    for start in range(0, len(rest), AT_ONCE):
        rows = rest[start : start + AT_ONCE]
        found, _ = nearest(np.asarray(shared.space.vectors[rows]), shared.left, k, "cosine")
        places[rows] = there[found].mean(axis=1)
