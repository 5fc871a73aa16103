"""Words that often stand together become one, exactly as gensim's Phrases finds and joins them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from embexplorer.core.report import Report
from embexplorer.core.tokeniser import JOINT
from embexplorer.core.typing import BoolArray
from embexplorer.corpora.numbering import Numbered

EVERY = 500


def found_phrases(corpus: Numbered, min_count: int, threshold: float, report: Report) -> tuple[str, ...]:
    """The phrases that score above the threshold (Mikolov et al. 2013, eq. 6), joined, in order of appearance."""
    from gensim.models.phrases import Phrases

    sentences = _Sentences(corpus, report)
    return tuple(Phrases(sentences, min_count=min_count, threshold=threshold, delimiter=JOINT).export_phrases())


def with_phrases(corpus: Numbered, phrases: tuple[str, ...]) -> Numbered:
    """The phrases joined from left to right."""
    numbers = {word: number for number, word in enumerate(corpus.words)}
    plain = dict(numbers)
    joined: dict[int, int] = {}  # the code of a pair → the number of its phrase
    for phrase in phrases:
        for left, right in _halves(phrase, plain):
            joined[left * len(corpus.words) + right] = numbers.setdefault(phrase, len(numbers))
    if not joined:
        return corpus
    tokens = corpus.tokens.astype(np.int64)
    codes = tokens[:-1] * len(corpus.words) + tokens[1:]
    pairs = np.isin(codes, np.fromiter(joined, np.int64))
    ends = np.cumsum(corpus.lengths)[:-1]
    pairs[ends[(ends > 0) & (ends < len(tokens))] - 1] = False  # a phrase does not reach into the next document
    first = np.flatnonzero(_every_second(pairs))
    tokens[first] = [joined[code] for code in codes[first].tolist()]
    kept = np.ones(len(tokens), np.bool_)
    kept[first + 1] = False
    documents = np.concatenate([[0], np.cumsum(corpus.lengths)])
    lengths = np.diff(np.concatenate([[0], np.cumsum(kept)])[documents])
    return Numbered(words=list(numbers), tokens=tokens[kept].astype(np.int32), lengths=lengths.astype(np.int64))


def _halves(phrase: str, numbers: dict[str, int]) -> Iterator[tuple[int, int]]:
    """The pairs of known words that this phrase may be joined of."""
    parts = phrase.split(JOINT)
    for at in range(1, len(parts)):
        left, right = JOINT.join(parts[:at]), JOINT.join(parts[at:])
        if left in numbers and right in numbers:
            yield numbers[left], numbers[right]


def _every_second(pairs: BoolArray) -> BoolArray:
    """Of pairs that overlap in a row the first, third, fifth: the second word of a phrase begins no other."""
    places = np.arange(len(pairs))
    before = np.maximum.accumulate(np.where(pairs, -1, places)) if len(pairs) else places
    first: BoolArray = pairs & ((places - before) % 2 == 1)
    return first


@dataclass(frozen=True)
class _Sentences:
    """The documents as gensim reads them, once, on this thread; so Cancelled may pass through it."""

    corpus: Numbered
    report: Report

    def __iter__(self) -> Iterator[list[str]]:
        words = np.array(self.corpus.words, object)
        ends = np.cumsum(self.corpus.lengths)
        for number, (end, length) in enumerate(zip(ends.tolist(), self.corpus.lengths.tolist(), strict=True)):
            if number % EVERY == 0:
                self.report(number / len(ends), f"Looking for phrases: {number:,} documents")
            yield words[self.corpus.tokens[end - length : end]].tolist()
