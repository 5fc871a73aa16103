"""SEAT on a model that hears one word of a sentence."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray
from embexplorer.probes.seat import Seat
from embexplorer.probes.weat import Weat

WORDS = {word: n for n, word in enumerate(("rose", "tulip", "fly", "moth", "good", "nice", "bad", "evil"))}
SETS: dict[str, Any] = {
    "x": ("rose", "tulip"), "y": ("fly", "moth"), "a": ("good", "nice"), "b": ("bad", "evil")
}  # fmt: skip
VECTORS = np.random.default_rng(6).normal(size=(8, 5)).astype(np.float32)


@embeds("hears-words")
def embed_words(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """The sum of the vectors of the words in a text."""
    return np.stack([VECTORS[[WORDS[word] for word in WORDS if word in text]].sum(axis=0) for text in texts])


@pytest.fixture
def space() -> EmbeddingSpace:
    model = Model(kind="hears-words", accepts="text")
    return EmbeddingSpace(name="heard", keys=Keys(list(WORDS)), vectors=VECTORS, model=model)


def asked(space: EmbeddingSpace, **parameters: Any) -> Table:
    return Seat(**{**SETS, **parameters}).run(Inputs(space=space))


def test_with_one_sentence_it_is_weat_of_the_words(space: EmbeddingSpace) -> None:
    of_words = Weat(**SETS, random_sets=0).run(Inputs(space=space)).columns.to_pylist()[0]

    of_sentences = asked(space, sentences=("It is {}.",)).columns.to_pylist()[0]

    names = ("effect_size", "effect_size_sample", "p", "partitions", "statistic")
    assert [of_words[name] for name in names] == pytest.approx([of_sentences[name] for name in names])


def test_each_word_stands_in_every_sentence(space: EmbeddingSpace) -> None:
    table = asked(space)

    assert (16, 8) == (table.parts["sentences"].num_rows, table.columns["n_x"][0].as_py())
    assert "This is rose." == table.parts["sentences"]["sentence"][0].as_py()


def test_every_partition_that_was_looked_at_is_counted(space: EmbeddingSpace) -> None:
    table = asked(space)

    assert table.columns["partitions"][0].as_py() == sum(table.parts["null"]["count"].to_pylist())


def test_the_mean_scores_are_those_of_the_listed_sentences(space: EmbeddingSpace) -> None:
    table = asked(space)

    of_x = [row["score"] for row in table.parts["sentences"].to_pylist() if row["set"] == "X"]
    assert pytest.approx(np.mean(of_x)) == table.facts["mean_x"]


def test_a_space_of_words_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="clusters cannot embed sentences"):
        asked(clusters)


def test_a_sentence_without_a_place_for_the_word_is_refused(space: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘It is.’ has no place for the word"):
        asked(space, sentences=("It is.",))


def test_a_set_that_is_not_given_is_named(space: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="there is none for --a"):
        asked(space, a=())
