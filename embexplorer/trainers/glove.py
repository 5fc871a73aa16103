"""GloVe: vectors whose products are the logarithms of how often words stand near each other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.estimate import BYTES_A_WORD, Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.model import Model
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.cooccurrence import cooccurrences, different_pairs
from embexplorer.corpora.evaluation import Best, refuse_best_of_nothing, scorer
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.soundness import ended_early, refuse_endless, refuse_lonely_words
from embexplorer.corpora.vector_trainer import VectorTrainer, words_left_out
from embexplorer.corpora.word_start import refuse_other
from embexplorer.corpora.word_trainer import word_space

if TYPE_CHECKING:
    from embexplorer.trainers._glove_learning import Entries, Factors, Learning

READ, COUNTED = 0.1, 0.15  # of the progress goes to reading the text, and up to there to counting
ENTRIES_A_SECOND = 1_600_000.0  # of 100 dimensions, one thread
WORDS_A_SECOND = 1_500_000.0  # read and counted


@register
@dataclass(frozen=True, kw_only=True)
class GloVe(VectorTrainer):
    """Words that often stand near the same words get like vectors (GloVe): learned from counts, not from the text."""

    name: ClassVar[str] = "glove"
    title: ClassVar[str] = "GloVe"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy")
    idea: ClassVar[str] = "[king] · [queen] → log of how often they stand together"
    presets: ClassVar = {
        "quick look": {"epochs": 8, "dimensions": 50},
        "balanced": {"epochs": 25, "dimensions": 100},
        "thorough": {"epochs": 50, "dimensions": 200},
    }

    epochs: int = param(15, "How often all co-occurrences are learned from.", low=1, high=1000)
    window: int = param(10, "Words to each side that count as near.", low=1, high=100)
    x_max: float = param(
        10.0, "Co-occurrences count in full from here on; the paper takes 100, for billions of words.", low=0.01,
        high=1e9,
    )  # fmt: skip
    alpha: float = param(
        0.75, "How fast rarer co-occurrences lose weight: (x / x-max) to this power; 0: not at all.", low=0, high=5
    )
    distance_weighted: bool = param(True, "A word d places away counts 1/d.", advanced=True)
    symmetric: bool = param(True, "Count words to both sides, not only those before.", advanced=True)
    sides: Literal["sum", "words"] = param(
        "sum", "Add each word's two vectors, as word and as context (as the paper does), or keep the first.",
        advanced=True,
    )  # fmt: skip
    learning_rate: float = param(0.05, "Size of the first steps; AdaGrad makes them smaller.", low=1e-5, high=1,
                                 advanced=True)  # fmt: skip
    workers: int = param(
        1, "Threads; with more than one it is faster and not repeatable.", low=1, high=64, advanced=True
    )
    evaluate: Literal["none", "wordsim353", "simlex999", "analogies"] = param(
        "none", "A test set whose score is measured after each epoch.", advanced=True
    )
    keep: Literal["last", "best"] = param(
        "last", "Which vectors are kept: those of the last epoch, or of the epoch with the best score.", advanced=True
    )
    stop_after: int = param(
        0, "End after so many co-occurrences, counting every epoch, as a stopped run did; 0: at the end.", low=0,
        advanced=True,
    )  # fmt: skip

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        refuse_best_of_nothing(self.keep, self.evaluate)
        before = inputs.space
        if before is not None:
            refuse_other(before, self.name, {"dimensions": self.dimensions})
        corpus = read_corpus(self, Part(report, 0.0, READ))
        kept = len(corpus.vocabulary(self.min_count))
        refuse_lonely_words(corpus, kept)
        known = _words_of(corpus, kept, before)
        entries = self._counted(corpus, known.rows, Part(report, READ, COUNTED))
        space = self._learned(f"{corpus.name} GloVe", known, entries, before, Part(report, COUNTED, 1.0))
        left_out = words_left_out(len(corpus.words), kept, self.min_count)
        return replace(space, notes=(*corpus.notes, *left_out, *known.notes, *space.notes))

    def estimate(self, size: Size) -> Estimate | None:
        pairs = size.units * self.window * (2 if self.symmetric else 1)
        entries = different_pairs(pairs, size.rows)
        work = entries * self.epochs * (self.dimensions / 100 + 0.5) / 1.5
        seconds = size.units / WORDS_A_SECOND + work / (ENTRIES_A_SECOND * min(self.workers, 2) ** 0.8)
        memory = entries * 36.0 + size.rows * self.dimensions * 20.0 + size.units * BYTES_A_WORD
        return Estimate(seconds=seconds, memory=memory).loading("scipy", "numba")

    @classmethod
    def warm(cls) -> None:
        """Load what was compiled, or compile it."""
        from embexplorer.core.corpus import corpus_of
        from embexplorer.trainers._glove_learning import Factors, entries_of, learning

        entries = entries_of(cooccurrences(corpus_of([["a", "b"]]), 2, 1), 1.0, 1.0, np.arange(2))
        with learning(entries, Factors.drawn(2, 2, 0), 0.05, 1) as passes:
            list(passes.all(0, 0, 1, 0))
            passes.loss(entries)

    def _counted(self, corpus: Corpus, rows: IntArray, report: Report) -> "Entries":
        from embexplorer.trainers._glove_learning import entries_of

        weighted, both = self.distance_weighted, self.symmetric
        counts = cooccurrences(
            corpus, len(rows), self.window, distance_weighted=weighted, symmetric=both, report=report
        )
        return entries_of(counts, self.x_max, self.alpha, rows)

    def _learned(
        self, name: str, known: "_Words", entries: "Entries", before: EmbeddingSpace | None, report: Report
    ) -> EmbeddingSpace:
        from embexplorer.trainers._glove_learning import learning

        factors, past = _begun(self, len(known.words), before)
        begun = word_space(name, known.words, known.counts, factors.result(self.sides))
        report.begin(begun)
        learned = np.array([past], np.float32)  # epochs, kept and put back with all else
        best = Best(scorer(self.evaluate, begun.keys), (*factors.arrays().values(), learned), self.keep == "best")
        with learning(entries, factors, self.learning_rate, self.workers) as passes:
            done, watch = _train(self, passes, best, begun, learned, report)
        notes = (*self._notes(done, len(entries)), *best.put_back())
        vectors = factors.result(self.sides)
        refuse_endless(name, vectors)
        log = table_of_log(watch.log, caption=f"{_caption(entries)} · {name}")
        settings = {"epochs": int(learned[0]), "sides": self.sides}
        return replace(
            word_space(name, known.words, known.counts, vectors),
            notes=notes,
            model=Model(kind="glove", settings=settings, arrays=factors.arrays()),
            beside=(*watch.training_map(), log),
        )

    def _notes(self, done: int, entries: int) -> tuple[str, ...]:
        weight = f"Words that stand together less than {self.x_max:g} times weigh (x / {self.x_max:g})^{self.alpha:g}."
        fast = () if self.workers == 1 else (f"Not repeatable: {self.workers} workers.",)
        return (weight, *ended_early(done, entries * self.epochs, "co-occurrences"), *fast)


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What gets a vector; `rows` says where the kept words of the corpus are among `words`."""

    words: tuple[str, ...]
    counts: IntArray
    rows: IntArray
    notes: tuple[str, ...] = ()


def _words_of(corpus: Corpus, kept: int, before: EmbeddingSpace | None) -> _Words:
    """The corpus' words; of a training that goes on, those that it knew come first, in their order."""
    if before is None:
        return _Words(words=corpus.words[:kept], counts=corpus.counts[:kept], rows=np.arange(kept))
    old = list(before.keys)
    row_of = {word: row for row, word in enumerate(old)}
    rows = np.array([row_of.setdefault(word, len(row_of)) for word in corpus.words[:kept]], np.int64)
    counts = np.zeros(len(row_of), np.int64)
    counts[: len(old)] = before.columns["count"].to_numpy() if "count" in before.columns.column_names else 0
    counts[rows] += corpus.counts[:kept]
    absent = len(row_of) - kept
    idle = (f"{absent:,} words of {before.name} are not learned here and stay as they were.",) if absent else ()
    return _Words(words=tuple(row_of), counts=counts, rows=rows, notes=(f"Went on from {before.name}.", *idle))


def _begun(step: GloVe, rows: int, before: EmbeddingSpace | None) -> "tuple[Factors, int]":
    """Where learning begins, and how many epochs came before."""
    from embexplorer.trainers._glove_learning import Factors

    factors = Factors.drawn(rows, step.dimensions, step.seed)
    if before is None or before.model is None:
        return factors, 0
    factors.begin_with(before.model.arrays)
    return factors, int(before.model.settings["epochs"])


def _train(
    step: GloVe, passes: "Learning", best: Best, begun: EmbeddingSpace, epochs: FloatArray, report: Report
) -> tuple[int, TrainingWatch]:
    """Learn to the end, or until it is enough; answers how many entries were learned from, and what was seen."""
    from embexplorer.trainers._glove_learning import Running

    entries, factors = len(passes.entries), passes.factors
    sample, running = passes.entries.sample(step.seed), Running()

    def over(vectors: FloatArray) -> Mapping[str, float]:
        refuse_endless(begun.name, vectors)
        epochs[0] += 1
        return {"loss": passes.loss(sample), **best(vectors)}

    watch = TrainingWatch(
        report,
        begun.keys,
        epochs=step.epochs,
        total=entries * step.epochs,
        words=step.watch,
        measure=running,
        each_epoch=over,
        units=entries,
        unit="co-occurrences",
    )
    done, past = 0, int(epochs[0])
    for done, total, count in passes.all(step.seed, past, step.epochs, step.stop_after):
        running.add(total, count)
        watch.look(lambda: factors.result(step.sides), done)
        report.rest()
        if report.enough():
            report.keep(done)
            break
    watch.end(factors.result(step.sides), done)
    return done, watch


def _caption(entries: "Entries") -> str:
    sample = len(entries.sample(0))
    which = f"all {sample:,}" if sample == len(entries) else f"a fixed sample of {sample:,} of {len(entries):,}"
    return f"loss: f(x)(w·w~ + b + b~ − log x)² a co-occurrence, over {which} that are learned from"
