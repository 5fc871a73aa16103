"""What clusters of rows are called and how they hold together: medoids, c-TF-IDF, and their place in other clusters."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import unit

NOISE = -1
WORD = re.compile(r"\w[\w'’-]*")


def in_order_of_size(labels: IntArray) -> IntArray:
    """The same clusters numbered from 0, the largest first, ties by their first row; noise stays −1."""
    numbers, first, counts = np.unique(labels[labels != NOISE], return_index=True, return_counts=True)
    places = np.flatnonzero(labels != NOISE)[first]
    order = np.lexsort((places, -counts))
    new = np.full(len(labels), NOISE, np.int64)
    for number, old in enumerate(numbers[order]):
        new[labels == old] = number
    return new


def medoids(vectors: FloatArray, labels: IntArray, count: int) -> list[IntArray]:
    """The rows of each cluster that have the highest mean cosine with all rows of it, at most `count`, best first."""
    rows = unit(np.asarray(vectors))
    best = []
    for cluster in range(int(labels.max(initial=NOISE)) + 1):
        members = np.flatnonzero(labels == cluster)
        nearness = rows[members] @ rows[members].mean(axis=0)
        best.append(np.asarray(members[np.argsort(-nearness, kind="stable")[:count]], np.int64))
    return best


def class_keywords(texts: Sequence[str], labels: IntArray, count: int) -> list[list[str]]:
    """The words that tell each cluster's texts from those of the others: c-TF-IDF (Grootendorst 2022, eq. 2).

    A word's weight in a cluster is its share there times ln(1 + A / f), with f its count in all clusters and A the mean
    number of words in one. Ties by the alphabet; noise is no cluster, but its words count for f.
    """
    clusters = int(labels.max(initial=NOISE)) + 1
    counts: list[Counter[str]] = [Counter() for _ in range(clusters)]
    everywhere: Counter[str] = Counter()
    for text, label in zip(texts, labels.tolist(), strict=True):
        words = WORD.findall(text.lower())
        everywhere.update(words)
        if label != NOISE:
            counts[label].update(words)
    average = sum(everywhere.values()) / max(1, clusters)
    return [_heaviest(inside, everywhere, average, count) for inside in counts]


def _heaviest(inside: Counter[str], everywhere: Counter[str], average: float, count: int) -> list[str]:
    total = max(1, sum(inside.values()))
    weights = {word: times / total * float(np.log1p(average / everywhere[word])) for word, times in inside.items()}
    return sorted(weights, key=lambda word: (-weights[word], word))[:count]


def agreement(left: IntArray, right: IntArray) -> float:
    """The adjusted Rand index of two clusterings (Hubert & Arabie 1985, eq. 5); noise counts as a cluster of its own.

    1 is the same clusters, 0 what chance gives; 1 where both have but one cluster.
    """
    _, first = np.unique(left, return_inverse=True)
    _, second = np.unique(right, return_inverse=True)
    table = np.zeros((int(first.max()) + 1, int(second.max()) + 1), np.int64)
    np.add.at(table, (first, second), 1)
    both, rows, columns = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    expected = rows * columns / _pairs(np.array([len(left)]))
    largest = (rows + columns) / 2
    return 1.0 if largest == expected else float((both - expected) / (largest - expected))


def together(labels: IntArray, others: IntArray) -> DoubleArray:
    """For each cluster the largest share of its rows that lies in one of the others' clusters (noise is none)."""
    shares = np.zeros(int(labels.max(initial=NOISE)) + 1)
    for cluster in range(len(shares)):
        inside = others[labels == cluster]
        known = inside[inside != NOISE]
        shares[cluster] = np.bincount(known).max() / len(inside) if len(known) else 0.0
    return shares


def cluster_column(words: pa.Table, rows: int) -> pa.Array:
    """The column of a space of so many rows: the name of its cluster for each row of the answer's part, else null."""
    names: list[str | None] = [None] * rows
    for row, name in zip(words["row"].to_pylist(), words["cluster"].to_pylist(), strict=True):
        names[row] = name
    return pa.array(names, pa.string())


def _pairs(counts: IntArray) -> float:
    wide = counts.astype(np.float64)
    return float((wide * (wide - 1) / 2).sum())
