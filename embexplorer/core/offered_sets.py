"""The named sets of words that one can use: those of the project, and the bundled ones below them."""

from collections.abc import Callable, Iterable, Mapping

from embexplorer.core.definitional_pairs import definitional_pairs
from embexplorer.core.weat_tests import weat_sets
from embexplorer.core.word_sets import WordSet

Source = Callable[[], Iterable[WordSet]]
SOURCES: list[Source] = [
    weat_sets,
    definitional_pairs,
]  # where bundled sets come from; each is asked once they are needed


def bundled_sets() -> dict[str, WordSet]:
    """The sets that come with the program, by name."""
    return {words.name: words for source in SOURCES for words in source()}


def offered_sets(own: Mapping[str, WordSet]) -> dict[str, WordSet]:
    """The project's own sets, then the bundled ones whose names are not taken."""
    return {**own, **{name: words for name, words in bundled_sets().items() if name not in own}}
