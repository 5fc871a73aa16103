"""What a t-SNE takes, from the size of the space: as measured on two cores, within a factor of two."""

from embexplorer.core.estimate import Estimate
from embexplorer.core.neighbor_graph import is_cheap

PAIRS = 100_000  # rows up to which all pairs are summed sooner than a tree is walked, in three dimensions
PROCESS = 3e8  # bytes, with openTSNE and the search for neighbours loaded


def is_of_pairs(rows: int, dimensions: int) -> bool:
    """Whether the repulsion of every pair is summed."""
    return dimensions == 3 and rows <= PAIRS


def estimate(rows: int, width: int, dimensions: int, on_grid: bool, iterations: int, neighbors: int) -> Estimate:
    """Of a run on so many rows of so many numbers."""
    searched = float(rows) ** 2 * width / 2e10 if is_cheap(rows, width) else 4e-7 * rows * width + 3e-4 * rows
    edges = 2.0 * rows * neighbors
    if is_of_pairs(rows, dimensions):
        repelled = float(rows) ** 2 / SUMMED
    elif on_grid:
        repelled = GRID + ON_GRID * rows
    else:
        repelled = (IN_TREE_3 if dimensions == 3 else IN_TREE_2) * rows
    memory = PROCESS + rows * (4.0 * width + 40 * neighbors + 100)
    return Estimate(seconds=2 + searched + iterations * (repelled + edges / PULLED), memory=memory)


SUMMED = 8e9  # pairs in a second
PULLED = 2e8  # edges in a second
GRID, ON_GRID = 0.008, 2.0e-7  # seconds of an iteration on a grid, and of each point
IN_TREE_2, IN_TREE_3 = 1.0e-5, 4.0e-5  # seconds of each point
