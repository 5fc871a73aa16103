"""From words as people write them to rows of a space: exactly, or by folding case and accents, or from subwords."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.core.keys import Keys
from embexplorer.core.model import embed
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.typing import FloatArray, IntArray

Case = Literal["fold", "exact"]
ABSENT = -1  # the row of a word that has none
FEW = 3  # missing words that are told of one by one


@dataclass(frozen=True, kw_only=True)
class WordStep(Step):
    """A step that is given words: how one is looked up that stands in the space in no such spelling."""

    case: Case = param("fold", "A word that is absent: look for it in other case, or take it exactly", advanced=True)
    accents: bool = param(False, "Look for a word that is absent without its accents too", advanced=True)
    subwords: bool = param(
        False, "Make a vector of its parts for a word that is absent, where the space can", advanced=True
    )

    def look_up(self, space: EmbeddingSpace, words: Sequence[str]) -> "Found":
        """These words in the space, in their order; those that are absent are listed as missing."""
        return look_up(space, words, case=self.case, accents=self.accents, subwords=self.subwords)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The words that were found, in the order in which they were asked for, each with its row and its vector.

    `rows` is −1 where a vector was made from subwords. `vectors` is m × d float32, as in the space. `folded` maps a
    word to the key that was taken for it. `missing` were found nowhere.
    """

    words: tuple[str, ...]
    rows: IntArray
    vectors: FloatArray
    missing: tuple[str, ...]
    folded: dict[str, str]
    made: tuple[str, ...]
    asked: int
    space: EmbeddingSpace

    def notes(self) -> tuple[str, ...]:
        """What is missing, with near spellings, and what was folded or made of subwords."""
        sentences = missing_notes(self.space, self.missing)
        if self.folded:
            taken = ", ".join(f"‘{word}’ as ‘{key}’" for word, key in self.folded.items())
            sentences.append(f"Taken in other spelling: {taken}.")
        if self.made:
            named = ", ".join(f"‘{word}’" for word in self.made)
            sentences.append(f"Vectors made of subwords, since the words are not in the space: {named}.")
        return tuple(sentences)

    def the_one(self) -> "Found":
        """Itself; raises UserError, with near spellings, where a word is missing."""
        if self.missing:
            self.space.keys.row_of(self.missing[0])
        return self


def look_up(
    space: EmbeddingSpace,
    words: Sequence[str],
    *,
    case: Case = "fold",
    accents: bool = False,
    subwords: bool = False,
) -> Found:
    """Look words up: the exact key first, then the first key that is equal when folded, then a vector of subwords."""
    asked = list(words)
    rows = rows_of(space.keys, asked, case=case, accents=accents)
    made = (
        _of_subwords(space, [word for word, row in zip(asked, rows, strict=True) if row == ABSENT]) if subwords else {}
    )
    kept = [n for n, word in enumerate(asked) if rows[n] != ABSENT or word in made]
    vectors = np.zeros((len(kept), space.dimensions), np.float32)
    known = rows[kept]
    vectors[known != ABSENT] = space.vectors[known[known != ABSENT]]
    for place, number in enumerate(kept):
        if rows[number] == ABSENT:
            vectors[place] = made[asked[number]]
    labels = dict(
        zip([asked[n] for n in kept if rows[n] != ABSENT], space.keys.at(known[known != ABSENT]), strict=True)
    )
    return Found(
        words=tuple(asked[number] for number in kept),
        rows=known,
        vectors=vectors,
        missing=tuple(dict.fromkeys(word for n, word in enumerate(asked) if rows[n] == ABSENT and word not in made)),
        folded={word: label for word, label in labels.items() if word != label},
        made=tuple(made),
        asked=len(asked),
        space=space,
    )


def rows_of(keys: Keys, words: Sequence[str], *, case: Case = "fold", accents: bool = False) -> IntArray:
    """The row of each word, −1 where there is none: exact keys first, then the first key that is equal when folded."""
    wanted = pa.array(list(words), keys.array.type)
    rows = _index(wanted, keys.array)
    if case == "exact" and not accents:
        return rows
    absent = np.flatnonzero(rows == ABSENT)
    if len(absent):
        folded = keys.lower if case == "fold" and not accents else _folded(keys.array, case, accents)
        rows[absent] = _index(_folded(wanted.take(pa.array(absent)), case, accents), folded)
    return rows


def in_other_case(count: int) -> str:
    """What a caption says of words that were taken in another spelling; empty when none was."""
    return f" · {count:,} word{'s' if count > 1 else ''} in other case" if count else ""


def missing_note(space: EmbeddingSpace, word: str) -> str:
    """A sentence that the word is absent, with near spellings."""
    near = space.keys.near(word)
    hint = " Did you mean " + " or ".join(f"‘{label}’" for label in near) + "?" if near else ""
    return f"‘{word}’ is not in this space.{hint}"


def missing_notes(space: EmbeddingSpace, words: Sequence[str]) -> list[str]:
    """A sentence for each absent word; one for all of them where they are many."""
    if len(words) <= FEW:
        return [missing_note(space, word) for word in words]
    named = ", ".join(f"‘{word}’{_perhaps(space, word)}" for word in words)
    return [f"{len(words):,} words are not in this space: {named}."]


def _perhaps(space: EmbeddingSpace, word: str) -> str:
    near = space.keys.near(word)
    return f" ({' or '.join(f'‘{label}’' for label in near)}?)" if near else ""


def _of_subwords(space: EmbeddingSpace, words: Sequence[str]) -> dict[str, FloatArray]:
    """A vector for each word that the space's model can make one of."""
    if not words:
        return {}
    if space.model is None or space.model.accepts != "word":
        raise UserError(f"{space.name} has no subwords.", "Leave the subwords out, or train FastText vectors.")
    unique = list(dict.fromkeys(words))
    return dict(zip(unique, embed(space, unique), strict=True))


def _index(wanted: pa.Array, labels: pa.Array) -> IntArray:
    found = pc.fill_null(pc.index_in(wanted, value_set=labels), ABSENT)
    return np.array(found.to_numpy(zero_copy_only=False), np.int64)


def _folded(labels: pa.Array, case: Case, accents: bool) -> pa.Array:
    if accents:
        labels = pc.replace_substring_regex(pc.utf8_normalize(labels, form="NFKD"), pattern=r"\p{M}", replacement="")
    return pc.utf8_lower(labels) if case == "fold" else labels
