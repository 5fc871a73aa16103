"""A kept word2vec model as gensim's own, which can go on learning; nothing is loaded from a pickle."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.word_start import COUNTS, HIERARCHICAL, OUTPUTS

if TYPE_CHECKING:
    from gensim.models import Word2Vec


def empty_model(settings: Mapping[str, Any], **others: Any) -> "Word2Vec":
    """gensim's model with these settings of the step `word2vec`, without a vocabulary."""
    from gensim.models import Word2Vec

    return Word2Vec(
        vector_size=settings["dimensions"],
        alpha=settings["learning_rate"],
        min_alpha=settings["least_rate"],
        window=settings["window"],
        min_count=settings["min_count"],
        sample=settings["subsampling"],
        seed=settings["seed"],
        workers=settings["workers"],
        sg=int(settings["architecture"] == "skip-gram"),
        hs=int(settings["loss"] == HIERARCHICAL),
        negative=settings["negative"] if settings["loss"] == "negative" else 0,
        ns_exponent=settings["noise_exponent"],
        shrink_windows=settings["dynamic_window"],
        epochs=settings["epochs"],
        **others,
    )


def filled_model(
    settings: Mapping[str, Any],
    words: Sequence[str],
    counts: IntArray,
    vectors: FloatArray,
    outputs: FloatArray,
    documents: int,
) -> "Word2Vec":
    """gensim's model of this vocabulary, in this order, with these vectors and outputs; arrays are copied."""
    model = empty_model({**settings, "min_count": 1}, sorted_vocab=0)
    occurring = np.maximum(counts, 1).tolist()  # a word that occurs nowhere would be dropped
    model.build_vocab_from_freq(dict(zip(words, occurring, strict=True)), corpus_count=documents)
    model.min_count = settings["min_count"]
    model.wv.vectors = np.array(vectors, np.float32)
    if settings["loss"] == HIERARCHICAL:
        model.syn1 = np.array(outputs, np.float32)
    else:
        model.syn1neg = np.array(outputs, np.float32)
    return model


def model_of(space: EmbeddingSpace) -> "Word2Vec":
    """gensim's model of a space that `word2vec` trained with a loss that gensim knows."""
    if space.model is None:
        raise ValueError("a space without a model")
    kept, settings = space.model.arrays, space.model.settings
    counts = np.asarray(kept[COUNTS], np.int64)
    return filled_model(settings, tuple(space.keys), counts, space.vectors, kept[OUTPUTS], settings["documents"])
