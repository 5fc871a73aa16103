"""A corpus: documents as words, read again and again; it never fails while it is read, it dries up when asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.core.typing import IndexArray, IntArray

LONGEST = 10_000  # words: gensim drops, in silence, what a longer sentence has beyond them


def _never() -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """All words of all documents as numbers, one document after the other.

    `words` are the different words, the most frequent first, ties by first appearance; `counts` belong to them, so that
    the words of at least a minimum count are the first ones. `tokens` are numbers of words, int32; document i is
    `tokens[starts[i]:starts[i + 1]]`. `ids` names the documents; `columns` has a row of metadata for each of them.
    `notes` are sentences the user must see (the encoding that was found, documents without a word). `tokeniser` cuts
    new text as these documents were cut; None where they did not come from text.
    """

    name: str
    words: tuple[str, ...]
    counts: IntArray
    tokens: IndexArray
    starts: IntArray
    ids: tuple[str, ...] = ()
    columns: pa.Table = field(default_factory=lambda: pa.table({}))
    notes: tuple[str, ...] = ()
    tokeniser: Tokeniser | None = None

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self.starts) - 1

    def kept(self, min_count: int) -> int:
        """How many different words occur at least so often; they are the first ones."""
        return int(np.searchsorted(-self.counts, -min_count, side="right"))

    def vocabulary(self, min_count: int) -> tuple[str, ...]:
        """The words that occur at least so often; raises UserError when there is none."""
        kept = self.kept(min_count)
        if kept:
            return self.words[:kept]
        most = f"‘{self.words[0]}’ occurs most, {self.counts[0]:,} times" if self.words else "there is no word at all"
        raise UserError(f"No word of {self.name} occurs {min_count:,} times: {most}.", "Lower the minimum count.")

    @cached_property
    def documents(self) -> list[list[str]]:
        """Each document as a list of words; made once and kept, since trainers read it in every epoch."""
        words = np.array(self.words, object)
        spelt = words[self.tokens].tolist()
        return [spelt[start:end] for start, end in zip(self.starts[:-1], self.starts[1:], strict=True)]

    @cached_property
    def sentences(self) -> list[list[str]]:
        """The documents, those of more than 10,000 words in parts of at most so many."""
        whole = self.documents
        parts = [[d[at : at + LONGEST] for at in range(0, len(d), LONGEST)] if len(d) > LONGEST else [d] for d in whole]
        return [part for document in parts for part in document]

    def only(self, documents: IntArray, name: str | None = None) -> "Corpus":
        """These documents, in this order, repeats included; words are counted anew."""
        lengths = np.diff(self.starts)[documents]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        at = np.repeat(self.starts[:-1][documents] - starts[:-1], lengths) + np.arange(starts[-1])
        tokens = self.tokens[at]
        counts = np.bincount(tokens, minlength=len(self.words))
        order = np.argsort(-counts, kind="stable")
        order = order[counts[order] > 0]
        rank = np.full(len(self.words), -1, np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return Corpus(
            name=name or self.name,
            words=tuple(self.words[i] for i in order.tolist()),
            counts=counts[order].astype(np.int64),
            tokens=rank[tokens],
            starts=starts,
            ids=tuple(self.ids[i] for i in documents.tolist()) if self.ids else (),
            columns=self.columns.take(pa.array(documents)) if self.columns.num_columns else self.columns,
            notes=self.notes,
            tokeniser=self.tokeniser,
        )


@dataclass(frozen=True, kw_only=True)
class DryingUp:
    """Sentences that can be read for every epoch and end early once `dry()` says so; nothing is raised meanwhile.

    gensim waits for ever when its corpus raises. `read(n)` is told how many sentences have gone out in this pass.
    """

    sentences: list[list[str]]
    read: Callable[[int], object] = lambda _: None
    dry: Callable[[], bool] = _never
    every: int = 64

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[list[str]]:
        for start in range(0, len(self.sentences), self.every):
            if self.dry():
                return
            yield from self.sentences[start : start + self.every]
            self.read(min(start + self.every, len(self.sentences)))


def corpus_of(
    documents: list[list[str]],
    name: str = "corpus",
    ids: tuple[str, ...] = (),
    columns: pa.Table | None = None,
    notes: tuple[str, ...] = (),
) -> Corpus:
    """Number the words of documents that are in memory as lists of words."""
    flat = pa.array([word for document in documents for word in document], pa.large_string())
    encoded = flat.dictionary_encode()
    words, tokens = encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False)
    counts = np.bincount(tokens, minlength=len(words)).astype(np.int64)
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(words), np.int32)
    rank[order] = np.arange(len(words), dtype=np.int32)
    lengths = np.array([len(document) for document in documents], np.int64)
    return Corpus(
        name=name,
        words=tuple(words[i] for i in order.tolist()),
        counts=counts[order],
        tokens=rank[tokens] if len(tokens) else np.empty(0, np.int32),
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        ids=ids,
        columns=columns if columns is not None else pa.table({}),
        notes=notes,
    )
