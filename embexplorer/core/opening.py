"""Where an iterated layout begins: on the first principal components, or at random; the same for the same seed."""

from typing import Literal

import numpy as np

from embexplorer.core.principal import principal_components
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray
from embexplorer.core.vectors import unit

Opening = Literal["pca", "random"]
JITTER = 1e-5  # of the spread: duplicate rows must not begin in one place


def opening_layout(space: EmbeddingSpace, opening: Opening, metric: str, seed: int, dimensions: int = 2) -> DoubleArray:
    """n × 2 (or more) places with standard deviation 1 along the first axis, float64.

    Under the cosine the components are those of the unit rows, so that long vectors do not set the stage.
    """
    random = np.random.default_rng(seed)
    if opening == "random":
        return random.normal(size=(space.rows, dimensions))
    vectors = unit(space.vectors) if metric == "cosine" else space.vectors
    found = np.asarray(principal_components(vectors, dimensions).coordinates, np.float64)
    places = np.zeros((space.rows, dimensions))
    places[:, : found.shape[1]] = found / (found[:, 0].std() or 1.0)
    return places + random.normal(scale=JITTER, size=places.shape)
