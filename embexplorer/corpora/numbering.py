"""Number the words of documents block by block; what is done to a word is done once, and not wherever it stands."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.report import Report
from embexplorer.core.typing import IndexArray, IntArray

BLOCK = 1 << 21  # bytes of text at once
MOST_KNOWN = 1_000_000  # parts of which the words are remembered


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """`tokens` are places in `words`, document after document; `lengths` says how many belong to each document."""

    words: Sequence[str]
    tokens: IndexArray
    lengths: IntArray

    def counts(self) -> IntArray:
        """How often each word occurs."""
        return np.bincount(self.tokens, minlength=len(self.words)).astype(np.int64)


def numbered(texts: pa.ChunkedArray, cut: Callable[[str], list[str]], report: Report) -> Numbered:
    """Part texts at white space, cut every different part into words once, and number those by first appearance."""
    book = _Book(cut)
    tokens, lengths = [np.empty(0, np.int32)], [np.empty(0, np.int64)]
    for done, block in _blocks(texts):
        report(done, f"Finding words: {book.found:,}")
        parts = pc.utf8_split_whitespace(block)
        encoded = parts.flatten().dictionary_encode()
        pieces = [book.numbers_of(part) for part in encoded.dictionary.to_pylist()]
        of_documents = np.diff(parts.offsets.to_numpy()).astype(np.int64)
        block_tokens, block_lengths = expanded(encoded.indices.to_numpy(), of_documents, pieces)
        tokens.append(block_tokens)
        lengths.append(block_lengths)
        book.found += len(block_tokens)
    return Numbered(words=list(book.numbers), tokens=np.concatenate(tokens), lengths=np.concatenate(lengths))


def replaced(corpus: Numbered, pieces_of: Callable[[str], list[str]], report: Report, text: str) -> Numbered:
    """Every word replaced by its pieces."""
    book = _Book(pieces_of)
    pieces = []
    for number, word in enumerate(corpus.words):
        if number % 1000 == 0:
            report(number / len(corpus.words), text)
        pieces.append(book.numbers_of(word))
    tokens, lengths = expanded(corpus.tokens, corpus.lengths, pieces)
    return Numbered(words=list(book.numbers), tokens=tokens, lengths=lengths)


def expanded(tokens: IndexArray, lengths: IntArray, pieces: list[list[int]]) -> tuple[IndexArray, IntArray]:
    """Each token t replaced by the numbers `pieces[t]`; and how many each document then has."""
    sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
    flat = np.fromiter(chain.from_iterable(pieces), np.int32, int(sizes.sum()))
    size = sizes[tokens]
    ends = np.concatenate([[0], np.cumsum(size)])
    first = np.cumsum(sizes) - sizes
    places = np.repeat(first[tokens] - ends[:-1], size) + np.arange(ends[-1])
    documents = np.concatenate([[0], np.cumsum(lengths)])
    return flat[places], np.diff(ends[documents]).astype(np.int64)


class _Book:
    """The numbers of words, and of parts that were cut into words before."""

    def __init__(self, cut: Callable[[str], list[str]]) -> None:
        self.numbers: defaultdict[str, int] = defaultdict()
        self.numbers.default_factory = self.numbers.__len__  # a new word gets the next number
        self.found = 0
        self._cut = cut
        self._known: dict[str, list[int]] = {}

    def numbers_of(self, part: str) -> list[int]:
        known = self._known.get(part)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[part] = list(map(self.numbers.__getitem__, self._cut(part)))
        return known


def _blocks(texts: pa.ChunkedArray) -> Iterator[tuple[float, pa.Array]]:
    """Documents together that have about so many bytes, and the share of documents before them."""
    before = 0
    for chunk in texts.chunks:
        ends = np.cumsum(pc.binary_length(chunk).to_numpy(zero_copy_only=False))
        start = 0
        while start < len(chunk):
            reached = int(ends[start - 1]) if start else 0
            end = max(start + 1, int(np.searchsorted(ends, reached + BLOCK)))
            yield (before + start) / len(texts), chunk.slice(start, end - start)
            start = end
        before += len(chunk)
