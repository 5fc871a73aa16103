"""The compiled heart of FastText's word vectors: each word's own vector and those of its n-grams, averaged."""

import numpy as np
from numba import njit

from embexplorer.core.typing import FloatArray, IntArray


@njit(nogil=True, cache=True)
def composed(own: FloatArray, ngrams: FloatArray, buckets: IntArray, ends: IntArray) -> FloatArray:
    """(own + Σ n-grams) / (1 + how many); word i has the n-grams `buckets[ends[i]:ends[i + 1]]`.

    Summed in single precision from left to right, as gensim does, so that it is the same to the last bit.
    """
    vectors = own.copy()
    for word in range(len(own)):
        for number in range(ends[word], ends[word + 1]):
            bucket = buckets[number]
            for c in range(own.shape[1]):
                vectors[word, c] += ngrams[bucket, c]
        count = np.float32(ends[word + 1] - ends[word] + 1)
        for c in range(own.shape[1]):
            vectors[word, c] /= count
    return vectors
