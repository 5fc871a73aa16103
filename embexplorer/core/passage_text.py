"""Cut long texts into passages: sentences, or windows of words that overlap by half."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# An end of a sentence: its mark and what closes behind it, then a space before what a sentence can begin with.
ENDS = re.compile(r"""(?<=[.!?…])["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9À-ÖØ-Þ])|(?<=[。！？])|\n\s*\n""")
SHORT = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|No|vs|etc|e\.g|i\.e|cf|al)\.$")
WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Passage:
    """Letters `start` to `end` of a text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Passage]:
    """The sentences of a text; an abbreviation or an initial ends none."""
    return list(_sentences(text))


def windows(text: str, words: int) -> list[Passage]:
    """Pieces of so many words, each begun half a piece after the one before; a text that is shorter is one piece."""
    spans = [found.span() for found in WORD.finditer(text)]
    step = max(1, words // 2)
    starts = range(0, max(1, len(spans) - words + step), step)
    cut = [spans[start : start + words] for start in starts]
    return [Passage(text[part[0][0] : part[-1][1]], part[0][0], part[-1][1]) for part in cut if part]


def count_words(text: str) -> int:
    """How many words stand in a text, by the spaces between them."""
    return sum(1 for _ in WORD.finditer(text))


def _sentences(text: str) -> Iterator[Passage]:
    start = 0
    for found in ENDS.finditer(text):
        if SHORT.search(text[start : found.start()]):
            continue
        yield from _trimmed(text, start, found.start() + len(found[0].rstrip()))
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Passage]:
    piece = text[start:end]
    body = piece.strip()
    if body:
        at = start + len(piece) - len(piece.lstrip())
        yield Passage(body, at, at + len(body))
