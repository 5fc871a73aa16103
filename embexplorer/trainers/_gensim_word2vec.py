"""word2vec by gensim, watched from beside: with one worker the vectors are those of gensim itself, bit for bit."""

from dataclasses import asdict
from typing import Any

import numpy as np

from embexplorer.core.corpus import Corpus, DryingUp
from embexplorer.core.report import Report
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.gensim_model import empty_model, filled_model
from embexplorer.corpora.word_start import WordStart
from embexplorer.trainers._gensim import Ending, Reading, quiet, train_watched
from embexplorer.trainers._word2vec_parameters import Word2VecParameters


class GensimEngine:
    """gensim's model with its vocabulary; its tables are the arrays that gensim trains in place.

    Where a test set is scored, each epoch waits for a look at the end of the one before, so that the scores belong to
    exactly that moment; all other curves belong to the moment of the look.
    """

    def __init__(self, step: Word2VecParameters, corpus: Corpus, start: WordStart | None, report: Report) -> None:
        self._step = step
        self._sentences = corpus.sentences
        self.documents = len(self._sentences)
        with quiet():
            self._model = self._built(start, report)
        self.words: tuple[str, ...] = tuple(self._model.wv.index_to_key)
        counts = [self._model.wv.get_vecattr(word, "count") for word in self.words]
        self.counts: IntArray = np.array(counts, np.int64) if start is None else start.counts

    @property
    def vectors(self) -> FloatArray:
        table: FloatArray = self._model.wv.vectors
        return table

    @property
    def outputs(self) -> FloatArray:
        table: FloatArray = self._model.syn1neg if self._step.loss == "negative" else self._model.syn1
        return table

    def train(self, watch: TrainingWatch, report: Report) -> int:
        step, model = self._step, self._model
        reading = Reading(documents=self.documents, stop_after=step.stop_after, waits=step.evaluate != "none")
        passes = reading.corpus(self._sentences, report.rest)

        def train() -> None:
            model.train(passes, total_examples=self.documents, epochs=step.epochs, callbacks=[Ending(reading=reading)])

        def look() -> None:
            watch.look(model.wv.vectors, reading.settled, rate=float(model.min_alpha_yet_reached))

        train_watched(train, reading, look, report)
        return reading.done

    def _built(self, start: WordStart | None, report: Report) -> "Any":
        settings = asdict(self._step)
        if start is not None:
            return filled_model(settings, start.words, start.counts, start.vectors, start.outputs, self.documents)
        model = empty_model(settings)
        counted = DryingUp(sentences=self._sentences, read=lambda _: report(0.0, "Counting words"), every=4096)
        model.build_vocab(corpus_iterable=counted)
        return model
