"""word2vec by torch: blocks of the text at once, gradients written out, every step guarded; scores are exact."""

import time

import numpy as np
import torch

from embexplorer.core.corpus import Corpus
from embexplorer.core.report import Report
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.word_start import HIERARCHICAL, WordStart
from embexplorer.models.huffman import huffman
from embexplorer.models.threads import threads
from embexplorer.models.word_blocks import Block, Noise, WordBlocks, chance_to_stay
from embexplorer.models.word_steps import (
    Predicting,
    cbow_inputs,
    hierarchical_choices,
    pairs_of,
    skip_gram_inputs,
    step_on_choices,
    step_on_noise,
    step_on_softmax,
)
from embexplorer.trainers._word2vec_parameters import Word2VecParameters

LOOK = 0.02  # seconds between two looks, beside those at the ends of epochs
AT_ONCE = {"negative": 256, HIERARCHICAL: 64, "softmax": 256}  # middle words that are learned from in one step
STRETCH = {"negative": 32, HIERARCHICAL: 8, "softmax": 32}
MOST_SHARES = 8_000_000  # numbers in a block's table of inputs by words, of the full softmax


class TorchEngine:
    """Documents come in their order, as gensim reads them; the tables are those of two tensors, not copies."""

    def __init__(self, step: Word2VecParameters, corpus: Corpus, start: WordStart) -> None:
        self._step = step
        self.words, self.counts, self.documents = start.words, start.counts, len(corpus)
        self._vectors, self._outputs = torch.from_numpy(start.vectors), torch.from_numpy(start.outputs)
        self._noise = Noise(start.counts, step.noise_exponent)
        self._blocks = self._cut(corpus, start)
        self._random = torch.Generator().manual_seed(step.seed)
        if step.loss == HIERARCHICAL:
            tree = huffman(start.counts)
            self._points, self._turns = torch.from_numpy(tree.points), torch.from_numpy(tree.turns)

    @property
    def vectors(self) -> FloatArray:
        table: FloatArray = self._vectors.numpy()
        return table

    @property
    def outputs(self) -> FloatArray:
        table: FloatArray = self._outputs.numpy()
        return table

    def train(self, watch: TrainingWatch, report: Report) -> int:
        step, done, next_look = self._step, 0, 0.0
        with threads(step.workers):
            for epoch in range(step.epochs):
                for block in self._blocks.epoch(self._random):
                    rate = self._rate(done)
                    self._learn(block, rate)
                    before, done = done, epoch * self.documents + block.documents
                    if time.perf_counter() >= next_look or block.documents == self.documents:
                        watch.look(self.vectors, done, rate=rate)
                        next_look = time.perf_counter() + LOOK
                    if done > before and self._is_over(done, report):
                        return done
        return done

    def _is_over(self, done: int, report: Report) -> bool:
        """Asked only where another document is over, so that a run can end at the same step again."""
        report.rest()
        if report.enough():
            report.keep(done)
            return True
        return 0 < self._step.stop_after <= done

    def _rate(self, done: int) -> float:
        step = self._step
        share = done / (self.documents * step.epochs)
        return max(step.least_rate, step.learning_rate + (step.least_rate - step.learning_rate) * share)  # as gensim

    def _learn(self, block: Block, rate: float) -> None:
        given = self._given(block)
        match self._step.loss:
            case "softmax":
                step_on_softmax(self._vectors, self._outputs, block, given, rate)
            case "negative":
                pairs = pairs_of(block, given)
                noise = self._noise((len(pairs.targets), self._step.negative), self._random)
                step_on_noise(self._vectors, self._outputs, block, given, pairs, noise, rate)
            case _:
                choices = hierarchical_choices(block, given.asked, self._points, self._turns)
                step_on_choices(self._vectors, self._outputs, block, given, choices, rate)

    def _given(self, block: Block) -> Predicting:
        if self._step.architecture == "skip-gram":
            return skip_gram_inputs(self._vectors, block)
        return cbow_inputs(self._vectors, block)

    def _cut(self, corpus: Corpus, start: WordStart) -> WordBlocks:
        rows = start.rows()
        row_of = np.array([rows.get(word, len(rows)) for word in corpus.words], np.int64)
        tokens = row_of[corpus.tokens]
        here = np.bincount(tokens, minlength=len(rows) + 1)[: len(rows)]
        stretch = max(STRETCH[self._step.loss], self._step.window)
        inputs = stretch + 2 * self._step.window
        most = MOST_SHARES // (inputs * len(rows)) if self._step.loss == "softmax" else AT_ONCE[self._step.loss]
        return WordBlocks(
            tokens=tokens,
            starts=corpus.starts,
            keep=chance_to_stay(here, self._step.subsampling),
            window=self._step.window,
            dynamic=self._step.dynamic_window,
            stretch=stretch,
            stretches=max(1, min(most, AT_ONCE[self._step.loss] // stretch)),
        )
