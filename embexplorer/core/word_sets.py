"""Named sets of words: made by hand, from a selection or a file; poles of an axis, sides of a test, a filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embexplorer.core.errors import UserError

MARK = "@"  # before the name of a set, where a word could stand


@dataclass(frozen=True, kw_only=True)
class WordSet:
    """Words in the order in which they were put in, each once; no space is implied, so that any can be asked."""

    name: str
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise UserError("A set of words needs a name.", "Type one.")
        object.__setattr__(self, "words", tuple(dict.fromkeys(word for word in self.words if word.strip())))


def expanded(words: Sequence[str], sets: Mapping[str, WordSet]) -> tuple[str, ...]:
    """The words, with each `@name` replaced by the words of that set; raises UserError for a name that is none.

    A word that itself begins with @ (as in tweets) is left as it is.
    """
    found: list[str] = []
    for word in words:
        name = word.removeprefix(MARK)
        found += sets[name].words if word.startswith(MARK) and name in sets else (word,)
    return tuple(found)


SIGNS: dict[str, str] = {"union": "∪", "intersection": "∩", "difference": "−", "symmetric difference": "△"}


def combined(one: WordSet, other: WordSet, how: str) -> WordSet:
    """The union, intersection, difference or symmetric difference of two sets, named by the sign between them.

    Words keep the order of the first set, then of the second. Words are compared letter by letter.
    """
    first, second = one.words, other.words
    in_first, in_second = set(first), set(second)
    words = {
        "union": (*first, *second),
        "intersection": tuple(word for word in first if word in in_second),
        "difference": tuple(word for word in first if word not in in_second),
        "symmetric difference": tuple(word for word in (*first, *second) if (word in in_first) != (word in in_second)),
    }[how]
    return WordSet(name=f"{one.name} {SIGNS[how]} {other.name}", words=words)
