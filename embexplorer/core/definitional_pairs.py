"""The ten pairs that Bolukbasi et al. (2016) take a direction of gender from, read from the bundled file."""

import json
from functools import cache

from embexplorer.core.resources import resource
from embexplorer.core.word_sets import WordSet


@cache
def definitional_pairs() -> tuple[WordSet, WordSet]:
    """Both sides, female first; the i-th words of both are a pair."""
    plain = json.loads(resource("word_sets/definitional_pairs.json").read_text(encoding="utf-8"))
    sides = zip(*plain["pairs"], strict=True)
    left, right = (
        WordSet(name=plain[side], words=tuple(words)) for side, words in zip(("left", "right"), sides, strict=True)
    )
    return left, right
