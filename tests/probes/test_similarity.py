"""Pairs, matrix and odd one out, beside gensim."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from gensim.models import KeyedVectors

from embexplorer.core.errors import UserError
from embexplorer.core.family import Family, mark_of
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.similarity import Similarity

WORDS = ("w1", "w40", "w2", "w70", "w41")


def asked(space: EmbeddingSpace, *words: str) -> Table:
    return Similarity(words=words).run(Inputs(space=space))


@pytest.fixture
def gensim(clusters: EmbeddingSpace) -> KeyedVectors:
    """The same words in gensim."""
    vectors = KeyedVectors(8)
    vectors.add_vectors(list(clusters.keys), clusters.vectors)
    return vectors


def test_every_pair_has_the_cosine_of_gensim(clusters: EmbeddingSpace, gensim: KeyedVectors) -> None:
    rows = asked(clusters, *WORDS).columns.to_pylist()

    expected = [gensim.similarity(row["word"], row["other"]) for row in rows]
    assert pytest.approx(expected, abs=1e-6) == [row["score"] for row in rows]


def test_ranks_are_those_of_gensim(clusters: EmbeddingSpace, gensim: KeyedVectors) -> None:
    row = asked(clusters, "w1", "w40").columns.to_pylist()[0]

    assert (gensim.rank("w1", "w40"), gensim.rank("w40", "w1")) == (row["rank_of_other"], row["rank_of_word"])


def test_the_odd_one_is_that_of_gensim(clusters: EmbeddingSpace, gensim: KeyedVectors) -> None:
    odd = asked(clusters, "w1", "w2", "w3", "w50").parts["odd one out"]["word"][0].as_py()

    assert (gensim.doesnt_match(["w1", "w2", "w3", "w50"]), "w50") == (odd, odd)


def test_the_matrix_lays_words_of_a_cluster_side_by_side(clusters: EmbeddingSpace) -> None:
    words = asked(clusters, *WORDS).parts["matrix"]["word"].to_pylist()[::5]

    places = {word: number for number, word in enumerate(words)}
    assert (1, 1) == (abs(places["w1"] - places["w2"]), abs(places["w40"] - places["w41"]))


def test_the_matrix_has_a_line_for_each_word_with_each(clusters: EmbeddingSpace) -> None:
    matrix = asked(clusters, "w1", "w40", "w2").parts["matrix"].to_pylist()

    assert (9, [1.0] * 3) == (len(matrix), [line["score"] for line in matrix if line["word"] == line["other"]])


def test_pairs_have_the_range_of_further_trainings(clusters: EmbeddingSpace) -> None:
    runs = (clusters.vectors, np.asarray(clusters.vectors[::-1]))
    family = Family(vary="seeds", values=(1, 2), runs=runs, mark=mark_of(clusters.vectors))

    row = asked(replace(clusters, family=family), "w1", "w40").columns.to_pylist()[0]

    both = sorted([row["score"], asked(replace(clusters, vectors=runs[1]), "w1", "w40").columns["score"][0].as_py()])
    assert pytest.approx(both, abs=1e-6) == [row["low"], row["high"]]


def test_what_is_missing_is_named_and_the_rest_answered(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, "w1", "absent", "W2")

    assert (("absent",), 1) == (table.missing, table.columns.num_rows)
    assert "Taken in other spelling: ‘W2’ as ‘w2’." in table.notes


@pytest.mark.parametrize(
    ("words", "says"), [(("w1",), "two words or more"), ((), "two words"), (("w1", "w999"), "‘w999’ is not in")]
)
def test_too_few_words_are_refused(clusters: EmbeddingSpace, words: tuple[str, ...], says: str) -> None:
    with pytest.raises(UserError, match=says):
        asked(clusters, *words)


def test_a_row_of_zeros_has_a_cosine_of_nothing(clusters: EmbeddingSpace) -> None:
    vectors = np.array(clusters.vectors)
    vectors[1] = 0

    row: dict[str, Any] = asked(replace(clusters, vectors=vectors), "w1", "w40").columns.to_pylist()[0]

    assert 0.0 == row["score"]


def test_a_row_that_is_named_twice_counts_once(clusters: EmbeddingSpace) -> None:
    table = asked(clusters, "w1", "W1", "w40")

    assert [("w1", "w40")] == [(row["word"], row["other"]) for row in table.columns.to_pylist()]
    assert "‘w1’ and ‘W1’ are one row of the space, and count once." in table.notes


def test_two_names_of_one_row_are_no_pair(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘w1’ and ‘W1’ are one row"):
        asked(clusters, "w1", "W1")


def test_the_caption_counts_words_in_other_case(clusters: EmbeddingSpace) -> None:
    caption = asked(clusters, "w1", "W2").caption

    assert caption.startswith("cosine · 2 words, 1 pair · 1 word in other case · clusters")
