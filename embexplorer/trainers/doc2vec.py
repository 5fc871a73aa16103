"""Doc2Vec: a vector for every document of a text, and for its words, learned by predicting words (PV-DM, PV-DBOW)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from embexplorer.core.corpus import LONGEST, Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import BYTES_A_WORD, Estimate, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.core.training_log import table_of_log
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.soundness import ended_early, refuse_endless, refuse_tree_of_one
from embexplorer.corpora.vector_trainer import VectorTrainer, words_left_out
from embexplorer.corpora.word_trainer import word_space
from embexplorer.trainers._doc2vec_model import inferred, rebuilt
from embexplorer.trainers._documents import Documents, sample_predicted
from embexplorer.trainers._gensim import Ending, Reading, train_watched
from embexplorer.trainers._gensim_vocabulary import counts_of
from embexplorer.trainers._hidden_loss import outputs_of

if TYPE_CHECKING:
    from gensim.models import Doc2Vec as GensimModel

READ = 0.15  # of the progress goes to reading the text
READ_A_SECOND = 800_000.0  # words, until learning begins
WORDS_A_SECOND = 600_000.0  # PV-DBOW with five negatives, 100 dimensions, one thread


@register
@dataclass(frozen=True, kw_only=True)
class Doc2Vec(VectorTrainer):
    """Documents of like words get like vectors (Doc2Vec); new texts can be placed among them."""

    name: ClassVar[str] = "doc2vec"
    title: ClassVar[str] = "Doc2Vec"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "gensim")
    may_take: ClassVar[tuple[str, ...]] = ()
    idea: ClassVar[str] = "[document 7 + the king _ the] → rules"
    presets: ClassVar = {
        "quick look": {"epochs": 5, "dimensions": 50, "architecture": "pv-dbow"},
        "balanced": {"epochs": 20, "dimensions": 100, "architecture": "pv-dbow"},
        "thorough": {"epochs": 40, "dimensions": 200, "architecture": "pv-dm"},
    }

    architecture: Literal["pv-dbow", "pv-dm"] = param(
        "pv-dbow", "Predict words from their document alone (PV-DBOW), or with the words around them (PV-DM)."
    )
    loss: Literal["negative", "hierarchical"] = param("negative", "Negative sampling, or hierarchical softmax.")
    window: int = param(5, "Words to each side that help to predict (PV-DM, and words of PV-DBOW).", low=1, high=100)
    negative: int = param(5, "Noise words drawn for each prediction by negative sampling.", low=1, high=100)
    dm_mean: bool = param(True, "PV-DM takes the mean of document and words, not their sum.", advanced=True)
    dbow_words: bool = param(
        True, "PV-DBOW learns words too, by skip-gram, in the same space: slower.", title="words of PV-DBOW"
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
        if inputs.space is not None:
            raise UserError(
                "Doc2Vec cannot go on from a space: its rows are the documents that it learned from.",
                "Train on all documents anew, or embed new texts in the space.",
            )
        whole = read_corpus(self, Part(report, 0.0, READ))
        kept = len(whole.vocabulary(self.min_count))
        refuse_tree_of_one(self.loss, kept)
        corpus, notes = _documents_with_words(whole, kept)
        report(READ, "Counting words")
        tagged = _tagged(corpus)
        model = _model(self)
        model.build_vocab(corpus_iterable=tagged)
        documents = Documents.of(corpus, Part(report, READ, READ))
        report.begin(documents.space(np.array(model.dv.vectors)))
        done, watch = self._train(model, corpus, documents.keys, tagged, Part(report, READ, 1.0))
        notes = (*corpus.notes, *words_left_out(len(whole.words), kept, self.min_count), *notes)
        notes = (*notes, *self._notes(corpus, done, len(tagged)))
        return self._result(model, corpus, documents, watch, notes)

    def estimate(self, size: Size) -> Estimate | None:
        words = self.architecture == "pv-dbow" and self.dbow_words
        work = size.units * self.epochs * (self.dimensions / 100 + 0.5) / 1.5 * (1 + words * self.window / 2)
        speed = WORDS_A_SECOND * min(self.workers, 2) ** 0.8
        memory = (size.documents + 2 * size.rows) * self.dimensions * 4.0 + size.units * BYTES_A_WORD
        seconds = size.units / READ_A_SECOND + work / speed
        return Estimate(seconds=seconds, memory=memory).loading("gensim", "numba")

    def _train(
        self, model: "GensimModel", corpus: Corpus, keys: Keys, tagged: list[Any], report: Report
    ) -> tuple[int, TrainingWatch]:
        sample = sample_predicted(corpus, model, self.window, self.seed)
        reading = Reading(documents=len(tagged), stop_after=self.stop_after)
        passes = reading.corpus(tagged, report.rest)
        watch = TrainingWatch(
            report,
            keys,
            epochs=self.epochs,
            total=len(tagged) * self.epochs,
            words=self.watch,
            measure=lambda: sample.loss(model),
            units=len(corpus.tokens),
        )

        def train() -> None:
            model.train(
                passes, total_examples=model.corpus_count, epochs=self.epochs, callbacks=[Ending(reading=reading)]
            )

        def look() -> None:
            watch.look(model.dv.vectors, reading.done, rate=float(model.min_alpha_yet_reached))

        train_watched(train, reading, look, report)
        watch.end(model.dv.vectors, reading.done)
        return reading.done, watch

    def _notes(self, corpus: Corpus, done: int, parts: int) -> tuple[str, ...]:
        notes = list(ended_early(done, parts * self.epochs, "documents"))
        long = int((np.diff(corpus.starts) > LONGEST).sum())
        if long:
            notes.append(f"{long:,} documents of more than {LONGEST:,} words were learned in parts of so many.")
        if not self._learns_words():
            notes.append("Words have no vectors: PV-DBOW without --dbow-words learns documents only.")
        if self.workers > 1:
            notes.append(f"Not repeatable: {self.workers} workers.")
        return tuple(notes)

    def _learns_words(self) -> bool:
        return self.architecture == "pv-dm" or self.dbow_words

    def _result(
        self, model: "GensimModel", corpus: Corpus, documents: Documents, watch: TrainingWatch, notes: tuple[str, ...]
    ) -> EmbeddingSpace:
        space = documents.space(np.array(model.dv.vectors))
        vectors = np.array(model.wv.vectors)
        refuse_endless(space.name, space.vectors)
        refuse_endless(space.name, vectors)
        words = tuple(model.wv.index_to_key)
        beside = word_space(f"{space.name} words", words, counts_of(model.wv), vectors)
        caption = f"loss: nats a word predicted, documents that are learned from · {space.name}"
        log = table_of_log(watch.log, caption=caption)
        linked = (beside,) if self._learns_words() else ()
        kept = _kept(self, model, corpus)
        return replace(space, notes=notes, model=kept, beside=(*linked, *watch.training_map(), log))


@embeds("doc2vec")
def embed_texts(space: EmbeddingSpace, inputs: Sequence[str]) -> FloatArray:
    """Each text as a document that was not learned from; the same text always gets the same vector."""
    kept = space.model
    if kept is None:
        raise ValueError(space.name)
    model = rebuilt(kept.settings["parameters"], kept.settings["words"], kept.arrays)
    plain = kept.settings["tokeniser"]
    tokeniser = Tokeniser.from_json(plain) if plain else Tokeniser()
    vectors = np.empty((len(inputs), space.dimensions), np.float32)
    for number, text in enumerate(inputs):
        words = [word for word in tokeniser.words(text) if word in model.wv.key_to_index]
        if not words:
            raise UserError(f"‘{text[:40]}’ has no word that {space.name} was trained on.", "Write more of it.")
        vectors[number] = inferred(model, words)
    return vectors


def _documents_with_words(corpus: Corpus, kept: int) -> tuple[Corpus, tuple[str, ...]]:
    """Without the documents that nothing could be learned of: their vectors would stay where they were drawn."""
    document = np.searchsorted(corpus.starts, np.flatnonzero(corpus.tokens < kept), side="right") - 1
    some = np.unique(document)
    if len(some) < 2:
        raise UserError(
            f"{corpus.name} has only one document with words that are kept: there is nothing to compare it with.",
            "Choose what one document is (--documents lines or paragraphs), or lower the minimum count.",
        )
    if len(some) == len(corpus):
        return corpus, ()
    left_out = f"{len(corpus) - len(some):,} documents without any kept word were left out."
    return corpus.only(some), (left_out,)


def _tagged(corpus: Corpus) -> list[Any]:
    """gensim's documents, tagged by their number; it would cut long ones in silence, so they are given in parts."""
    from gensim.models.doc2vec import TaggedDocument

    parts = (
        TaggedDocument(document[at : at + LONGEST], [number])
        for number, document in enumerate(corpus.documents)
        for at in range(0, len(document), LONGEST)
    )
    return list(parts)


def _parameters(step: Doc2Vec) -> dict[str, Any]:
    """gensim's names for what the step says."""
    return {
        "vector_size": step.dimensions,
        "alpha": step.learning_rate,
        "min_alpha": step.least_rate,
        "window": step.window,
        "min_count": step.min_count,
        "sample": step.subsampling,
        "seed": step.seed,
        "workers": step.workers,
        "epochs": step.epochs,
        "dm": int(step.architecture == "pv-dm"),
        "dm_mean": int(step.dm_mean),
        "dbow_words": int(step.dbow_words),
        "hs": int(step.loss == "hierarchical"),
        "negative": step.negative if step.loss == "negative" else 0,
        "ns_exponent": step.noise_exponent,
        "shrink_windows": step.dynamic_window,
    }


def _model(step: Doc2Vec) -> "GensimModel":
    """gensim's model, without words yet."""
    from gensim.models import Doc2Vec as GensimModel

    return GensimModel(**_parameters(step))


def _kept(step: Doc2Vec, model: "GensimModel", corpus: Corpus) -> Model:
    """What placing new texts needs."""
    tokeniser = corpus.tokeniser.to_json() if corpus.tokeniser is not None else {}
    settings = {"parameters": _parameters(step), "words": list(model.wv.index_to_key), "tokeniser": tokeniser}
    arrays = {
        "words": np.array(model.wv.vectors),
        "outputs": np.array(outputs_of(model)),
        "counts": counts_of(model.wv),
    }
    return Model(kind="doc2vec", accepts="text", settings=settings, arrays=arrays)
