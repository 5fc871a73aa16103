"""The named sets of words that one can use: those of the project, and the bundled ones below them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from embexplorer.core.gender_words import gender_sets
from embexplorer.core.weat_tests import weat_tests
from embexplorer.core.word_sets import WordSet

Source = Callable[[], Iterable[WordSet]]


def bundled_sets() -> dict[str, WordSet]:
    """The sets that come with the program, by name."""
    return {words.name: words for source in SOURCES for words in source()}


def offered_sets(own: Mapping[str, WordSet]) -> dict[str, WordSet]:
    """The project's own sets, then the bundled ones whose names are not taken."""
    return {**own, **{name: words for name, words in bundled_sets().items() if name not in own}}


def _weat_sets() -> Iterator[WordSet]:
    """The sets of the ten tests, each by the number of the first test that has it."""
    known: set[tuple[str, ...]] = set()
    for number, test in weat_tests().items():
        for words in test.sets.values():
            if words.words not in known:
                known.add(words.words)
                yield WordSet(name=f"WEAT {number} {_inside(words.name)}", words=words.words)


def _inside(name: str) -> str:
    """A name as it stands inside another: its first letter small, unless it holds proper names."""
    return name if name[1:] != name[1:].lower() else name.lower()


SOURCES: list[Source] = [_weat_sets, gender_sets]  # where bundled sets come from; each is asked once they are needed
