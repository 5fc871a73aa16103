"""word2vec: skip-gram and CBOW, with negative sampling, hierarchical softmax or the full softmax."""

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import BYTES_A_WORD, Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.corpora.evaluation import Best, refuse_best_of_nothing, scorer
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.soundness import ended_early, refuse_endless
from embexplorer.corpora.word_start import COUNTS, OUTPUTS, WordStart, going_on, new_start, refuse_other
from embexplorer.corpora.word_trainer import word_space
from embexplorer.trainers._word2vec_parameters import Word2VecParameters

if TYPE_CHECKING:
    from embexplorer.trainers._word2vec_engine import Engine

READ = 0.15  # of the progress goes to reading the text
SPEED = {"gensim": 350_000.0, "torch": 450_000.0}  # words a second: skip-gram, five negatives, 100 dimensions, 1 thread
READ_A_SECOND = 800_000.0  # words, until learning begins
MOST_WORDS = 20_000  # of a full softmax
NUMBERS_A_SECOND = 1.5e10  # multiplied and added by one thread
SETTINGS = (
    "architecture", "loss", "window", "negative", "engine", "learning_rate", "least_rate", "subsampling",
    "noise_exponent", "dynamic_window", "workers", "min_count", "dimensions", "epochs", "seed",
)  # fmt: skip


@register
@dataclass(frozen=True, kw_only=True)
class Word2Vec(Word2VecParameters):
    """Words that stand in like contexts get like vectors (word2vec). Skip-gram is best on small texts."""

    name: ClassVar[str] = "word2vec"
    title: ClassVar[str] = "word2vec"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "gensim", "torch")
    idea: ClassVar[str] = "the [king] rules → the, rules"
    presets: ClassVar = {
        "quick look": {"epochs": 3, "dimensions": 50},
        "balanced": {"epochs": 10, "dimensions": 100},
        "thorough": {"epochs": 30, "dimensions": 200},
    }

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        self._refuse_early(inputs.space)
        corpus = read_corpus(self, Part(report, 0.0, READ))
        corpus.vocabulary(self.min_count)
        learned, held_out = self.split(corpus)
        kept = len(learned.vocabulary(self.min_count))
        start = self._start(inputs.space, learned)
        self._refuse_vocabulary(kept if start is None else len(start.words), learned)
        training = Part(report, READ, 1.0)
        engine = self._engine(learned, start, training)
        notes = (*self._notes(corpus, held_out, kept), *(start.notes if start is not None else ()))
        report.begin(self._space(engine, corpus.name, notes))
        best = Best(scorer(self.evaluate, Keys(engine.words)), (engine.vectors, engine.outputs), self.keep == "best")
        watch = self._watch(engine, held_out or learned, best, len(learned.tokens), training)
        done = engine.train(watch, training)
        watch.end(engine.vectors, done)
        early = ended_early(done, engine.documents * self.epochs, "documents")
        notes = (*notes, *early, *best.put_back())
        refuse_endless(corpus.name, engine.vectors)
        return self._with_log(self._space(engine, corpus.name, notes), watch, held_out)

    @classmethod
    def warm(cls) -> None:
        """Load what was compiled, or compile it."""
        from embexplorer.trainers._word2vec_kernel import cbow, compiled, skip_gram

        compiled(skip_gram)
        compiled(cbow)

    def estimate(self, size: Size) -> Estimate | None:
        memory = size.rows * self.dimensions * 8.0 + size.units * BYTES_A_WORD
        library = self.engine
        if self.loss == "softmax":
            return Estimate(seconds=self._softmax_seconds(size.rows, size.units), memory=memory).loading(library)
        work = size.units * self.epochs * (self.dimensions / 100 + 0.5) / 1.5 * (self.window / 5)
        cheaper = 1.0 if self.architecture == "skip-gram" else 2.0 if self.engine == "gensim" else 3.0
        dearer = 1.3 if self.loss == "hierarchical" and self.engine == "torch" else 1.0
        speed = SPEED[self.engine] * cheaper / dearer * min(self.workers, 2) ** 0.8
        return Estimate(seconds=size.units / READ_A_SECOND + work / speed, memory=memory).loading(library)

    def _softmax_seconds(self, words: int, tokens: int) -> float:
        inputs = tokens * self.epochs * 1.3 * 0.7  # some stand in two stretches, some are left out
        return inputs * words * (6.0 * self.dimensions + 30) / NUMBERS_A_SECOND

    def _refuse_early(self, before: EmbeddingSpace | None) -> None:
        if self.loss == "softmax" and self.engine == "gensim":
            raise UserError("gensim knows no full softmax.", "Use --engine torch, or another loss.")
        refuse_best_of_nothing(self.keep, self.evaluate)
        if before is not None:
            asked = {"dimensions": self.dimensions, "loss": self.loss, "architecture": self.architecture}
            refuse_other(before, self.name, asked)

    def _refuse_vocabulary(self, words: int, learned: Corpus) -> None:
        if self.loss == "hierarchical" and words < 2:
            word = learned.words[0]
            raise UserError(
                f"A Huffman tree needs two words, and only ‘{word}’ is frequent enough.", "Lower the minimum count."
            )
        if self.loss == "softmax" and words > MOST_WORDS:
            hours = self._softmax_seconds(words, len(learned.tokens)) / 3600
            raise UserError(
                f"A full softmax over {words:,} words would take about {hours:,.1f} hours; at most {MOST_WORDS:,}.",
                "Raise the minimum count, or use negative sampling.",
            )

    def _start(self, before: EmbeddingSpace | None, learned: Corpus) -> WordStart | None:
        """Where to begin; None where gensim makes its own beginning."""
        if before is not None:
            return going_on(before, learned, self.min_count, self.seed)
        return None if self.engine == "gensim" else new_start(learned, self.min_count, self.dimensions, self.seed)

    def _engine(self, learned: Corpus, start: WordStart | None, report: Report) -> "Engine":
        report(0.0, "Counting words")
        if self.engine == "gensim" or start is None:
            from embexplorer.trainers._gensim_word2vec import GensimEngine

            return GensimEngine(self, learned, start, report)
        from embexplorer.trainers._torch_word2vec import TorchEngine

        return TorchEngine(self, learned, start)

    def _notes(self, corpus: Corpus, held_out: Corpus | None, kept: int) -> tuple[str, ...]:
        repeats = self.workers == 1 or self.loss == "softmax"  # torch shares its sums out in the same way each time
        fast = () if repeats else (f"Not repeatable: {self.workers} workers.",)
        return (*self.notes_on(corpus, held_out, kept), *fast)

    def _watch(self, engine: "Engine", measured: Corpus, best: Best, units: int, report: Report) -> TrainingWatch:
        from embexplorer.trainers._word2vec_engine import loss_of

        return TrainingWatch(
            report,
            Keys(engine.words),
            epochs=self.epochs,
            total=engine.documents * self.epochs,
            words=self.watch,
            measure=loss_of(self, engine, measured),
            each_epoch=best,
            units=units,
        )

    def _space(self, engine: "Engine", name: str, notes: tuple[str, ...]) -> EmbeddingSpace:
        """The vectors as they are now, with all that going on needs."""
        vectors = np.array(engine.vectors, np.float32)
        settings = {name: value for name, value in asdict(self).items() if name in SETTINGS}
        model = Model(
            kind=self.name,
            settings={**settings, "documents": engine.documents},
            arrays={OUTPUTS: np.array(engine.outputs, np.float32), COUNTS: np.asarray(engine.counts, np.int64)},
        )
        space = word_space(f"{name} {self.name}", engine.words, engine.counts, vectors)
        return replace(space, notes=notes, model=model)

    def _with_log(self, space: EmbeddingSpace, watch: TrainingWatch, held_out: Corpus | None) -> EmbeddingSpace:
        where = "held-out documents" if held_out is not None else "documents that are learned from"
        log = table_of_log(watch.log, caption=f"nats a pair, {where} · {space.name}")
        return replace(space, beside=(*watch.training_map(), log))
