"""Single-category WEAT."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import permutation_test

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.sc_weat import SingleCategoryWeat

OWN = {"x": ("w3", "w35", "w80"), "a": ("w1", "w2", "w41"), "b": ("w70", "w31", "w50", "w4")}


def ask(space: EmbeddingSpace, **parameters: Any) -> Table:
    """What the test answers."""
    return SingleCategoryWeat(**{**OWN, **parameters}).run(Inputs(space=space))


def plain_cosines(space: EmbeddingSpace, word: str, others: tuple[str, ...]) -> list[float]:
    own = space.vectors[space.keys.row_of(word)].astype(np.float64)
    near = [space.vectors[space.keys.row_of(other)].astype(np.float64) for other in others]
    return [float(own @ other / np.linalg.norm(own) / np.linalg.norm(other)) for other in near]


def test_the_effect_size_is_the_difference_of_mean_cosines_over_their_deviation(clusters: EmbeddingSpace) -> None:
    sides = [(plain_cosines(clusters, w, OWN["a"]), plain_cosines(clusters, w, OWN["b"])) for w in OWN["x"]]

    columns = ask(clusters).columns.to_pydict()

    assert pytest.approx([(np.mean(a) - np.mean(b)) / np.std(a + b) for a, b in sides]) == columns["effect_size"]
    assert (
        pytest.approx([(np.mean(a) - np.mean(b)) / np.std(a + b, ddof=1) for a, b in sides])
        == (columns["effect_size_sample"])
    )


def test_p_is_that_of_scipy(clusters: EmbeddingSpace) -> None:
    sides = [(plain_cosines(clusters, w, OWN["a"]), plain_cosines(clusters, w, OWN["b"])) for w in OWN["x"]]
    known = [
        permutation_test(pair, lambda a, b: np.mean(a) - np.mean(b), alternative="greater", vectorized=False).pvalue
        for pair in sides
    ]

    table = ask(clusters)

    assert pytest.approx(known) == table.columns["p"].to_pylist()
    assert [35] * 3 == table.columns["partitions"].to_pylist()


def test_the_caption_says_what_was_compared(clusters: EmbeddingSpace) -> None:
    assert (
        "cosine · clusters, raw · exact, all 35 partitions, one-sided · n = 3 + 4 attributes" == ask(clusters).caption
    )


def test_a_missing_word_is_left_out_and_named(clusters: EmbeddingSpace) -> None:
    table = ask(clusters, x=("w3", "nobody"))

    assert (["w3"], ("nobody",)) == (table.columns["word"].to_pylist(), table.missing)


def test_it_asks_for_words(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="No word was given"):
        ask(clusters, x=())


def test_attributes_of_one_word_each_give_numbers_or_nothing(clusters: EmbeddingSpace) -> None:
    row = ask(clusters, x=("w3",), a=("w1",), b=("w70",)).columns.to_pylist()[0]

    assert (2.0, 2.0, 2.0) == (pytest.approx(row["effect_size"]), pytest.approx(row["low"]), pytest.approx(row["high"]))
