"""Several sets of words looked up in one space at once: each with its rows and vectors, and what was said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.word_lookup import Found, WordStep, in_other_case


@dataclass(frozen=True, kw_only=True)
class FoundSet:
    """The words of one set that were found, each row once, in their order; `asked` is how many were given."""

    words: tuple[str, ...]
    rows: IntArray
    vectors: FloatArray
    asked: int


@dataclass(frozen=True, kw_only=True)
class FoundSets:
    """The sets by name, the words that were found nowhere, and sentences on how words were found."""

    sets: dict[str, FoundSet]
    missing: tuple[str, ...]
    folded: int
    notes: tuple[str, ...]

    def vectors(self, *names: str) -> FloatArray:
        """The vectors of these sets, one below the other."""
        return np.concatenate([self.sets[name].vectors for name in names])

    def rows(self, *names: str) -> IntArray:
        """The rows of these sets, one after the other."""
        return np.concatenate([self.sets[name].rows for name in names])

    def words(self, *names: str) -> list[str]:
        """The words of these sets, one after the other."""
        return [word for name in names for word in self.sets[name].words]

    def caption(self) -> str:
        """What a caption says of words that were taken in another spelling; empty when none was."""
        return in_other_case(self.folded)


def find_sets(space: EmbeddingSpace, step: WordStep, sets: Mapping[str, Sequence[str]]) -> FoundSets:
    """Look all sets up together, as the step is told to; raises UserError for a set of which no word is found.

    `sets` by the name that a sentence calls them, such as "target X".
    """
    for name, words in sets.items():
        if not words:
            raise UserError(f"The set {name} is empty.", "Give it one or more words.")
    found = step.look_up(space, list(dict.fromkeys(word for words in sets.values() for word in words)))
    place = {word: number for number, word in enumerate(found.words)}
    told: list[str] = []
    chosen = {name: _chosen(found, place, name, words, told) for name, words in sets.items()}
    notes = (*found.notes(), *told)
    return FoundSets(sets=chosen, missing=found.missing, folded=len(found.folded), notes=notes)


def _chosen(found: Found, place: Mapping[str, int], name: str, words: Sequence[str], told: list[str]) -> FoundSet:
    """One set out of all that was found; a word that comes twice, if in another spelling, counts once."""
    known = [word for word in words if word in place]
    if not known:
        listed = ", ".join(f"‘{word}’" for word in words[:5])
        more = f" and {len(words) - 5} more" if len(words) > 5 else ""
        raise UserError(
            f"No word of {name} is in this space: {listed}{more}.", "Give words that are, or open more rows."
        )
    first: dict[int | str, str] = {}
    for word in known:
        row = int(found.rows[place[word]])
        same = first.setdefault(row if row >= 0 else word, word)
        if same != word:
            told.append(f"‘{same}’ and ‘{word}’ of {name} are one row of the space, and count once.")
    numbers = [place[word] for word in first.values()]
    kept = tuple(first.values())
    return FoundSet(words=kept, rows=found.rows[numbers], vectors=found.vectors[numbers], asked=len(set(words)))
