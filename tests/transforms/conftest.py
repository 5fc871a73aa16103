"""Small spaces that transforms change, made by hand or drawn."""

import hypothesis.extra.numpy as arrays
import numpy as np
import pyarrow as pa
from hypothesis import strategies

from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray

NUMBERS = strategies.floats(-100, 100, width=32, allow_subnormal=False)


def space_of(rows: object, name: str = "hand", keys: list[str] | None = None) -> EmbeddingSpace:
    """A space of these rows with rank and norm."""
    vectors = np.array(rows, np.float32)
    labels = keys or [f"w{row}" for row in range(len(vectors))]
    norms = np.linalg.norm(vectors.astype(np.float64), axis=1).astype(np.float32)
    columns = pa.table({"rank": np.arange(1, len(vectors) + 1), "norm": norms})
    return EmbeddingSpace(name=name, keys=Keys(labels), vectors=vectors, columns=columns, unit="things")


def drawn(rows: int = 60, dimensions: int = 8, seed: int = 0, name: str = "drawn") -> EmbeddingSpace:
    """Rows of a normal distribution with directions of different spread, away from the origin."""
    random = np.random.default_rng(seed)
    spread = np.linspace(1, 4, dimensions)
    return space_of(random.normal(size=(rows, dimensions)) * spread + 2, name)


def matrices(least: int = 2, most: int = 20) -> "strategies.SearchStrategy[np.ndarray]":
    """Matrices of some rows and some dimensions."""
    shapes = arrays.array_shapes(min_dims=2, max_dims=2, min_side=least, max_side=most)
    return shapes.flatmap(lambda shape: arrays.arrays(np.float32, shape, elements=NUMBERS))


def turn(dimensions: int, seed: int = 0) -> DoubleArray:
    """A random orthogonal matrix."""
    matrix, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(dimensions, dimensions)))
    return matrix
