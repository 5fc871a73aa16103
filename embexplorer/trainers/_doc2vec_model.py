"""gensim's Doc2Vec as data: made again from what is kept of it, to find the vectors of new texts."""

import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from embexplorer.core.corpus import LONGEST
from embexplorer.core.typing import FloatArray
from embexplorer.trainers._hidden_loss import outputs_of

if TYPE_CHECKING:
    from gensim.models import Doc2Vec


def rebuilt(parameters: Mapping[str, Any], words: list[str], arrays: Mapping[str, npt.NDArray[Any]]) -> "Doc2Vec":
    """A model that knows the words, and no document."""
    from gensim.models import Doc2Vec

    model = Doc2Vec(**{**parameters, "min_count": 1, "workers": 1}, sorted_vocab=0)  # rows stay where they are
    model.build_vocab_from_freq(dict(zip(words, arrays["counts"].tolist(), strict=True)))
    model.wv.vectors[:] = arrays["words"]
    outputs_of(model)[:] = arrays["outputs"]
    return model


def inferred(model: "Doc2Vec", words: list[str]) -> FloatArray:
    """The vector of a new document: trained alone, with all else held still (Le & Mikolov 2014).

    As gensim's `infer_vector`, but every word counts however long the text is, and the same text gives the same vector:
    gensim begins at Python's hash of the text, which differs from process to process.
    """
    from gensim.models.doc2vec import train_document_dbow, train_document_dm

    parts = [words[at : at + LONGEST] for at in range(0, len(words), LONGEST)]
    vector = first_vector(model.vector_size, words, model.seed)
    model.random = np.random.RandomState(model.seed)
    work, hidden = (np.zeros(model.layer1_size, np.float32) for _ in range(2))
    still: dict[str, Any] = {"learn_words": False, "learn_hidden": False, "doctag_vectors": vector[None, :]}
    still["doctags_lockf"] = np.ones(1, np.float32)
    rate = model.alpha
    for _ in range(model.epochs):
        for part in parts:
            if model.dm:
                train_document_dm(model, part, [0], rate, work, hidden, **still)
            else:
                train_document_dbow(model, part, [0], rate, work, **still)
        rate -= (model.alpha - model.min_alpha) / max(model.epochs - 1, 1)
    return vector


def first_vector(dimensions: int, words: list[str], seed: int) -> FloatArray:
    """Small, and drawn from the text itself."""
    random = np.random.default_rng([seed, zlib.crc32(" ".join(words).encode())])
    return ((random.random(dimensions) - 0.5) / dimensions).astype(np.float32)
