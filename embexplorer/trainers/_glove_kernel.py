"""The compiled heart of GloVe: one pass of AdaGrad over co-occurrences, and the loss that it makes smaller."""

import numpy as np
from numba import njit

from embexplorer.core.typing import FloatArray, IndexArray, IntArray

FREE = {"reassoc", "contract", "arcp", "nsz"}  # sums in any order; what is not a number stays so


@njit(nogil=True, cache=True, fastmath=FREE, error_model="numpy")
def learn(
    order: IntArray,
    places: IndexArray,
    figures: FloatArray,
    words: FloatArray,
    contexts: FloatArray,
    word_biases: FloatArray,
    context_biases: FloatArray,
    word_squares: FloatArray,
    context_squares: FloatArray,
    word_bias_squares: FloatArray,
    context_bias_squares: FloatArray,
    rate: float,
) -> float:
    """Learn from the entries in `order`; answers the sum of their losses, each before it was learned from.

    `places` are the word and the context of each entry, `figures` its weight f(X) and log X. The gradient is that of
    f(X) (w·w~ + b + b~ − log X)² / 2, as in the authors' tool, and steps are divided by the root of the sum of all
    squared gradients before (Duchi et al. 2011), which begins at 1.
    """
    total = 0.0
    step = np.float32(rate)
    dimensions = words.shape[1]
    for number in range(len(order)):
        entry = order[number]
        i, j = places[entry, 0], places[entry, 1]
        word, context = words[i], contexts[j]
        word_sums, context_sums = word_squares[i], context_squares[j]
        product = np.float32(0.0)
        for c in range(dimensions):
            product += word[c] * context[c]
        error = product + word_biases[i] + context_biases[j] - figures[entry, 1]
        slope = figures[entry, 0] * error
        total += np.float64(slope * error)
        for c in range(dimensions):
            to_word = slope * context[c]
            to_context = slope * word[c]
            word[c] -= step * to_word / np.sqrt(word_sums[c])
            context[c] -= step * to_context / np.sqrt(context_sums[c])
            word_sums[c] += to_word * to_word
            context_sums[c] += to_context * to_context
        word_biases[i] -= step * slope / np.sqrt(word_bias_squares[i])
        context_biases[j] -= step * slope / np.sqrt(context_bias_squares[j])
        word_bias_squares[i] += slope * slope
        context_bias_squares[j] += slope * slope
    return total


@njit(nogil=True, cache=True, fastmath=FREE)
def loss_of(
    start: int,
    end: int,
    places: IndexArray,
    figures: FloatArray,
    words: FloatArray,
    contexts: FloatArray,
    word_biases: FloatArray,
    context_biases: FloatArray,
) -> float:
    """The sum of f(X) (w·w~ + b + b~ − log X)² over entries start … end − 1 (Pennington et al. 2014, eq. 8)."""
    total = 0.0
    for entry in range(start, end):
        i, j = places[entry, 0], places[entry, 1]
        product = np.float32(0.0)
        for c in range(words.shape[1]):
            product += words[i, c] * contexts[j, c]
        error = product + word_biases[i] + context_biases[j] - figures[entry, 1]
        total += np.float64(figures[entry, 0]) * np.float64(error) * np.float64(error)
    return total
