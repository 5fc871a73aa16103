"""word2vec on torch's tensors: compiled steps one pair after the other, or the full softmax; scores are exact."""

import time

import torch

from embexplorer.core.corpus import Corpus
from embexplorer.core.report import Report
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.word_start import WordStart
from embexplorer.models.threads import threads
from embexplorer.trainers._word2vec_kernel import Tables
from embexplorer.trainers._word2vec_lessons import Blocks, OneByOne, rows_of_corpus
from embexplorer.trainers._word2vec_parameters import Word2VecParameters

LOOK = 0.02  # seconds between two looks, beside those at the ends of epochs


class TorchEngine:
    """Documents come in their order, as gensim reads them; the tables are those of two tensors, not copies."""

    def __init__(self, step: Word2VecParameters, corpus: Corpus, start: WordStart) -> None:
        self._step = step
        self.words, self.counts, self.documents = start.words, start.counts, len(corpus)
        self._vectors, self._outputs = torch.from_numpy(start.vectors), torch.from_numpy(start.outputs)
        text = rows_of_corpus(corpus, start, step.subsampling)
        self._lessons: Blocks | OneByOne
        if step.loss == "softmax":
            self._lessons = Blocks(step, text, self._vectors, self._outputs)
        else:
            self._lessons = OneByOne(step, text, start, Tables(self.vectors, self.outputs))
        self._random = torch.Generator().manual_seed(step.seed)

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
                for lesson in self._lessons.epoch(self._random):
                    rate = self._rate((epoch + lesson.before) / step.epochs)
                    lesson.learn(rate)
                    before, done = done, epoch * self.documents + lesson.documents
                    if time.perf_counter() >= next_look or lesson.documents == self.documents:
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

    def _rate(self, share: float) -> float:
        step = self._step
        return max(step.least_rate, step.learning_rate + (step.least_rate - step.learning_rate) * share)  # as gensim
