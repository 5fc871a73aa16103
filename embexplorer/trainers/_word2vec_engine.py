"""What the engines of word2vec have in common: a vocabulary, two tables of numbers, and a training that is watched."""

from collections.abc import Callable
from typing import Protocol

from embexplorer.core.corpus import Corpus
from embexplorer.core.report import Report
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.models.huffman import huffman
from embexplorer.trainers._pair_loss import (
    PAIRS,
    PairSample,
    hierarchical_loss,
    negative_sampling_loss,
    sample_pairs,
    softmax_loss,
)
from embexplorer.trainers._word2vec_parameters import Word2VecParameters

FEWER = 1000  # pairs on which the full softmax is measured, which takes all words for each


class Engine(Protocol):
    """`documents` is how many are read in an epoch; the tables are live: they change while `train` runs."""

    words: tuple[str, ...]
    counts: IntArray
    documents: int

    @property
    def vectors(self) -> FloatArray: ...
    @property
    def outputs(self) -> FloatArray: ...
    def train(self, watch: TrainingWatch, report: Report) -> int:
        """Train to the end, or until it is enough; answers how many documents were read."""


def loss_of(step: Word2VecParameters, engine: Engine, corpus: Corpus) -> Callable[[], dict[str, float]]:
    """Measures the trained objective on a fixed sample of pairs of this corpus; nothing where it has no pair."""
    rows = {word: row for row, word in enumerate(engine.words)}
    most = FEWER if step.loss == "softmax" else PAIRS
    sample = sample_pairs(corpus, rows, engine.counts, step.window, step.negative, step.noise_exponent, step.seed, most)
    if sample is None:
        return dict
    measured = _loss(step, engine, sample)
    return lambda: {"loss": measured()}


def _loss(step: Word2VecParameters, engine: Engine, sample: PairSample) -> Callable[[], float]:
    skip_gram = step.architecture == "skip-gram"
    if step.loss == "negative":
        return lambda: negative_sampling_loss(engine.vectors, engine.outputs, sample, skip_gram)
    if step.loss == "softmax":
        return lambda: softmax_loss(engine.vectors, engine.outputs, sample, skip_gram)
    tree = huffman(engine.counts)
    return lambda: hierarchical_loss(engine.vectors, engine.outputs, sample, skip_gram, tree.points, tree.turns)
