"""Where a training of word vectors begins: at small random vectors, or at a space that has been trained before."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.described import described
from embexplorer.core.errors import UserError
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.models.first_vectors import first_vectors
from embexplorer.models.huffman import huffman

COUNTS, OUTPUTS = "counts", "outputs"  # of a kept model
HIERARCHICAL = "hierarchical"


@dataclass(frozen=True, kw_only=True)
class WordStart:
    """The vocabulary in the order of the rows, how often each word occurred in all that was learned, both tables."""

    words: tuple[str, ...]
    counts: IntArray
    vectors: FloatArray
    outputs: FloatArray
    notes: tuple[str, ...] = ()

    def rows(self) -> dict[str, int]:
        """The row of each word."""
        return {word: row for row, word in enumerate(self.words)}


def new_start(corpus: Corpus, min_count: int, dimensions: int, seed: int) -> WordStart:
    """The words that occur often enough, the most frequent first."""
    words = corpus.vocabulary(min_count)
    vectors = first_vectors(len(words), dimensions, seed)
    return WordStart(
        words=words, counts=corpus.counts[: len(words)].copy(), vectors=vectors, outputs=np.zeros_like(vectors)
    )


def going_on(before: EmbeddingSpace, corpus: Corpus, min_count: int, seed: int) -> WordStart:
    """The rows of the space in their order, then the words that are new; counts are those of both texts together."""
    if before.model is None:
        raise ValueError("a space without a model")
    old = tuple(before.keys)
    known = set(old)
    fresh = [row for row, word in enumerate(corpus.vocabulary(min_count)) if word not in known]
    words = (*old, *(corpus.words[row] for row in fresh))
    here = dict(zip(corpus.words, corpus.counts.tolist(), strict=True))
    counted = np.asarray(before.model.arrays[COUNTS], np.int64)
    counts = np.concatenate([counted, np.zeros(len(fresh), np.int64)])
    counts += np.array([here.get(word, 0) for word in words], np.int64)
    vectors = np.concatenate(
        [np.asarray(before.vectors, np.float32), first_vectors(len(words), before.dimensions, seed)[len(old) :]]
    )
    outputs = np.zeros_like(vectors)
    outputs[: len(old)] = before.model.arrays[OUTPUTS]
    notes: tuple[str, ...] = (f"Went on from {before.name}: {len(old):,} words were known, {len(fresh):,} are new.",)
    if before.model.settings["loss"] == HIERARCHICAL and not same_tree(counted, counts):
        outputs[:] = 0
        notes = (*notes, "The Huffman tree changed with the counts, so its inner nodes began anew.")
    return WordStart(words=words, counts=counts, vectors=vectors, outputs=outputs, notes=notes)


def same_tree(before: IntArray, after: IntArray) -> bool:
    """Whether both counts lead to the same Huffman tree."""
    if len(before) != len(after):
        return False
    old, new = huffman(before), huffman(after)
    return np.array_equal(old.points, new.points) and np.array_equal(old.turns, new.turns)


def refuse_other(before: EmbeddingSpace, kind: str, wanted: Mapping[str, object]) -> None:
    """Raise UserError unless the space was made by this kind of model with these settings, naming both sides."""
    if before.derived:
        raise UserError(
            f"{before.name} is not as it was trained ({described(before)}); {kind} goes on only from {kind}.",
            "Choose the space that it was derived from.",
        )
    made = None if before.model is None else before.model.kind
    if made != kind or before.model is None:
        what = "holds vectors only" if made is None else f"was trained by {made}"
        raise UserError(f"{before.name} {what}; {kind} goes on only from {kind}.", f"Choose a space made by {kind}.")
    had = {**before.model.settings, "dimensions": before.dimensions}
    for name, value in wanted.items():
        if had.get(name) != value:
            raise UserError(
                f"{before.name} was trained with {name} {had.get(name)}, and {name} {value} is asked for.",
                f"Use --{name.replace('_', '-')} {had.get(name)}, or begin anew.",
            )
