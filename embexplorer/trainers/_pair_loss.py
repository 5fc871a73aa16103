"""The loss of word2vec on a fixed sample of pairs, in nats a pair: the trained objective, measured from outside.

gensim's own figure is a running sum in single precision that sticks; this one is comparable over a whole run.
"""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IntArray

PAIRS = 10_000
BLOCK = 256  # pairs whose shares of all words are computed at once


@dataclass(frozen=True, kw_only=True)
class PairSample:
    """`contexts` is m × 2·window, padded where not `known`; `targets` are the m middle words; `noise` m × negatives."""

    targets: IntArray
    contexts: IntArray
    known: BoolArray
    noise: IntArray


def sample_pairs(
    corpus: Corpus,
    rows: dict[str, int],
    counts: IntArray,
    window: int,
    negative: int,
    exponent: float,
    seed: int,
    most: int = PAIRS,
) -> PairSample | None:
    """At most so many middle words of the corpus with their contexts; None where no word has any."""
    random = np.random.default_rng(seed)
    row_of = np.array([rows.get(word, -1) for word in corpus.words], np.int64)
    tokens = row_of[corpus.tokens]
    document = np.repeat(np.arange(len(corpus)), np.diff(corpus.starts))
    known = tokens >= 0
    tokens, document = tokens[known], document[known]
    if len(tokens) < 2:
        return None
    middle = np.sort(random.permutation(len(tokens))[:most])
    offsets = np.concatenate([np.arange(-window, 0), np.arange(1, window + 1)])
    place = middle[:, None] + offsets
    inside = (place >= 0) & (place < len(tokens))
    place = np.clip(place, 0, len(tokens) - 1)
    inside &= document[place] == document[middle][:, None]
    some = inside.any(axis=1)
    if not some.any():
        return None
    chance = np.asarray(counts, np.float64) ** exponent
    noise = random.choice(len(counts), size=(int(some.sum()), max(1, negative)), p=chance / chance.sum())
    return PairSample(targets=tokens[middle[some]], contexts=tokens[place[some]], known=inside[some], noise=noise)


def negative_sampling_loss(vectors: FloatArray, outputs: FloatArray, sample: PairSample, skip_gram: bool) -> float:
    """−log σ(u·v) − Σ log σ(−u·n) a pair (Mikolov et al. 2013, eq. 4); skip-gram: one context for each middle word.

    Skip-gram predicts a context from the middle word, CBOW the middle word from the mean of its contexts.
    """
    inputs, targets = _sides(vectors, sample, skip_gram)
    right = np.einsum("ij,ij->i", inputs, outputs[targets])
    wrong = np.einsum("ij,ikj->ik", inputs, outputs[sample.noise])
    hit = sample.noise == targets[:, None]  # a noise word that is the target says nothing
    return float((_softplus(-right) + np.where(hit, 0, _softplus(wrong)).sum(axis=1)).mean())


def hierarchical_loss(
    vectors: FloatArray, inner: FloatArray, sample: PairSample, skip_gram: bool, points: IntArray, codes: IntArray
) -> float:
    """−Σ log σ((1 − 2·code) u·v) along the target's path (Morin & Bengio 2005); `points`: n × depth, −1 where over."""
    inputs, targets = _sides(vectors, sample, skip_gram)
    nodes, turns = points[targets], codes[targets]
    there = nodes >= 0
    product = np.einsum("ij,ikj->ik", inputs, inner[np.maximum(nodes, 0)])
    return float(np.where(there, _softplus(-(1 - 2 * turns) * product), 0).sum(axis=1).mean())


def softmax_loss(vectors: FloatArray, outputs: FloatArray, sample: PairSample, skip_gram: bool) -> float:
    """−log of the target's share of Σ exp(u·v) over all words, a pair."""
    inputs, targets = _sides(vectors, sample, skip_gram)
    total = 0.0
    for start in range(0, len(targets), BLOCK):
        logits = np.asarray(inputs[start : start + BLOCK] @ outputs.T, np.float64)
        most = logits.max(axis=1)
        right = logits[np.arange(len(logits)), targets[start : start + BLOCK]]
        total += float((np.log(np.exp(logits - most[:, None]).sum(axis=1)) + most - right).sum())
    return total / len(targets)


def _sides(vectors: FloatArray, sample: PairSample, skip_gram: bool) -> tuple[FloatArray, IntArray]:
    if skip_gram:
        first = sample.known.argmax(axis=1)
        return vectors[sample.targets], sample.contexts[np.arange(len(first)), first]
    weight = sample.known / sample.known.sum(axis=1, keepdims=True)
    return np.einsum("ij,ijk->ik", weight.astype(np.float32), vectors[sample.contexts]), sample.targets


def _softplus(x: FloatArray) -> DoubleArray:
    return np.logaddexp(0.0, np.asarray(x, np.float64))
