"""A language model that reads a text in both directions, and the vectors it gives to words (ELMo)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from embexplorer.core.corpus import Corpus
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
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.evaluation import scorer
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.soundness import ended_early
from embexplorer.corpora.word_trainer import WordTrainer, word_space

if TYPE_CHECKING:
    import torch

    from embexplorer.trainers._bilstm_measure import Judge
    from embexplorer.trainers._bilstm_texts import Texts

READ, LEARNED = 0.05, 0.85  # of the progress: the text is read, the model is trained
FULL = 2000  # words: up to here "auto" takes the full softmax
OPERATIONS_A_SECOND, SECONDS_A_WORD = 5e10, 1.5e-5  # of one thread, about
SHAPE = ("dimensions", "layers", "cells")
Layer = Literal["average", "0", "1", "2", "3", "4"]


@register
@dataclass(frozen=True, kw_only=True)
class BiLstm(WordTrainer):
    """Predict each word from all words before it, and from all after it: vectors of words in their places (ELMo).

    Two LSTM language models share the words' vectors, layer 0; each layer above knows more of the context. A word's
    vector here is the mean of its vectors in all places.
    """

    name: ClassVar[str] = "bilstm"
    title: ClassVar[str] = "biLSTM language model"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "torch")
    idea: ClassVar[str] = "the [king] → rules / the ← [king]"
    presets: ClassVar = {
        "quick look": {"epochs": 1, "dimensions": 50, "layers": 1, "cells": 64, "occurrences": 100},
        "balanced": {"epochs": 5, "dimensions": 100, "layers": 2, "cells": 128},
        "thorough": {"epochs": 15, "dimensions": 200, "layers": 2, "cells": 512},
    }

    layers: int = param(2, "LSTM layers above the words' own vectors, in each direction.", low=1, high=4)
    cells: int = param(128, "Memory cells of a layer, in each direction.", low=1, high=4096)
    layer: Layer = param("average", "Which layer's vectors are averaged: 0 is before any context; average: of all.")
    occurrences: int = param(
        0, "Average over the first so many places of a word; 0: over all of them.", low=0, high=1_000_000
    )
    contexts: tuple[str, ...] = param((), "Words whose vectors in each place are kept, as spaces of their own.")
    most_contexts: int = param(
        1000, "Of each such word the first so many places are kept.", low=1, high=100_000, advanced=True
    )
    softmax: Literal["auto", "full", "sampled"] = param(
        "auto", "Compare with all words (full) or with some drawn by frequency; auto: full up to 2,000 words."
    )
    samples: int = param(512, "Words drawn for a batch by the sampled softmax.", low=1, high=100_000, advanced=True)
    chunk: int = param(32, "Words of text that are read before a batch learns.", low=2, high=1000, advanced=True)
    batch: int = param(20, "Chunks that are learned from at once.", low=1, high=4096, advanced=True)
    dropout: float = param(0.1, "Share of numbers left out at random while learning.", low=0, high=0.9, advanced=True)
    learning_rate: float = param(0.01, "Size of the first steps (Adam); it falls in a line.", low=1e-6, high=1,
                                 advanced=True)  # fmt: skip
    clip: float = param(1.0, "Longest gradient; a longer one is cut.", low=1e-3, high=1000, advanced=True)
    threads: int = param(1, "Threads; another number may change the last digits.", low=1, high=64, advanced=True)
    stop_after: int = param(
        0, "End after so many batches, counting every epoch, as a stopped run did; 0: at the end.", low=0,
        advanced=True,
    )  # fmt: skip

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        self._refuse_what_does_not_fit(inputs.space)
        corpus = read_corpus(self, Part(report, 0.0, READ))
        corpus.vocabulary(self.min_count)
        learned, held_out = self.split(corpus)
        words = tuple(inputs.space.keys) if inputs.space is not None else learned.vocabulary(self.min_count)
        Keys(words).rows_of(self.contexts)
        from embexplorer.models.descent import load_torch, repeatable

        load_torch(lambda: report(READ, "Loading torch"))
        with repeatable(self.seed, self.threads):
            made = _learned(self, words, learned, held_out, inputs.space, report)
        notes = (*self.notes_on(corpus, held_out, len(words) if inputs.space is None else len(corpus.words)),)
        return replace(made, name=f"{corpus.name} biLSTM", notes=(*notes, *made.notes))

    @classmethod
    def warm(cls) -> None:
        from embexplorer.models.descent import load_torch

        load_torch()

    def estimate(self, size: Size) -> Estimate | None:
        half = self.dimensions / 2
        cells = 8 * self.cells * (self.dimensions + half + (self.layers - 1) * 2 * half + self.layers * self.cells)
        compared = self.samples if self.is_sampled(size.rows) else size.rows
        work = size.units * (3 * self.epochs * 2 * (cells + 2 * half * compared) + 2 * cells)
        numbers = size.rows * self.dimensions * 24.0 + self.batch * self.chunk * compared * 12.0
        seconds = work / OPERATIONS_A_SECOND + size.units * self.epochs * SECONDS_A_WORD
        return Estimate(seconds=seconds, memory=numbers + size.units * BYTES_A_WORD).loading("torch, warm")

    def is_sampled(self, words: int) -> bool:
        """Whether a vocabulary of this size is learned with the sampled softmax."""
        return self.softmax == "sampled" or (self.softmax == "auto" and words > FULL)

    def _refuse_what_does_not_fit(self, before: EmbeddingSpace | None) -> None:
        if self.dimensions % 2:
            hint = "Choose an even number: each direction has half of them."
            raise UserError(f"--dimensions is {self.dimensions}, which is odd.", hint)
        if self.layer not in ("average", *map(str, range(self.layers + 1))):
            raise UserError(
                f"--layer is {self.layer}, and there are {self.layers} above layer 0.", "Use more --layers."
            )
        if before is not None:
            _refuse_other_model(self, before)


def _refuse_other_model(step: BiLstm, before: EmbeddingSpace) -> None:
    if before.model is None or before.model.kind != BiLstm.name:
        raise UserError(f"{before.name} holds no biLSTM that could go on learning.", "Train one, and keep its folder.")
    for name in SHAPE:
        known = before.model.settings[name]
        if known != getattr(step, name):
            raise UserError(f"{before.name} was trained with --{name} {known}.", f"Go on with --{name} {known}.")


def _learned(
    step: BiLstm, words: tuple[str, ...], learned: Corpus, held_out: Corpus | None, before: EmbeddingSpace | None,
    report: Report,
) -> EmbeddingSpace:  # fmt: skip
    """Train, average, and look up the occurrences that were asked for."""
    from embexplorer.trainers._bilstm_measure import Judge
    from embexplorer.trainers._bilstm_texts import texts_of
    from embexplorer.trainers._bilstm_vectors import occurrences, static_vectors

    texts, keys = texts_of(learned, words), Keys(words)
    counts = np.bincount(texts.rows, minlength=len(words))[: len(words)].astype(np.int64)
    net = _started(step, len(words) + 2, before)
    report.begin(word_space(f"{learned.name} biLSTM", words, counts, np.array(_table(net))))
    measured = texts_of(held_out, words) if held_out is not None else texts
    judge = Judge(net, measured, scorer(step.evaluate, keys), step.keep == "best", report)
    watch, ended = _train(step, net, texts, keys, counts, judge, Part(report, READ, LEARNED))
    best = (*ended, *judge.settle())
    vectors, seen = static_vectors(net, texts, step.layer, step.occurrences, Part(report, LEARNED, 0.95))
    rest = Part(report, 0.95, 1.0)
    contexts = occurrences(net, learned, texts, keys, step.contexts, step.most_contexts, rest) if step.contexts else ()
    where = "held-out documents" if held_out is not None else "documents that are learned from"
    part = f"{len(judge.passages):,} of the {where}" if judge.is_part else where
    log = table_of_log(watch.log, caption=f"nats a token, {part}, full softmax · {learned.name} biLSTM")
    made = word_space(learned.name, words, counts, vectors)
    notes = (*_notes(step, texts, counts, seen, keys.rows_of(step.contexts), before), *best)
    beside = (*contexts, *watch.training_map("Training map of layer 0"), log)
    return replace(made, notes=notes, model=_kept(step, net, learned), beside=beside)


def _started(step: BiLstm, rows: int, before: EmbeddingSpace | None) -> "torch.nn.ModuleDict":
    """A new model, or the one that made the space from which the training goes on."""
    from embexplorer.models.bilstm import bilstm

    net = bilstm(rows, step.dimensions, step.layers, step.cells, step.dropout)
    return net if before is None or before.model is None else _filled(net, before.model)


def _filled(net: "torch.nn.ModuleDict", model: Model) -> "torch.nn.ModuleDict":
    import torch

    net.load_state_dict({name: torch.from_numpy(np.array(model.arrays[name])) for name in net.state_dict()})
    return net


def _table(net: "torch.nn.ModuleDict") -> FloatArray:
    """Layer 0, the words' own vectors, as they are now: the memory of the model itself."""
    table: FloatArray = net["embedding"].weight.detach().numpy()[:-2]
    return table


def _train(
    step: BiLstm, net: "torch.nn.ModuleDict", texts: "Texts", keys: Keys, counts: IntArray, judge: "Judge",
    report: Report,
) -> tuple[TrainingWatch, tuple[str, ...]]:  # fmt: skip
    import torch

    from embexplorer.models.bilstm import SampledWords, next_word_loss
    from embexplorer.models.descent import descend, slow_down
    from embexplorer.trainers._batches import batches

    random = np.random.default_rng(step.seed)
    chunks = texts.chunks(step.chunk, random)
    each = -(-len(chunks) // step.batch)
    watch = TrainingWatch(
        report, keys, epochs=step.epochs, total=each * step.epochs, words=step.watch, measure=judge.curves,
        each_epoch=judge.each_epoch, units=len(texts.rows),
    )  # fmt: skip
    chances = np.append(counts, [max(1, len(texts.rows) - counts.sum()), len(texts.begin)]) + 1.0
    sample = SampledWords(chances, step.samples, step.seed) if step.is_sampled(len(keys)) else None
    optimizer = torch.optim.Adam(net.parameters(), lr=step.learning_rate)
    done = 0
    net.train()
    for batch in batches(each * step.epochs, step.stop_after, report):
        if batch and batch % each == 0:
            chunks = texts.chunks(step.chunk, random)
        rate = slow_down(optimizer, step.learning_rate, batch / (each * step.epochs))
        start = batch % each * step.batch
        tokens = torch.from_numpy(np.ascontiguousarray(chunks[start : start + step.batch].T))
        loss = next_word_loss(net, tokens, "onward", sample) + next_word_loss(net, tokens.flip(0), "back", sample)
        descend(loss, optimizer, step.clip, batch)
        done = batch + 1
        watch.look(_table(net), done, rate=rate)
    watch.end(_table(net), done)
    return watch, ended_early(done, each * step.epochs, "batches")


def _notes(
    step: BiLstm, texts: "Texts", counts: IntArray, seen: IntArray, rows: IntArray, before: EmbeddingSpace | None
) -> tuple[str, ...]:
    notes = []
    if step.is_sampled(len(counts)):
        notes.append(f"The softmax was sampled: {step.samples:,} words a batch, drawn by frequency.")
    if texts.cut:
        notes.append(f"Documents of more than 200 words, which were read in parts: {texts.cut:,}.")
    if step.occurrences and (seen < counts).any():
        notes.append(f"A vector is the mean over the first {step.occurrences:,} places of its word.")
    if before is not None:
        unknown = int((texts.rows == texts.words).sum())
        notes.append(f"Went on from {before.name} with its words. Places of words unknown to it: {unknown:,}.")
        if not seen.all():
            notes.append(f"Words that do not occur, with the vector of the word alone: {int((seen == 0).sum()):,}.")
    often = [row for row in rows.tolist() if counts[row] > step.most_contexts]
    if often:
        notes.append(f"Words of which only the first {step.most_contexts:,} places are kept: {len(often):,}.")
    return tuple(notes)


def _kept(step: BiLstm, net: "torch.nn.ModuleDict", corpus: Corpus) -> Model:
    tokeniser = corpus.tokeniser or Tokeniser()
    shape = {name: getattr(step, name) for name in (*SHAPE, "layer")}
    settings = {**shape, "tokeniser": tokeniser.to_json()}
    arrays = {name: tensor.detach().numpy().copy() for name, tensor in net.state_dict().items()}
    return Model(kind=BiLstm.name, settings=settings, arrays=arrays, accepts="text")


@embeds(BiLstm.name)
def embed_texts(space: EmbeddingSpace, inputs: Sequence[str]) -> FloatArray:
    """A text's vector is the mean of the vectors of its words in their places."""
    from embexplorer.models.bilstm import bilstm
    from embexplorer.models.descent import repeatable
    from embexplorer.trainers._bilstm_vectors import mean_vectors

    model = space.model
    if model is None:
        raise UserError(f"{space.name} holds no model.", "Train it again.")
    dimensions, layers, cells = (int(model.settings[name]) for name in SHAPE)
    tokeniser = Tokeniser.from_json(model.settings["tokeniser"])
    rows = [_rows(text, space.keys, tokeniser) for text in inputs]
    with repeatable(0):
        net = _filled(bilstm(space.rows + 2, dimensions, layers, cells, 0.0), model)
        vectors: FloatArray = mean_vectors(net, rows, space.rows, str(model.settings["layer"]))
    return vectors


def _rows(text: str, keys: Keys, tokeniser: Tokeniser) -> IntArray:
    found = [keys.find(word) for word in tokeniser.words(text)]
    if not any(row is not None for row in found):
        raise UserError(f"‘{text}’ holds no word of {len(keys):,} that this model knows.", "Write another text.")
    return np.array([len(keys) if row is None else row for row in found], np.int64)
