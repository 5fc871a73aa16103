"""Category sets: whether clusters of words are their categories, and whether the odd one out is found."""

import warnings

import numpy as np

from embexplorer.core.analogies import unit_rows
from embexplorer.core.resampling import interval, resamples
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.core.word_lookup import ABSENT
from embexplorer.corpora.evaluation_sets import CategorySet
from embexplorer.probes._evaluated import Evaluated, Score, share

ODD_QUESTIONS = 1000
ALIKE = 4  # words of one category beside the odd one


def evaluate_categories(space: EmbeddingSpace, asked: CategorySet, rows: IntArray, times: int, seed: int) -> Evaluated:
    """Purity of two ways of clustering into as many clusters as categories, and odd-one-out accuracy."""
    known = rows != ABSENT
    names, labels = np.unique(np.array(asked.categories)[known], return_inverse=True)
    if len(names) < 2 or len(labels) <= len(names):
        empty = _score(asked, "purity", (None, None, None), len(labels))
        return Evaluated(scores=(empty,), notes=(f"{asked.name}: too few words are known to be clustered.",))
    vectors = unit_rows(space.vectors[rows[known]])
    clusters = {"purity": k_means(vectors, len(names), seed), "purity-agglomerative": agglomerated(vectors, len(names))}
    scores = [_score(asked, name, _purity(found, labels, times, seed), len(labels)) for name, found in clusters.items()]
    note = (
        f"{asked.name}: purity of {len(names)} clusters of unit vectors, k-means (best of 10 starts, seed {seed}) and "
        f"agglomerative (average linkage, cosine); the largest category alone would give "
        f"{np.bincount(labels).max() / len(labels):.3f}."
    )
    right = odd_ones_found(vectors, labels, seed)
    if right is None:
        return Evaluated(scores=tuple(scores), notes=(note,))
    odd = _score(asked, "odd-one-out", share(right, ODD_QUESTIONS), len(labels))
    told = (
        f"{asked.name}: {ODD_QUESTIONS:,} seeded questions of {ALIKE} words and an odd one; guessing finds 0.2 of them."
    )
    return Evaluated(scores=(*scores, odd), notes=(note, told))


def k_means(vectors: DoubleArray, count: int, seed: int) -> IntArray:
    """The cluster of each row."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer distinct rows than clusters
        return np.asarray(KMeans(count, n_init=10, random_state=seed).fit_predict(vectors), np.int64)


def agglomerated(vectors: DoubleArray, count: int) -> IntArray:
    """The cluster of each row; rows of zeros are as far from all others as unlike words."""
    from sklearn.cluster import AgglomerativeClustering

    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    np.fill_diagonal(distances, 0)
    joined = AgglomerativeClustering(count, metric="precomputed", linkage="average")
    return np.asarray(joined.fit_predict(distances), np.int64)


def purity(clusters: IntArray, labels: IntArray) -> float:
    """The share of words that belong to the commonest category of their cluster (Manning et al. 2008, 16.3)."""
    width = int(labels.max()) + 1
    counts = np.bincount(clusters * width + labels, minlength=(int(clusters.max()) + 1) * width)
    return float(counts.reshape(-1, width).max(axis=1).sum() / len(labels))


def odd_ones_found(vectors: DoubleArray, labels: IntArray, seed: int) -> int | None:
    """In how many of 1,000 seeded questions the word least like the mean of all five is the odd one (as gensim).

    None where no category has four words.
    """
    random = np.random.default_rng(seed)
    members = [np.flatnonzero(labels == label) for label in range(int(labels.max()) + 1)]
    large = [label for label, rows in enumerate(members) if len(rows) >= ALIKE]
    if not large:
        return None
    right = 0
    for label in random.choice(large, ODD_QUESTIONS):
        alike = random.choice(members[label], ALIKE, replace=False)
        odd = random.choice(np.flatnonzero(labels != label))
        place = int(random.integers(ALIKE + 1))
        asked = vectors[np.insert(alike, place, odd)]
        right += int((asked @ asked.mean(axis=0)).argmin() == place)
    return right


def _purity(clusters: IntArray, labels: IntArray, times: int, seed: int) -> tuple[float, float, float]:
    """With the interval over resampled words; the clusters stay as they are."""
    drawn = [purity(clusters[chosen], labels[chosen]) for chosen in resamples(len(labels), times, seed)]
    low, high = interval(np.array(drawn))
    value = purity(clusters, labels)
    return value, min(low, value), max(high, value)


def _score(asked: CategorySet, measure: str, found: tuple[float | None, ...], covered: int) -> Score:
    value, low, high = found
    return Score(
        set=asked.name, measure=measure, value=value, low=low, high=high, covered=covered, total=len(asked.words)
    )
