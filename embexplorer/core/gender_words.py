"""The bundled words of gender: pairs that define a direction, pairs to be equalised, and words that keep it."""

import json
from dataclasses import dataclass
from functools import cache

from embexplorer.core.resources import resource
from embexplorer.core.word_sets import WordSet


@dataclass(frozen=True, kw_only=True)
class GenderWords:
    """`pairs` and `equalise` are (female, male); `specific` have a gender by their meaning."""

    pairs: tuple[tuple[str, str], ...]
    equalise: tuple[tuple[str, str], ...]
    specific: tuple[str, ...]


@cache
def gender_words() -> GenderWords:
    """The lists of the bundled file."""
    plain = json.loads(resource("word_sets/gender.json").read_text(encoding="utf-8"))
    pairs, equalise = ([(one, two) for one, two in plain[name]] for name in ("pairs", "equalise"))
    return GenderWords(pairs=tuple(pairs), equalise=tuple(equalise), specific=tuple(plain["specific"]))


def gender_sets() -> tuple[WordSet, WordSet]:
    """Both sides of the pairs as sets of words, female first; the i-th words of both are a pair."""
    female, male = zip(*gender_words().pairs, strict=True)
    return WordSet(name="gender pairs female", words=female), WordSet(name="gender pairs male", words=male)
