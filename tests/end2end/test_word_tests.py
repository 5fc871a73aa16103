"""Analogies and evaluation as commands: what is printed as JSON, and what is said of wrong input."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.fixture
def fruit_pairs(tmp_path: Path) -> Path:
    """Judged pairs of fruit and ships; one word is in no space."""
    path = tmp_path / "pairs.tsv"
    path.write_text("apple\tpear\t9\nship\tboat\t8\napple\tship\t1\nApple\tfig\t6\n", encoding="utf-8")
    return path


def test_an_analogy_is_one_object_of_rows_that_begin_as_promised(embexplorer: Command, fruit: Path) -> None:
    answer = json.loads(embexplorer("analogy", fruit, "apple", "pear", "ship", "--method", "3cosmul", "--json").out)

    assert ["method", "rank", "word", "score"] == answer["columns"][:4]
    assert ["3cosmul", 1, "boat"] == answer["rows"][0][:3]
    assert {"columns", "rows", "caption", "missing", "parts"} == set(answer)


def test_an_evaluation_is_one_object_of_the_promised_columns(
    embexplorer: Command, fruit: Path, fruit_pairs: Path
) -> None:
    answer = json.loads(embexplorer("evaluate", fruit, "--set", fruit_pairs, "--json").out)

    assert ["set", "measure", "value", "low", "high", "covered", "total"] == answer["columns"]
    assert [["pairs.tsv", "spearman", 3, 4], ["pairs.tsv", "pearson", 3, 4]] == [
        [*row[:2], *row[5:]] for row in answer["rows"]
    ]
    assert ["fig"] == answer["missing"]


def test_two_spaces_are_evaluated_by_one_command(embexplorer: Command, fruit: Path, fruit_pairs: Path) -> None:
    answer = json.loads(embexplorer("evaluate", fruit, "--set", fruit_pairs, "--also", fruit, "--json").out)

    assert ["fruit (1)", "fruit (1)", "fruit (2)", "fruit (2)"] == [row[-1] for row in answer["rows"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analogy", "{fruit}", "apple", "paer", "ship"], "‘pear’"),
        (["analogy", "{fruit}", "apple"], "1 word was given: apple"),
        (["analogy", "{fruit}", "apple", "pear", "ship", "--method", "lrcos"], "several pairs"),
        (["evaluate", "{fruit}", "--set", "wordsim"], "‘wordsim’"),
        (["evaluate", "{fruit}", "--set", "{fruit}"], "fruit.txt"),
        (["evaluate", "{fruit}", "--column", "taste"], "‘taste’"),
        (["evaluate", "{fruit}", "--set", "wordsim353", "--also", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_a_mistake_is_one_sentence(embexplorer: Command, fruit: Path, arguments: list[str], said: str) -> None:
    answer = embexplorer(*(part.format(fruit=fruit) for part in arguments))

    assert (2, 1) == (answer.status, len(answer.err.splitlines()))
    assert said in answer.err
