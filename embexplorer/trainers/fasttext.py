"""FastText: word2vec whose words are made of n-grams of letters, so that words never seen have vectors too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import BYTES_A_WORD, Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.model import embeds
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.evaluation import Best, refuse_best_of_nothing, scorer
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.soundness import ended_early, refuse_endless, refuse_lonely_words, refuse_tree_of_one
from embexplorer.corpora.word_start import refuse_other
from embexplorer.corpora.word_trainer import WordTrainer
from embexplorer.trainers._fasttext_model import Training, all_ngrams, begun, unseen
from embexplorer.trainers._gensim import Ending, Reading, train_watched
from embexplorer.trainers._gensim_vocabulary import counts_of
from embexplorer.trainers._pair_loss import sample_pairs

if TYPE_CHECKING:
    from gensim.models import FastText as GensimModel

READ = 0.15  # of the progress goes to reading the text
READ_A_SECOND = 800_000.0  # words, until learning begins
WORDS_A_SECOND = 170_000.0  # skip-gram with five negatives, 100 dimensions, one thread


@register
@dataclass(frozen=True, kw_only=True)
class FastText(WordTrainer):
    """Words that stand in like contexts or are spelt alike get like vectors; unseen words get one too (FastText)."""

    name: ClassVar[str] = "fasttext"
    title: ClassVar[str] = "FastText"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "gensim", "numba")
    idea: ClassVar[str] = "the [<ki kin ing ng> = king] rules → the, rules"
    presets: ClassVar = {
        "quick look": {"epochs": 3, "dimensions": 50, "buckets": 50_000},
        "balanced": {"epochs": 10, "dimensions": 100},
        "thorough": {"epochs": 30, "dimensions": 200, "buckets": 2_000_000},
    }

    architecture: Literal["skip-gram", "cbow"] = param(
        "skip-gram", "Predict the context from the word (skip-gram), or the word from its context (CBOW)."
    )
    loss: Literal["negative", "hierarchical"] = param("negative", "Negative sampling, or hierarchical softmax.")
    window: int = param(5, "Words to each side that are context.", low=1, high=100)
    negative: int = param(5, "Noise words drawn for each pair by negative sampling.", low=1, high=100)
    min_n: int = param(3, "Letters in the shortest n-grams; < and > count, which stand around each word.", low=1,
                       high=20)  # fmt: skip
    max_n: int = param(6, "Letters in the longest n-grams.", low=1, high=20)
    buckets: int = param(
        200_000, "Places that n-grams are hashed to; fewer take less memory, and more n-grams share one.", low=1,
        high=10_000_000, advanced=True,
    )  # fmt: skip
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
        refuse_best_of_nothing(self.keep, self.evaluate)
        if self.max_n < self.min_n:
            raise UserError(f"--max-n is {self.max_n}, below --min-n {self.min_n}.", "Raise --max-n.")
        before = inputs.space
        if before is not None:
            _refuse_other(self, before)
        corpus = read_corpus(self, Part(report, 0.0, READ))
        corpus.vocabulary(self.min_count)
        learned, held_out = self.split(corpus)
        kept = len(learned.vocabulary(self.min_count))
        refuse_lonely_words(learned, kept)
        refuse_tree_of_one(self.loss, kept)
        report(READ, "Counting words and their n-grams")
        training = begun(f"{corpus.name} FastText", _model(self), learned.sentences, before)
        report.begin(training.space())
        space = self._learned(training, learned, held_out, Part(report, READ, 1.0))
        went_on = (f"Went on from {before.name}.",) if before is not None else ()
        notes = (*self.notes_on(corpus, held_out, kept), *went_on, *space.notes)
        return replace(space, notes=notes, model=training.kept(_settings(self, corpus, before)))

    def estimate(self, size: Size) -> Estimate | None:
        work = size.units * self.epochs * (self.dimensions / 100 + 0.3) / 1.3 * (self.window / 5)
        speed = WORDS_A_SECOND * (1 if self.architecture == "skip-gram" else 1.1) * min(self.workers, 2) ** 0.8
        memory = (3 * size.rows + self.buckets) * self.dimensions * 4.0 + size.units * BYTES_A_WORD + size.rows * 400.0
        seconds = size.units / READ_A_SECOND + work / speed
        return Estimate(seconds=seconds, memory=memory).loading("gensim", "numba")

    @classmethod
    def warm(cls) -> None:
        """Load what was compiled, or compile it."""
        from embexplorer.trainers._subword_kernel import composed

        composed(np.ones((1, 2), np.float32), np.ones((1, 2), np.float32), np.zeros(1, np.int64), np.arange(2))

    def _learned(self, training: Training, learned: Corpus, held_out: Corpus | None, report: Report) -> EmbeddingSpace:
        model = training.model
        scored = self.evaluate != "none"
        reading = Reading(documents=len(learned.sentences), stop_after=self.stop_after, waits=scored)
        score = scorer(self.evaluate, training.space().keys)
        best = Best(score, tuple(training.arrays().values()), self.keep == "best")
        watch = self._watch(training, best, learned, held_out, report)
        passes = reading.corpus(learned.sentences, report.rest)

        def train() -> None:
            ending = Ending(reading=reading)
            model.train(passes, total_examples=model.corpus_count, epochs=self.epochs, callbacks=[ending])

        def look() -> None:
            watch.look(training.vectors, reading.settled, rate=float(model.min_alpha_yet_reached))

        train_watched(train, reading, look, report)
        watch.end(training.vectors, reading.done)
        chosen = best.put_back()
        space = training.space()
        refuse_endless(space.name, space.vectors)
        documents = "held-out documents" if held_out is not None else "documents that are learned from"
        log = table_of_log(watch.log, caption=f"loss: nats a pair, {documents} · {space.name}")
        fast = () if self.workers == 1 else (f"Not repeatable: {self.workers} workers.",)
        early = ended_early(reading.done, reading.documents * self.epochs, "documents")
        return replace(space, notes=(*early, *chosen, *fast), beside=(*watch.training_map(), log))

    def _watch(
        self, training: Training, best: Best, learned: Corpus, held_out: Corpus | None, report: Report
    ) -> TrainingWatch:
        wv, skip_gram = training.model.wv, self.architecture == "skip-gram"
        sample = sample_pairs(
            held_out or learned,
            wv.key_to_index,
            counts_of(wv),
            self.window,
            self.negative,
            self.noise_exponent,
            self.seed,
        )
        return TrainingWatch(
            report,
            training.space().keys,
            epochs=self.epochs,
            total=len(learned.sentences) * self.epochs,
            words=self.watch,
            measure=dict if sample is None else lambda: training.loss(sample, skip_gram),
            each_epoch=best,
            units=len(learned.tokens),
        )


@embeds("fasttext")
def embed_words(space: EmbeddingSpace, inputs: Sequence[str]) -> FloatArray:
    """Known words as they are, all others as the mean of their n-grams; written as the corpus wrote its own."""
    model = space.model
    if model is None:
        raise ValueError(space.name)
    ngrams = all_ngrams(space)
    vectors = np.empty((len(inputs), space.dimensions), np.float32)
    for number, word in enumerate(_as_the_corpus(inputs, model.settings["tokeniser"])):
        row = space.keys.find(word)
        made = unseen(word, ngrams, model.settings) if row is None else space.vectors[row]
        if made is None:
            shortest = model.settings["min_n"]
            raise UserError(
                f"‘{word}’ is new and too short for n-grams of {shortest} letters.", "Ask for a longer word."
            )
        vectors[number] = made
    return vectors


def _as_the_corpus(inputs: Sequence[str], plain: Mapping[str, Any]) -> list[str]:
    """In lower case and so on, where the corpus was; what would be cut into several words stays whole."""
    if not plain:
        return list(inputs)
    cut = [Tokeniser.from_json(plain).words(word) for word in inputs]
    return [words[0] if len(words) == 1 else word for words, word in zip(cut, inputs, strict=True)]


def _refuse_other(step: FastText, before: EmbeddingSpace) -> None:
    """A training goes on only with n-grams of the same shape."""
    names = ("dimensions", "loss", "min_n", "max_n", "buckets")
    refuse_other(before, step.name, {name: getattr(step, name) for name in names})
    if step.loss == "hierarchical":
        raise UserError(
            "Hierarchical softmax cannot go on: its tree changes with the words.", "Train with --loss negative."
        )


def _settings(step: FastText, corpus: Corpus, before: EmbeddingSpace | None) -> dict[str, Any]:
    """What of the kept model is no array."""
    first = before.model.settings["ngram_seed"] if before is not None and before.model is not None else step.seed
    tokeniser = corpus.tokeniser.to_json() if corpus.tokeniser is not None else {}
    return {"loss": step.loss, "ngram_seed": first, "tokeniser": tokeniser}


def _model(step: FastText) -> "GensimModel":
    """gensim's model, without words yet."""
    from gensim.models import FastText as GensimModel

    return GensimModel(
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
        min_n=step.min_n,
        max_n=step.max_n,
        bucket=step.buckets,
    )
