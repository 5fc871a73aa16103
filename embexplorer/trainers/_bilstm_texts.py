"""A corpus as a language model reads it: chunks of one long stream to learn from, whole passages to ask about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from embexplorer.core.corpus import Corpus
from embexplorer.core.typing import IntArray

LONGEST = 200  # words of a passage; a longer document is read in parts


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Words of documents as rows of a vocabulary. Two rows follow those of the words: unknown, then boundary.

    A boundary stands before and after each passage, which is a document, or a part of one of at most 200 words:
    `begin` and `end` say which of `rows` it holds.
    """

    rows: IntArray
    starts: IntArray
    words: int

    @property
    def boundary(self) -> int:
        """The row of the beginning and the end of a passage."""
        return self.words + 1

    @cached_property
    def begin(self) -> IntArray:
        """Where each passage begins."""
        lengths = np.diff(self.starts)
        parts = -(-lengths // LONGEST)
        first = np.repeat(self.starts[:-1], parts)
        within = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
        return np.asarray(first + within * LONGEST, np.int64)

    @cached_property
    def end(self) -> IntArray:
        """Where each passage ends."""
        following = np.append(self.begin[1:], self.starts[-1])
        return np.asarray(np.minimum(following, self.begin + LONGEST), np.int64)

    @property
    def cut(self) -> int:
        """How many documents are read in parts."""
        return int((np.diff(self.starts) > LONGEST).sum())

    def chunks(self, length: int, random: np.random.Generator) -> IntArray:
        """The whole stream in parts of equal length, in random order; where the first one begins is drawn too."""
        stream = np.append(np.insert(self.rows, self.starts[:-1], self.boundary), self.boundary)
        length = min(length, len(stream))
        count = len(stream) // length
        turned = np.roll(stream, -int(random.integers(len(stream))))[: count * length]
        return np.asarray(turned.reshape(count, length)[random.permutation(count)], np.int64)

    def batched(self, passages: IntArray, most: int) -> Iterator[IntArray]:
        """The passages, short ones first, in batches of at most so many tokens (one passage at least)."""
        lengths = (self.end - self.begin)[passages] + 2
        order = np.argsort(lengths, kind="stable")
        start = 0
        while start < len(order):
            stop = start + 1
            while stop < len(order) and lengths[order[stop]] * (stop + 1 - start) <= most:
                stop += 1
            yield passages[order[start:stop]]
            start = stop

    def padded(self, passages: IntArray) -> tuple[torch.Tensor, torch.Tensor]:
        """T × B tokens with their boundaries, and the B lengths; boundaries fill the rest."""
        begin, lengths = self.begin[passages], (self.end - self.begin)[passages] + 2
        place = np.arange(lengths.max())[:, None]
        inside = (place > 0) & (place < lengths - 1)
        at = np.where(inside, begin + place - 1, 0)
        tokens = np.where(inside, self.rows[at], self.boundary)
        return torch.from_numpy(tokens), torch.from_numpy(lengths)


def texts_of(corpus: Corpus, words: Sequence[str]) -> Texts:
    """The corpus in rows of this vocabulary."""
    row_of = {word: row for row, word in enumerate(words)}
    rows = np.array([row_of.get(word, len(words)) for word in corpus.words], np.int64)
    return Texts(rows=rows[corpus.tokens], starts=np.asarray(corpus.starts, np.int64), words=len(words))


def occurrence_numbers(rows: IntArray) -> IntArray:
    """For every place which occurrence of its word it holds: 0 for the first one."""
    order = np.argsort(rows, kind="stable")
    ranked = rows[order]
    number = np.empty(len(rows), np.int64)
    number[order] = np.arange(len(rows)) - np.searchsorted(ranked, ranked, side="left")
    return number
