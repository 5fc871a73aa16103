"""Words from files: `@towns.txt` in the place of a word stands for the words in that file, one in each line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.offered_sets import bundled_sets
from embexplorer.core.step import Parameter, Step, parameters_of
from embexplorer.core.word_set_files import LINES, words_in_file
from embexplorer.core.word_sets import MARK

HELP = f"WORD may be {MARK}FILE, a file with one word in each line; a word that begins with {MARK} is written twice so."


def takes_words(kind: type[Step]) -> bool:
    """Whether the step has a parameter of several words."""
    return any(_holds_words(parameter) for parameter in parameters_of(kind))


def with_files(kind: type[Step], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with the words of a file or of a bundled set in the place of its name."""
    many = {parameter.name for parameter in parameters_of(kind) if _holds_words(parameter)}
    return {name: _words(value) if name in many else value for name, value in values.items()}


def _holds_words(parameter: Parameter) -> bool:
    return parameter.many and parameter.type is str


def _words(given: Sequence[str]) -> list[str]:
    return [word for one in given for word in _meant(one)]


def _meant(word: str) -> list[str]:
    if not word.startswith(MARK) or word == MARK:
        return [word]
    if word.startswith(MARK * 2):
        return [word.removeprefix(MARK)]
    name = word.removeprefix(MARK)
    if Path(name).is_file():
        return words_in_file(Path(name))
    if name in (known := bundled_sets()):
        return list(known[name].words)
    if Path(name).suffix == ".txt" or "/" in name:
        raise UserError(f"There is no file {name}.", f"{LINES} A word that begins with {MARK} is written {MARK}{word}.")
    return [word]
