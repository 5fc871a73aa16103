"""The loss of a gensim model on hidden layers that were made from outside, in nats a prediction."""

from typing import TYPE_CHECKING

import numpy as np

from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.trainers._gensim_vocabulary import paths_of
from embexplorer.trainers._pair_loss import PairSample, hierarchical_loss, negative_sampling_loss

if TYPE_CHECKING:
    from gensim.models import Word2Vec


def outputs_of(model: "Word2Vec") -> FloatArray:
    """What predicted words, or inner nodes of their tree, are compared with."""
    outputs: FloatArray = model.syn1neg if model.negative else model.syn1
    return outputs


def hidden_loss(model: "Word2Vec", hidden: FloatArray, targets: IntArray, noise: IntArray) -> float:
    """Row i of the hidden layers (m × d) predicts word `targets[i]` rather than the words `noise[i]`."""
    predicted = targets[:, None]
    known = np.ones(predicted.shape, np.bool_)
    pairs = PairSample(targets=np.arange(len(targets)), contexts=predicted, known=known, noise=noise)
    if model.negative:
        return negative_sampling_loss(hidden, outputs_of(model), pairs, True)
    return hierarchical_loss(hidden, outputs_of(model), pairs, True, *paths_of(model.wv))
