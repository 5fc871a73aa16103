"""Measures of bias beside WEAT, each as its paper defines it, on unit rows where that is what the paper uses.

X and Y are m × d and n × d rows of two groups of words, `words` the rows that ought to be neutral between them.
"""

import numpy as np

from embexplorer.core.typing import DoubleArray

SMALL = 1e-12


def relative_norm_distance(x: DoubleArray, y: DoubleArray, words: DoubleArray) -> DoubleArray:
    """‖w − mean X‖ − ‖w − mean Y‖ of each word: above 0 it is nearer to Y (Garg et al. 2018, eq. 3)."""
    return np.asarray(
        np.linalg.norm(words - x.mean(axis=0), axis=1) - np.linalg.norm(words - y.mean(axis=0), axis=1), np.float64
    )


def mean_cosine_distance(targets: DoubleArray, sets: list[DoubleArray]) -> float:
    """MAC: the mean of 1 − cos over all targets and all sets of attributes (Manzini et al. 2019, eq. 4): 1 is
    unrelated. Each set counts alike, however many words it has."""
    means = [(1.0 - unit_rows(targets) @ unit_rows(attributes).T).mean(axis=1) for attributes in sets]
    return float(np.mean(means))


def inner_product_association(pairs: DoubleArray, words: DoubleArray) -> DoubleArray:
    """RIPA: each word's inner product with the direction of the pairs' differences (Ethayarajh et al. 2019, eq. 5).

    `pairs` is p × d, x − y of each pair; with one pair its difference is the direction, else their first principal
    component (not centred), with the sign of their mean. Vectors are as they are, not of unit length.
    """
    return np.asarray(words @ pair_direction(pairs), np.float64)


def pair_direction(pairs: DoubleArray) -> DoubleArray:
    """The direction of length 1 along which pairs differ; zero where they do not."""
    _, sizes, axes = np.linalg.svd(pairs, full_matrices=False)
    if sizes[0] < SMALL:
        return np.zeros(pairs.shape[1])
    return np.asarray(axes[0] * (1.0 if axes[0] @ pairs.sum(axis=0) >= 0 else -1.0), np.float64)


def coherence(x: DoubleArray, y: DoubleArray, words: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
    """The cosines of each word with either group's mean; ECT is the Spearman correlation of both (Dev & Phillips
    2019, §4): 1 is none of the bias that it sees."""
    rows = unit_rows(words)
    return rows @ unit_rows(x.mean(axis=0)[None])[0], rows @ unit_rows(y.mean(axis=0)[None])[0]


def direct_bias(words: DoubleArray, direction: DoubleArray, strictness: float = 1.0) -> DoubleArray:
    """|cos(w, g)|^c of each word; its mean is the direct bias (Bolukbasi et al. 2016, §5.2)."""
    return np.asarray(np.abs(unit_rows(words) @ direction) ** strictness, np.float64)


def indirect_bias(left: DoubleArray, right: DoubleArray, direction: DoubleArray) -> DoubleArray:
    """β of each pair of words: the share of their inner product that the direction makes up (Bolukbasi et al. 2016,
    §5.2); NaN where they have none."""
    first, second = unit_rows(left), unit_rows(right)
    whole = np.einsum("ij,ij->i", first, second)
    rest = [rows - np.outer(rows @ direction, direction) for rows in (first, second)]
    lengths = np.linalg.norm(rest[0], axis=1) * np.linalg.norm(rest[1], axis=1)
    without = np.einsum("ij,ij->i", *rest) / np.where(lengths > SMALL, lengths, np.inf)
    return np.asarray(np.where(np.abs(whole) > SMALL, (whole - without) / np.where(whole == 0, 1, whole), np.nan))


def divergence_from_even(shares: DoubleArray) -> float:
    """RNSB: the Kullback–Leibler divergence of shares from even ones, in nats (Sweeney & Najafian 2019, §3): 0 is even.

    `shares` are what a classifier gives each word; they are made to sum to 1.
    """
    parts = shares / shares.sum()
    return float(np.sum(np.where(parts > 0, parts * np.log(np.maximum(parts, SMALL) * len(parts)), 0.0)))


def unit_rows(rows: DoubleArray) -> DoubleArray:
    """Rows of length 1 in float64; a zero row stays zero."""
    wide = np.asarray(rows, np.float64)
    lengths = np.linalg.norm(wide, axis=1)
    return np.asarray(wide / np.where(lengths > 0, lengths, 1)[:, None], np.float64)
