"""The parts that the torch engine of word2vec cuts an epoch into: one pair after the other, or blocks at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from embexplorer.core.corpus import Corpus
from embexplorer.core.typing import DoubleArray, IndexArray, IntArray
from embexplorer.corpora.word_start import HIERARCHICAL, WordStart
from embexplorer.models.huffman import huffman
from embexplorer.models.word_blocks import Block, WordBlocks, chance_to_stay, drawn_text
from embexplorer.models.word_steps import cbow_inputs, skip_gram_inputs, step_on_softmax
from embexplorer.trainers._walks_kernel import aliases
from embexplorer.trainers._word2vec_kernel import Questions, State, Tables, Text, cbow, compiled, skip_gram
from embexplorer.trainers._word2vec_parameters import Word2VecParameters

SLICE = 2000  # words that one thread learns from between two looks: about a hundredth of a second
AT_ONCE = 256  # middle words of one step on the full softmax
STRETCH = 32
MOST_SHARES = 8_000_000  # numbers in a block's table of inputs by words, of the full softmax


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """`learn` takes the rate; `before` is how much of the epoch came before, `documents` how many are over after it."""

    learn: Callable[[float], None]
    before: float
    documents: int


class OneByOne:
    """Negative sampling and hierarchical softmax, compiled. More than one thread write to the same tables unasked."""

    def __init__(self, step: Word2VecParameters, text: "CorpusRows", start: WordStart, tables: Tables) -> None:
        self._step, self._text, self._tables = step, text, tables
        self._questions = _tree(start) if step.loss == HIERARCHICAL else _noise(start, step)
        self._kernel = skip_gram if step.architecture == "skip-gram" else cbow
        seeds = np.random.SeedSequence(step.seed).generate_state(step.workers, np.uint64)
        self._random = [seeds[worker : worker + 1] for worker in range(step.workers)]
        compiled(self._kernel)  # before the clock of the training runs

    def epoch(self, random: torch.Generator) -> Iterator[Lesson]:
        """The words that stay this time, in slices."""
        tokens, begins = self._text.stays(random)
        text = Text(tokens, begins, self._step.window, self._step.dynamic_window)
        width = SLICE * self._step.workers
        for first in range(0, max(1, len(tokens)), width):
            last = min(first + width, len(tokens))
            yield Lesson(
                learn=partial(self._learn, text, first, last),
                before=first / max(1, len(tokens)),
                documents=int(np.searchsorted(begins, last, side="right")) - 1,
            )

    def _learn(self, text: Text, first: int, last: int, rate: float) -> None:
        if len(self._random) == 1:
            self._kernel(text, first, last, self._tables, self._questions, rate, self._random[0])
            return
        cuts = np.linspace(first, last, len(self._random) + 1).astype(int).tolist()

        def part(start: int, end: int, random: State) -> None:
            self._kernel(text, start, end, self._tables, self._questions, rate, random)

        with ThreadPoolExecutor(len(self._random)) as pool:
            list(pool.map(part, cuts[:-1], cuts[1:], self._random))


class Blocks:
    """The full softmax over all words, by torch, with guarded steps."""

    def __init__(
        self, step: Word2VecParameters, text: "CorpusRows", vectors: torch.Tensor, outputs: torch.Tensor
    ) -> None:
        self._inputs = skip_gram_inputs if step.architecture == "skip-gram" else cbow_inputs
        self._vectors, self._outputs, self._documents = vectors, outputs, len(text.starts) - 1
        stretch = max(STRETCH, step.window)
        most = MOST_SHARES // ((stretch + 2 * step.window) * len(vectors))
        self._blocks = WordBlocks(
            tokens=text.tokens,
            starts=text.starts,
            keep=text.keep,
            window=step.window,
            dynamic=step.dynamic_window,
            stretch=stretch,
            stretches=max(1, min(most, AT_ONCE // stretch)),
        )

    def epoch(self, random: torch.Generator) -> Iterator[Lesson]:
        """Block by block."""
        before = 0
        for block in self._blocks.epoch(random):
            learn = partial(self._learn, block)
            yield Lesson(learn=learn, before=before / self._documents, documents=block.documents)
            before = block.documents

    def _learn(self, block: Block, rate: float) -> None:
        step_on_softmax(self._vectors, self._outputs, block, self._inputs(self._vectors, block), rate)


@dataclass(frozen=True, kw_only=True)
class CorpusRows:
    """The text in rows of the tables, and each row's chance to stay; words without a row are beyond its end."""

    tokens: IntArray
    starts: IntArray
    keep: DoubleArray

    def stays(self, random: torch.Generator) -> tuple[IndexArray, IntArray]:
        """The words that stay, and where each document begins among them, with the end of the last."""
        tokens, document = drawn_text(self.tokens, self.starts, self.keep, random)
        lengths = np.bincount(document, minlength=len(self.starts) - 1)
        return tokens.astype(np.int32), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def rows_of_corpus(corpus: Corpus, start: WordStart, subsampling: float) -> CorpusRows:
    """A word's frequency is that in this text, also where an earlier one had other words."""
    rows = start.rows()
    row_of = np.array([rows.get(word, len(rows)) for word in corpus.words], np.int64)
    tokens = row_of[corpus.tokens]
    here = np.bincount(tokens, minlength=len(rows) + 1)[: len(rows)]
    return CorpusRows(tokens=tokens, starts=corpus.starts, keep=chance_to_stay(here, subsampling))


def _tree(start: WordStart) -> Questions:
    tree = huffman(start.counts)
    return Questions(tree.points, tree.turns, 0, np.ones(1), np.zeros(1, np.int32))


def _noise(start: WordStart, step: Word2VecParameters) -> Questions:
    """Noise words are drawn by their frequency to a power."""
    no_tree = np.zeros((len(start.words), 0), np.int64)
    chance = start.counts.astype(np.float64) ** step.noise_exponent
    shares, others = aliases(np.array([0, len(chance)]), chance)
    return Questions(no_tree, no_tree, step.negative, shares, others)
