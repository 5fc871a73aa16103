"""Real vectors from outside: neighbours agree with gensim, word by word and to 1e-5."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gensim.models import KeyedVectors

Command = Callable[..., Any]
WORDS = ("king", "france", "piano", "seven", "quickly")


@pytest.fixture(scope="module")
def five_thousand() -> KeyedVectors:
    """GloVe in word2vec's binary format, read by gensim."""
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / "vectors" / "glove.6B.50d.top5k.w2v.bin.gz"
    if not path.is_file():
        pytest.skip("no shared data beside the checkout")
    return KeyedVectors.load_word2vec_format(str(path), binary=True)


@pytest.mark.parametrize("word", WORDS)
def test_neighbors_are_those_of_gensim(
    embexplorer: Command, five_thousand: KeyedVectors, shared_data: Path, word: str
) -> None:
    path = shared_data / "vectors" / "glove.6B.50d.top5k.w2v.bin.gz"

    rows = json.loads(embexplorer("neighbors", path, word, "--json").out)["rows"]
    expected = five_thousand.most_similar(word, topn=10)

    assert [name for name, _ in expected] == [row[2] for row in rows]
    assert [score for _, score in expected] == pytest.approx([row[3] for row in rows], abs=1e-5)


def test_the_formula_agrees_with_the_published_figures(embexplorer: Command, shared_data: Path) -> None:
    path = shared_data / "vectors" / "glove.6B.100d.top30k-plus.w2v.txt.gz"

    answer = embexplorer("neighbors", path, "--formula", "king - man + woman", "-k", "3", "--json")
    rows = json.loads(answer.out)["rows"]

    assert [row[2] for row in rows] == ["queen", "monarch", "throne"]
    assert [round(row[3], 4) for row in rows] == [0.7699, 0.6843, 0.6756]
