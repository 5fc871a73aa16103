"""The words of an analogy: three of a question, example pairs, and the word that is expected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embexplorer.core.analogies import Question, unit_rows
from embexplorer.core.errors import UserError
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.word_lookup import ABSENT, Found

HINT = "Write three words (man king woman means: man is to king as woman is to …), or one word and --pairs man:king."
Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class AnalogyWords:
    """`words` are a, b and c, or c alone; `pairs` are the further examples whose words are both known."""

    words: tuple[str, ...]
    pairs: tuple[Pair, ...]
    expected: str
    found: Found

    @property
    def c(self) -> str:
        return self.words[-1]

    @property
    def has_three(self) -> bool:
        return len(self.words) == 3

    @property
    def has_direction(self) -> bool:
        """Whether there is a way from a to b."""
        return self.has_three and not np.array_equal(self.vector(self.words[0]), self.vector(self.words[1]))

    @property
    def examples(self) -> tuple[Pair, ...]:
        """All example pairs, that of the question first."""
        first = ((self.words[0], self.words[1]),) if self.has_three else ()
        return tuple(dict.fromkeys((*first, *self.pairs)))

    @property
    def text(self) -> str:
        """“man : king = woman : ?”."""
        a, b = self.words[:2] if self.has_three else self.examples[0]
        more = f" (and {len(self.examples) - 1} more)" if len(self.examples) > 1 else ""
        return f"{a} : {b}{more} = {self.c} : ?"

    def vector(self, word: str) -> FloatArray:
        """As in the space, or made of subwords."""
        return np.asarray(self.found.vectors[self.found.words.index(word)], np.float32)

    def row(self, word: str) -> int | None:
        """The row of a word that was found; None for one that is no row of the space."""
        row = int(self.found.rows[self.found.words.index(word)]) if word in self.found.words else ABSENT
        return None if row == ABSENT else row

    def the_row(self, word: str) -> int:
        """The row of a word that is one."""
        row = self.row(word)
        if row is None:
            raise KeyError(word)
        return row

    @property
    def expects_a_row(self) -> bool:
        """Whether a word is expected that could be answered."""
        return bool(self.expected) and self.row(self.expected) is not None

    def rows(self, words: Sequence[str]) -> IntArray:
        """The rows of those that are rows of the space, sorted."""
        rows = {self.row(word) for word in words} - {None}
        return np.array(sorted(row for row in rows if row is not None), np.int64)

    def given(self) -> IntArray:
        """The rows of all words of the question and the examples, which are no answers to it."""
        return self.rows([*self.words, *(word for pair in self.examples for word in pair)])

    def question(self, epsilon: float, vectors: FloatArray | None = None) -> Question:
        """The vectors of the words; those of other trainings where a matrix of their rows is given."""

        def of(words: Sequence[str]) -> DoubleArray:
            if vectors is None:
                return unit_rows(np.array([self.vector(word) for word in words]))
            return unit_rows(np.array([vectors[self.the_row(word)] for word in words]))

        asked = of(self.words)
        left, right = (of([pair[side] for pair in self.examples]) for side in (0, 1))
        a, b = (asked[0], asked[1]) if self.has_three else (None, None)
        return Question(a=a, b=b, c=asked[-1], left=left, right=right, epsilon=epsilon)


def read_pairs(texts: Sequence[str]) -> tuple[Pair, ...]:
    """`man:king` as a pair; raises UserError for what is none."""
    pairs = []
    for text in texts:
        left, mark, right = text.partition(":")
        if not (left.strip() and mark and right.strip()):
            raise UserError(f"‘{text}’ is no pair of words.", "Write pairs as man:king woman:queen.")
        pairs.append((left.strip(), right.strip()))
    return tuple(dict.fromkeys(pairs))


def refuse_incomplete(words: Sequence[str], pairs: Sequence[Pair]) -> None:
    """Raise UserError unless the words make a question."""
    if len(words) == 3 or (len(words) == 1 and pairs):
        return
    if not words:
        raise UserError("No word was given.", HINT)
    if len(words) == 4:
        raise UserError(
            f"Four words were given: {', '.join(words)}.", f"Name the expected one by --expected {words[3]}."
        )
    raise UserError(f"{len(words)} word{'s were' if len(words) > 1 else ' was'} given: {', '.join(words)}.", HINT)


def words_of(found: Found, words: Sequence[str], pairs: Sequence[Pair], expected: str) -> AnalogyWords:
    """The words that can be asked about; raises UserError, with near spellings, for one of the question itself."""
    for word in words:
        if word not in found.words:
            found.space.keys.row_of(word)
    known = tuple(pair for pair in pairs if set(pair) <= set(found.words))
    if len(words) == 1 and not known:
        raise UserError("No pair has both its words in this space.", "Check the spelling of the pairs.")
    return AnalogyWords(words=tuple(words), pairs=known, expected=expected, found=found)
