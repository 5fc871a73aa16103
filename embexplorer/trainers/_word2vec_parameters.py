"""The parameters of word2vec, which its engines read."""

from dataclasses import dataclass
from typing import Literal

from embexplorer.core.step import param
from embexplorer.corpora.word_trainer import WordTrainer


@dataclass(frozen=True, kw_only=True)
class Word2VecParameters(WordTrainer):
    """Who predicts whom, with which loss, and how large the steps are."""

    architecture: Literal["skip-gram", "cbow"] = param(
        "skip-gram", "Predict the context from the word (skip-gram), or the word from its context (CBOW)."
    )
    loss: Literal["negative", "hierarchical", "softmax"] = param(
        "negative", "Negative sampling, hierarchical softmax, or full softmax (torch; small vocabularies)."
    )
    window: int = param(5, "Words to each side that are context.", low=1, high=100)
    negative: int = param(5, "Noise words drawn for each pair by negative sampling.", low=1, high=100)
    engine: Literal["gensim", "torch"] = param(
        "gensim", "Both learn one pair after the other, with like scores; torch knows the full softmax too."
    )
    learning_rate: float = param(0.025, "Size of the first steps.", low=1e-5, high=1, advanced=True)
    least_rate: float = param(0.0001, "Size of the last steps.", low=0, high=1, advanced=True)
    subsampling: float = param(
        0.001, "Frequency from which frequent words are left out at random; 0: never.", low=0, high=1, advanced=True
    )
    noise_exponent: float = param(
        0.75, "Noise words are drawn by their frequency to this power.", low=-2, high=2, advanced=True
    )
    dynamic_window: bool = param(True, "Draw the window's width anew for each word, up to the window.", advanced=True)
    workers: int = param(
        1, "Threads; with more than one it is faster and not repeatable.", low=1, high=64, advanced=True
    )
