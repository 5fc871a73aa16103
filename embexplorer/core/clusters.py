"""What clusters of rows are called and how they hold together: medoids, c-TF-IDF, and their place in other clusters."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import unit

NOISE = -1
WEAK, STRONG = 0.4, 0.8  # agreement from where on a map shows clusters in part, and as they are
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
    encoded = _encoded(words["cluster"])
    numbers, unknown = np.zeros(rows, np.int64), np.ones(rows, np.bool_)
    known = words["row"].to_numpy()
    numbers[known], unknown[known] = encoded.indices.to_numpy(zero_copy_only=False), False
    return encoded.dictionary.take(pa.array(numbers, mask=unknown))


def rows_in(words: pa.Table, cluster: str) -> IntArray:
    """The rows of one cluster of the answer's part, in order."""
    chosen = pc.equal(words["cluster"].cast(pa.string()), cluster)
    return np.asarray(words["row"].filter(chosen).to_numpy(), np.int64)


def first_rows(words: pa.Table) -> dict[str, int]:
    """The first row of each cluster of the answer's part."""
    encoded = _encoded(words["cluster"])
    firsts = np.full(len(encoded.dictionary), NOISE, np.int64)
    firsts[encoded.indices.to_numpy(zero_copy_only=False)[::-1]] = words["row"].to_numpy()[::-1]  # the last one counts
    return {name: row for name, row in zip(encoded.dictionary.to_pylist(), firsts.tolist(), strict=True) if row >= 0}


def renamed(column: pa.ChunkedArray, rows: IntArray, name: str) -> pa.Array:
    """The column with this name for these rows."""
    there = np.zeros(len(column), np.bool_)
    there[rows] = True
    return pc.if_else(pa.array(there), name, column.combine_chunks())


def read_off(value: float, drawn: str) -> str:
    """What an adjusted Rand index of the clusters of space and map means for who looks at the map."""
    agree = f"These clusters and those of the map {drawn} agree to {value:.2f}"
    if value < WEAK:
        return f"{agree}: do not read clusters off this map."
    if value < STRONG:
        return f"{agree}: what looks like a cluster on this map is one only in part."
    return f"{agree}: this map shows the clusters of the space."


def _encoded(names: pa.ChunkedArray) -> pa.DictionaryArray:
    encoded = names if pa.types.is_dictionary(names.type) else names.dictionary_encode()
    whole = encoded.unify_dictionaries().combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _pairs(counts: IntArray) -> float:
    wide = counts.astype(np.float64)
    return float((wide * (wide - 1) / 2).sum())
