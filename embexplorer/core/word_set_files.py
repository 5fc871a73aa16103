"""Sets of words as text files: one word in each line, named after the file."""

from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.core.word_sets import WordSet
from embexplorer.core.writing import new_file

LINES = "It holds one word in each line, as UTF-8."


def words_in_file(path: Path) -> list[str]:
    """The lines of a file that are not empty; raises UserError where it cannot be read or holds none."""
    try:
        words = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as wrong:
        raise UserError(f"{path} cannot be read: {wrong}.", LINES) from wrong
    if not words:
        raise UserError(f"{path} holds no word.", LINES)
    return words


def set_from_file(path: Path) -> WordSet:
    """The words of a file as a set of its name."""
    return WordSet(name=path.stem, words=tuple(words_in_file(path)))


def set_to_file(words: WordSet, path: Path) -> None:
    """Write a set, all of it or nothing; raises UserError where the file cannot be written."""
    broken = next((word for word in words.words if len(word.splitlines()) > 1), None)
    if broken is not None:
        raise UserError(f"‘{broken}’ holds a line end, which a list of words cannot keep.", "Leave it out of the set.")
    with new_file(path) as stream:
        stream.write("".join(f"{word}\n" for word in words.words).encode())
