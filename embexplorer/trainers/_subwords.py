"""FastText's n-grams: which ones a word has, in which buckets they lie, and word vectors made of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from embexplorer.core.typing import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from gensim.models.fasttext import FastTextKeyedVectors

BASIS, PRIME = 2166136261, 16777619


def ngrams_of(word: str, least: int, most: int) -> list[str]:
    """All runs of least … most letters of ‹<word>›; a lone < or > is none (Bojanowski et al. 2017)."""
    letters = f"<{word}>"
    runs = [(at, at + size) for at in range(len(letters)) for size in range(least, most + 1)]
    inside = [(start, end) for start, end in runs if end <= len(letters)]
    return [letters[start:end] for start, end in inside if end - start > 1 or 0 < start < len(letters) - 1]


def bucket_of(ngram: str, buckets: int) -> int:
    """FNV-1a over UTF-8, with each byte read as signed, as the original tool does by accident and all others after."""
    state = BASIS
    for byte in ngram.encode():
        state = ((state ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * PRIME) & 0xFFFFFFFF
    return state % buckets


def drawn_ngrams(buckets: int, dimensions: int, seed: int) -> FloatArray:
    """What gensim gives to buckets before training; those of no known word stay so and need not be kept."""
    drawn = np.random.default_rng(seed + 1).random((buckets, dimensions), np.float32)
    return (drawn * np.float32(2) - np.float32(1)) / np.float32(dimensions)


@dataclass(frozen=True, kw_only=True)
class Subwords:
    """The buckets of all words of a model, one word after the other; word i has `buckets[ends[i]:ends[i + 1]]`."""

    buckets: IntArray
    ends: IntArray

    @staticmethod
    def of(wv: "FastTextKeyedVectors") -> "Subwords":
        """Those that gensim has found."""
        lengths = [len(buckets) for buckets in wv.buckets_word]
        flat = np.concatenate([np.empty(0, np.int64), *wv.buckets_word]).astype(np.int64)
        return Subwords(buckets=flat, ends=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))

    def vectors(self, wv: "FastTextKeyedVectors") -> FloatArray:
        """The words' vectors as they are now; gensim makes them only at the end."""
        from embexplorer.trainers._subword_kernel import composed

        made: FloatArray = composed(wv.vectors_vocab, wv.vectors_ngrams, self.buckets, self.ends)
        return made

    def inputs(self, vectors: FloatArray) -> FloatArray:
        """What skip-gram predicts from: gensim divides by the number of n-grams there, the word itself not counted."""
        counts = np.diff(self.ends)
        return vectors * ((counts + 1) / np.maximum(1, counts))[:, None].astype(np.float32)

    def weights(self, contexts: IntArray, known: BoolArray) -> FloatArray:
        """How much of CBOW's mean each context word is: as much as it has vectors."""
        sizes = np.where(known, (np.diff(self.ends) + 1)[contexts], 0)
        shares: FloatArray = (sizes / sizes.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares


def compose_quickly(wv: "FastTextKeyedVectors") -> None:
    """Let gensim's own composition, a loop in Python over all words, be done by the compiled one."""

    def adjust() -> None:
        wv.vectors = Subwords.of(wv).vectors(wv)

    wv.adjust_vectors = adjust
