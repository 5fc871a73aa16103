"""The small random vectors that words begin with, the same as gensim's for the same seed."""

import numpy as np

from embexplorer.core.typing import FloatArray


def first_vectors(words: int, dimensions: int, seed: int) -> FloatArray:
    """Uniform in ±1/d, words × d."""
    drawn = np.random.default_rng(seed).random((words, dimensions), np.float32)
    drawn *= 2
    drawn -= 1
    drawn /= dimensions
    return drawn
