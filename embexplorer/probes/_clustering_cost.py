"""What a clustering takes, from the size of the space: as measured on two cores, within a factor of two."""

from embexplorer.core.estimate import Estimate
from embexplorer.probes._clustering import JUDGED, PLAIN, STARTS, Method

ROUNDS = 50  # of a start of k-means, until nothing changes
PROCESS = 2.3e8  # bytes, with scikit-learn and SciPy loaded


def estimate(method: Method, clusters: int, least: int, rows: int, dimensions: int) -> Estimate:
    """Of a run with the map."""
    pairs, judged = float(rows) ** 2, float(min(rows, JUDGED)) ** 2
    searched = pairs * dimensions / 2e10
    match method:
        case "k-means":
            found, neighbors = STARTS * ROUNDS * rows * clusters * (dimensions + 50) / 3e9, 0
        case "hdbscan":
            found, neighbors = searched + pairs * (dimensions + 20) / 2.4e10, least
        case _ if rows > PLAIN:
            found, neighbors = searched + 6e-4 * rows, 15
        case _:
            found, neighbors = pairs * dimensions / 2e9, rows // 2
    rest = 2 + 1e-4 * rows + judged * (dimensions + 60) / 3e10
    memory = PROCESS + rows * (12.0 * dimensions + 3000 + 16.0 * neighbors)
    return Estimate(seconds=found + rest, memory=memory)
