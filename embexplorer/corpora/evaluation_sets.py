"""What word vectors are tested on: pairs judged by people, analogies and categories, by name or from a file."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.resources import resource
from embexplorer.core.typing import DoubleArray
from embexplorer.corpora.delimited import Cells, count_of, is_number, number_of, read_cells

OF_GENSIM = {"wordsim353": "wordsim353.tsv", "simlex999": "simlex999.txt", "questions-words": "questions-words.txt"}
BUNDLED = {"wordnet-categories": "wordnet-categories.tsv"}
BY_NAME = ("wordsim353", "simlex999", "questions-words", "wordnet-categories")
SECTION = ":"
UNTITLED = "all"  # the section of questions before any section line
EXPECTED = "pairs with a score, analogies of four words, or a category and a word in each line"
CATEGORY_NAMES = ("category", "class", "label", "cluster", "concept")


@dataclass(frozen=True, kw_only=True)
class SimilaritySet:
    """Pairs of words and how alike people find them."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    people: DoubleArray


@dataclass(frozen=True, kw_only=True)
class AnalogySet:
    """Questions a : b = c : d, and of each in which section it stands."""

    name: str
    questions: tuple[tuple[str, str, str, str], ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CategorySet:
    """Words, and the category of each."""

    name: str
    words: tuple[str, ...]
    categories: tuple[str, ...]


EvaluationSet = SimilaritySet | AnalogySet | CategorySet


def evaluation_set(name: str) -> EvaluationSet:
    """The set of this name, or in the file of this path; raises UserError for what is neither."""
    path = place_of(name)
    shown = name if name in BY_NAME else Path(name).name
    cells = read_cells(path, EXPECTED, comments="#")
    if any(row[0][:1] == SECTION for row in cells.rows):
        return _analogies(shown, cells)
    width = Counter(map(len, cells.rows)).most_common(1)[0][0]  # the first of several that are as common
    behind = [cell for row in cells.rows[1:] for cell in row[1:]]
    if behind and all(map(is_number, behind)):
        raise cells.refuse(0, count_of(cells.rows[0]), EXPECTED, "It reads as a file of vectors: choose a test set.")
    scored = width >= 3 and any(is_number(cell) for cell in cells.rows[-1][2:])
    if scored:
        return _similarity(shown, cells)
    if width == 4:
        return _analogies(shown, cells)
    if width == 2:
        return _categories(shown, cells)
    raise cells.refuse(0, count_of(cells.rows[0]), EXPECTED)


def place_of(name: str) -> Path:
    """Where the set of this name lies; raises UserError where gensim's is not installed, or nothing is there."""
    if name in BUNDLED:
        return resource(f"evaluation/{BUNDLED[name]}")
    if name in OF_GENSIM:
        return _of_gensim(name)
    if not Path(name).is_file():
        raise UserError(
            f"There is no test set ‘{name}’.", f"Known by name: {', '.join(BY_NAME)}. Or give the path of a file."
        )
    return Path(name)


def _of_gensim(name: str) -> Path:
    try:
        from gensim.test.utils import datapath
    except ModuleNotFoundError as missing:
        hint = 'Install it: pip install "embexplorer[train]"'
        raise UserError(f"The test set {name} is read from gensim, which is not installed.", hint) from missing
    path = Path(datapath(OF_GENSIM[name]))
    if not path.is_file():
        raise UserError(f"The test set {name} is not among gensim's files.", "Install gensim with its test data.")
    return path


def _similarity(name: str, cells: Cells) -> SimilaritySet:
    """The first column of numbers behind two words; a first line without one is a header."""
    column = next(place for place, cell in enumerate(cells.rows[-1]) if place >= 2 and is_number(cell))
    first = 0 if len(cells.rows[0]) > column and is_number(cells.rows[0][column]) else 1
    for at, row in enumerate(cells.rows[first:], start=first):
        if len(row) <= column or not is_number(row[column]):
            raise cells.refuse(at, count_of(row), "two words and a number")
    rows = cells.rows[first:]
    return SimilaritySet(
        name=name,
        pairs=tuple((row[0], row[1]) for row in rows),
        people=np.array([number_of(row[column]) for row in rows]),
    )


def _analogies(name: str, cells: Cells) -> AnalogySet:
    questions, sections, section = [], [], UNTITLED
    for at, row in enumerate(cells.rows):
        if row[0][:1] == SECTION:
            section = " ".join(row).removeprefix(SECTION).strip()
            continue
        if len(row) != 4:
            raise cells.refuse(at, count_of(row), "four words")
        questions.append((row[0], row[1], row[2], row[3]))
        sections.append(section)
    if not questions:
        raise UserError(f"{name} holds sections and no question.", "Choose another file.")
    return AnalogySet(name=name, questions=tuple(questions), sections=tuple(sections))


def _categories(name: str, cells: Cells) -> CategorySet:
    """Category first, as in `animal⇥ant`, unless a header says that the word is."""
    header = [cell.casefold() for cell in cells.rows[0]]
    headed = any(cell in CATEGORY_NAMES for cell in header)
    rows = cells.rows[1:] if headed else cells.rows
    second = headed and header[0] not in CATEGORY_NAMES
    for at, row in enumerate(rows, start=int(headed)):
        if len(row) != 2:
            raise cells.refuse(at, count_of(row), "a category and a word")
    pairs = [(row[1], row[0]) if second else (row[0], row[1]) for row in rows]
    if len({category for category, _ in pairs}) < 2:
        raise UserError(f"{name} holds one category only.", "It takes two to tell them apart.")
    return CategorySet(
        name=name, words=tuple(word for _, word in pairs), categories=tuple(category for category, _ in pairs)
    )
