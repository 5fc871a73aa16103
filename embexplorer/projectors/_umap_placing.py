"""New rows on a UMAP: begun amid the old points that they are near to, then moved while those are held."""

import numpy as np

from embexplorer.core.placing import made_by, nearest_old, on_equals
from embexplorer.core.projection import Projection
from embexplorer.core.report import Part, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.projectors._umap_free_kernel import free_epoch
from embexplorer.projectors._umap_graph import curve

FEW_ROWS, MANY, FEW = 10_000, 100, 30  # rows up to which more epochs are affordable, as in umap-learn's transform
GENTLE = 0.25  # of the learning rate, since the start is good already
ROUNDS, LEAST = 64, 1e-3
NOTHING = np.empty(0)


def placed_by_umap(
    fresh: FloatArray, old: EmbeddingSpace, old_map: Projection, seed: int, report: Report
) -> FloatArray:
    """m × c places. A new row that equals an old one begins on it."""
    _, asked = made_by(old_map)
    k = min(int(asked.get("n_neighbors", 15)), old.rows)
    metric = asked.get("metric", "cosine")
    found, distances = nearest_old(fresh, old, k, metric, Part(report, 0.0, 0.5))
    held = strengths_to(distances, k)
    there = np.array(old_map.coordinates, np.float32, order="C")  # a kernel that could move them must be able to write
    places = _amid(held, distances, there[found])
    epochs = MANY if len(fresh) <= FEW_ROWS else FEW
    strong = held >= held.max() / epochs
    heads, columns = np.nonzero(strong)
    tails, weights = found[heads, columns], held[strong]
    pause = weights.max() / weights
    apart = pause / int(asked.get("negative_samples", 5))
    due, due_apart = pause.copy(), apart.copy()
    a, b = curve(float(asked.get("spread", 1.0)), float(asked.get("min_dist", 0.1)))
    heads = heads.astype(np.int32)
    for number in range(epochs):
        report(0.5 + 0.5 * number / epochs, f"Epoch {number} of {epochs}")
        rate = GENTLE * float(asked.get("learning_rate", 1.0)) * (1 - number / epochs)
        free_epoch(places, there, heads, tails, pause, due, apart, due_apart, a, b, rate, number, seed, True,
                   NOTHING, NOTHING, weights.astype(np.float32))  # fmt: skip
    return places


def strengths_to(distances: FloatArray, k: int) -> DoubleArray:
    """How strongly each new row holds its old neighbours: exp(−distance / width), with the width for which all but
    the first sum to log2 k, as in umap-learn's transform, where a new row need not hold any fully."""
    rest = np.asarray(distances[:, 1:], np.float64)
    low, high, width = np.zeros(len(rest)), np.full(len(rest), np.inf), np.ones(len(rest))
    for _ in range(ROUNDS):
        wide = np.exp(-rest / width[:, None]).sum(axis=1) > np.log2(k)
        high, low = np.where(wide, width, high), np.where(wide, low, width)
        width = np.where(np.isinf(high), width * 2, (low + np.minimum(high, 1e300)) / 2)
    floor = LEAST * distances.mean(axis=1)
    width = np.maximum(np.minimum(width, 1e12), np.where(floor > 0, floor, 1.0))
    return np.exp(-np.asarray(distances, np.float64) / width[:, None])


def _amid(held: DoubleArray, distances: FloatArray, there: FloatArray) -> FloatArray:
    """The mean of the neighbours' places, weighed by how strongly they are held; on the first if that is equal."""
    mean = (held[:, :, None] * there).sum(axis=1) / held.sum(axis=1)[:, None]
    return np.ascontiguousarray(on_equals(mean, distances, np.asarray(there, np.float64)), np.float32)
