"""Test sets by name and from files of the usual formats; what is none is refused with its line."""

from pathlib import Path

import pytest

from embexplorer.core.errors import UserError
from embexplorer.corpora.evaluation_sets import (
    BY_NAME,
    AnalogySet,
    CategorySet,
    EvaluationSet,
    SimilaritySet,
    evaluation_set,
)


def read(folder: Path, text: str) -> EvaluationSet:
    path = folder / "mine.txt"
    path.write_text(text, encoding="utf-8")
    return evaluation_set(str(path))


@pytest.mark.parametrize(
    ("name", "holds", "size"),
    [
        ("wordsim353", "pairs", 353),
        ("simlex999", "pairs", 999),
        ("questions-words", "questions", 19_544),
        ("wordnet-categories", "words", 567),
    ],
)
def test_the_sets_known_by_name_are_whole(name: str, holds: str, size: int) -> None:
    asked = evaluation_set(name)

    assert size == len(getattr(asked, holds))
    assert name in BY_NAME


@pytest.mark.parametrize(
    "text",
    [
        "king\tqueen\t8.5\ncar\tbanana\t0.5\n",
        "# a comment\nking,queen,8.5\ncar,banana,0.5\n",
        "Word 1,Word 2,Human (mean)\nking,queen,8.5\ncar,banana,0.5\n",
        "word1\tword2\tPOS\tSimLex999\tconc\nking\tqueen\tN\t8.5\t2\ncar\tbanana\tN\t0.5\t2\n",
        "king queen 8.5\ncar banana 0.5\n",
    ],
)
def test_pairs_with_scores_are_read_in_the_usual_formats(tmp_path: Path, text: str) -> None:
    asked = read(tmp_path, text)

    assert isinstance(asked, SimilaritySet)
    assert (("king", "queen"), ("car", "banana")) == asked.pairs
    assert asked.people.tolist() == [8.5, 0.5]


def test_analogies_stand_in_sections(tmp_path: Path) -> None:
    asked = read(tmp_path, ": family\nman king woman queen\n: gram1 plural\ndog dogs cat cats\n")

    assert isinstance(asked, AnalogySet)
    assert ("family", "gram1 plural") == asked.sections
    assert ("dog", "dogs", "cat", "cats") == asked.questions[1]


def test_four_words_without_a_section_are_analogies_too(tmp_path: Path) -> None:
    asked = read(tmp_path, "man king woman queen\n")

    assert isinstance(asked, AnalogySet)
    assert asked.sections == ("all",)


@pytest.mark.parametrize(
    "text",
    ["animal\tant\nfood\tbread\n", "category\tword\nanimal\tant\nfood\tbread\n", "word,class\nant,animal\nbread,food"],
)
def test_categories_are_read_with_and_without_a_header(tmp_path: Path, text: str) -> None:
    asked = read(tmp_path, text)

    assert isinstance(asked, CategorySet)
    assert (("ant", "bread"), ("animal", "food")) == (asked.words, asked.categories)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("king\tqueen\t8.5\ncar\tbanana\thigh\na\tb\t1\n", "mine.txt, line 2: 3 columns"),
        (": family\nman king woman\n", "mine.txt, line 2: 3 columns"),
        (": family\n", "sections and no question"),
        ("animal\tant\nanimal\tbee\n", "one category only"),
        ("animal\tant\nfood\n", "mine.txt, line 2: 1 column"),
        ("word\nanother\n", "mine.txt, line 1: 1 column"),
        ("", "is empty"),
    ],
)
def test_what_is_no_test_set_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read(tmp_path, text)


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(UserError, match="There is no test set ‘wordsim’.*wordsim353, simlex999"):
        evaluation_set("wordsim")
