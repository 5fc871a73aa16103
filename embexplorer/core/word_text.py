"""Words as they stand in a line of text: read, written, and the one that is being typed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from embexplorer.core.errors import UserError
from embexplorer.core.word_sets import WordSet, expanded

WORDS = re.compile(r'"([^"]+)"(?=[\s,]|$),?|(\S+)')
BEING_TYPED = re.compile(r'(?<!\S)(?:avg\()?("[^"\n]*|[^\s"]*)$')
SIGNS = ("+", "-", "−")
AVERAGE = re.compile(r"avg\(")
SET_AVERAGED = re.compile(r'avg\(\s*(?:"@([^"]+)"|@([^\s()"]+))\s*\)')
ENDED = re.compile(r"[\s,)]|$")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a text that is one word: letters `start` to `end`."""

    word: str
    start: int
    end: int


def words_in(text: str) -> list[str]:
    """The words of a text: spaces or commas between, double quotes around what belongs together."""
    return [piece.word for piece in pieces(text)]


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text and where they stand, without the commas and quotes around them."""
    for found in WORDS.finditer(text):
        group = 1 if found[1] is not None else 2
        word = found[1] or found[2].rstrip(",") or found[2]
        yield Piece(word=word, start=found.start(group), end=found.start(group) + len(word))


def written(words: Iterable[str], between: str = " ") -> str:
    """The words as a text that `words_in` reads again; a word that holds both a quote and a space cannot be written."""
    return between.join(quoted(word) for word in words)


def quoted(word: str) -> str:
    """The word, in double quotes where it would be read as several, or without its last comma."""
    return word if words_in(word) == [word] else f'"{word}"'


def formula_or_words(text: str, sets: Mapping[str, WordSet]) -> dict[str, object]:
    """What a line asks, as parameters `formula` or `words`: a sign that stands alone makes a formula, or an average.

    The name of a set stands for its words, in a formula within avg(…). Raises UserError for an empty line.
    """
    if any(sign in text.split() for sign in SIGNS) or AVERAGE.match(text.strip()):
        return {"formula": SET_AVERAGED.sub(lambda found: _averaged(found, sets), text).strip()}
    words = expanded(words_in(text), sets)
    if not words:
        raise UserError("No word was typed.", "Type a word, several, or a formula.")
    return {"words": words}


def _averaged(found: re.Match[str], sets: Mapping[str, WordSet]) -> str:
    words = sets.get(found[1] or found[2])
    return f"avg({written(words.words, ', ')})" if words is not None else found[0]


def being_typed(text: str, cursor: int) -> Piece | None:
    """The beginning of a word that ends at the cursor, with the quote before it; None where no word ends there."""
    found = BEING_TYPED.search(text[:cursor])
    if found is None or not ENDED.match(text, cursor):
        return None
    start = found.start(1)
    return Piece(word=found[1].removeprefix('"'), start=start, end=cursor) if found[1].strip('"') else None


def replaced(text: str, piece: Piece, words: Sequence[str]) -> tuple[str, int]:
    """The text with these words in the place of the piece, and where the cursor stands behind them."""
    new = written(words)
    return text[: piece.start] + new + text[piece.end :], piece.start + len(new)
