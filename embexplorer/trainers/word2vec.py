"""word2vec: skip-gram and CBOW, with negative sampling, hierarchical softmax or the full softmax."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.trainer import Estimate, Size
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import IntArray
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.word_trainer import WordTrainer, word_space
from embexplorer.trainers._gensim import Reading, train_watched
from embexplorer.trainers._pair_loss import (
    PairSample,
    hierarchical_loss,
    negative_sampling_loss,
    sample_pairs,
)

if TYPE_CHECKING:
    from gensim.models import Word2Vec as GensimModel

READ = 0.15  # of the progress goes to reading the text
WORDS_A_SECOND = 350_000.0  # skip-gram with five negatives, 100 dimensions, one thread


@register
@dataclass(frozen=True, kw_only=True)
class Word2Vec(WordTrainer):
    """Words that stand in like contexts get like vectors (word2vec). Skip-gram is best on small texts."""

    name: ClassVar[str] = "word2vec"
    title: ClassVar[str] = "word2vec"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "gensim")
    idea: ClassVar[str] = "the [king] rules → the, rules"
    presets: ClassVar = {
        "quick look": {"epochs": 3, "dimensions": 50},
        "balanced": {"epochs": 10, "dimensions": 100},
        "thorough": {"epochs": 30, "dimensions": 200},
    }

    architecture: Literal["skip-gram", "cbow"] = param(
        "skip-gram", "Predict the context from the word (skip-gram), or the word from its context (CBOW)."
    )
    loss: Literal["negative", "hierarchical", "softmax"] = param(
        "negative", "Negative sampling, hierarchical softmax, or full softmax (torch; small vocabularies)."
    )
    window: int = param(5, "Words to each side that are context.", low=1, high=100)
    negative: int = param(5, "Noise words drawn for each pair by negative sampling.", low=1, high=100)
    engine: Literal["gensim", "torch"] = param(
        "gensim", "gensim is fast; torch is readable and knows the full softmax."
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

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        self._refuse_what_gensim_lacks()
        corpus = read_corpus(self, Part(report, 0.0, READ))
        corpus.vocabulary(self.min_count)
        learned, held_out = self.split(corpus)
        kept = learned.vocabulary(self.min_count)
        model = _model(self, learned, inputs.space)
        space = replace(_space_of(model, corpus.name), notes=self._notes(corpus, held_out, len(kept)))
        report.begin(space)
        watch = self._watch(model, learned, held_out, Part(report, READ, 1.0))
        done = _train(self, model, learned, watch, Part(report, READ, 1.0))
        watch.end(model.wv.vectors, done)
        trained = _space_of(model, corpus.name)
        log = table_of_log(watch.log, caption=f"{self._loss_name(held_out)} · {space.name}")
        return replace(trained, notes=space.notes, model=_kept(self, model), beside=(*watch.training_map(), log))

    def estimate(self, size: Size) -> Estimate | None:
        work = size.units * self.epochs * (self.dimensions / 100 + 0.5) / 1.5 * (self.window / 5)
        speed = WORDS_A_SECOND * (1 if self.architecture == "skip-gram" else 3) * min(self.workers, 2) ** 0.8
        return Estimate(seconds=work / speed, memory=size.rows * self.dimensions * 8.0 + size.units * 16.0)

    def _refuse_what_gensim_lacks(self) -> None:
        if self.loss == "softmax" or self.engine == "torch":
            raise UserError("The torch engine is not there yet.", "Use --engine gensim --loss negative.")

    def _notes(self, corpus: Corpus, held_out: Corpus | None, kept: int) -> tuple[str, ...]:
        fast = () if self.workers == 1 else (f"Not repeatable: {self.workers} workers.",)
        return (*self.notes_on(corpus, held_out, kept), *fast)

    def _loss_name(self, held_out: Corpus | None) -> str:
        return "nats a pair, " + ("held-out documents" if held_out is not None else "documents that are learned from")

    def _watch(self, model: "GensimModel", learned: Corpus, held_out: Corpus | None, report: Report) -> TrainingWatch:
        counts = _counts(model)
        sample = sample_pairs(
            held_out or learned,
            model.wv.key_to_index,
            counts,
            self.window,
            self.negative,
            self.noise_exponent,
            self.seed,
        )
        return TrainingWatch(
            report,
            Keys(model.wv.index_to_key),
            epochs=self.epochs,
            total=len(learned.sentences) * self.epochs,
            words=self.watch,
            measure=_measure(self, model, sample),
            units=len(learned.tokens),
        )


def _model(step: Word2Vec, corpus: Corpus, before: EmbeddingSpace | None) -> "GensimModel":
    """gensim's model with its vocabulary; one that goes on from a trained space begins with its vectors."""
    from gensim.models import Word2Vec as GensimModel

    model = GensimModel(
        vector_size=step.dimensions,
        alpha=step.learning_rate,
        min_alpha=step.least_rate,
        window=step.window,
        min_count=step.min_count,
        sample=step.subsampling,
        seed=step.seed,
        workers=step.workers,
        sg=int(step.architecture == "skip-gram"),
        hs=int(step.loss == "hierarchical"),
        negative=step.negative if step.loss == "negative" else 0,
        ns_exponent=step.noise_exponent,
        shrink_windows=step.dynamic_window,
        epochs=step.epochs,
    )
    model.build_vocab(corpus_iterable=corpus.sentences)
    return model


def _train(step: Word2Vec, model: "GensimModel", corpus: Corpus, watch: TrainingWatch, report: Report) -> int:
    """Train to the end, or until it is enough; answers how many documents were read."""
    reading = Reading(documents=len(corpus.sentences), stop_after=step.stop_after)
    passes = reading.corpus(corpus.sentences, report.rest)

    def train() -> None:
        model.train(passes, total_examples=model.corpus_count, epochs=step.epochs)

    def look() -> None:
        watch.look(model.wv.vectors, reading.done, rate=float(model.min_alpha_yet_reached))

    train_watched(train, reading, look, report)
    return reading.done


def _measure(step: Word2Vec, model: "GensimModel", sample: PairSample | None) -> Callable[[], dict[str, float]]:
    if sample is None:
        return dict
    skip_gram = step.architecture == "skip-gram"
    if step.loss == "negative":
        return lambda: {"loss": negative_sampling_loss(model.wv.vectors, model.syn1neg, sample, skip_gram)}
    points, codes = _paths(model)
    return lambda: {"loss": hierarchical_loss(model.wv.vectors, model.syn1, sample, skip_gram, points, codes)}


def _paths(model: "GensimModel") -> tuple[IntArray, IntArray]:
    """Each word's inner nodes from the root of the Huffman tree, and its turns there, −1 where the path is over."""
    paths = [model.wv.get_vecattr(word, "point") for word in model.wv.index_to_key]
    turns = [model.wv.get_vecattr(word, "code") for word in model.wv.index_to_key]
    depth = max(map(len, turns))
    points = np.full((len(paths), depth), -1, np.int64)
    codes = np.zeros((len(paths), depth), np.int64)
    for row, (path, turn) in enumerate(zip(paths, turns, strict=True)):
        points[row, : len(turn)] = path[: len(turn)]
        codes[row, : len(turn)] = turn
    return points, codes


def _space_of(model: "GensimModel", name: str) -> EmbeddingSpace:
    words = tuple(model.wv.index_to_key)
    return word_space(f"{name} word2vec", words, _counts(model), np.array(model.wv.vectors, np.float32))


def _counts(model: "GensimModel") -> IntArray:
    return np.array([model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key], np.int64)


def _kept(step: Word2Vec, model: "GensimModel") -> Model:
    """What going on needs: the outputs beside the vectors."""
    outputs = model.syn1neg if step.loss == "negative" else model.syn1
    return Model(kind="word2vec", settings={"loss": step.loss}, arrays={"outputs": np.array(outputs)})
