"""What debiasing costs and leaves."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.debias_cost import DebiasCost
from embexplorer.transforms.debiased import Debiased

PAIRS: dict[str, Any] = {"left": ("she", "woman"), "right": ("he", "man")}


@pytest.fixture
def sided() -> EmbeddingSpace:
    """Two hundred words, half of them on either side of one direction, and near others of their side in a second."""
    random = np.random.default_rng(3)
    vectors = random.normal(size=(204, 12)).astype(np.float32)
    side = np.repeat([-1.0, 1.0], 100)
    vectors[:200, 0] += 2 * side
    vectors[:200, 1] += 1.5 * side
    vectors[200:, 0] = [-4, -4, 4, 4]
    vectors[202:, 1:] = vectors[200:202, 1:]
    keys = [*(f"w{n}" for n in range(200)), "she", "woman", "he", "man"]
    return EmbeddingSpace(name="sided", keys=Keys(keys), vectors=vectors)


def after(space: EmbeddingSpace) -> EmbeddingSpace:
    return Debiased(words="own", **PAIRS, keep=("she", "woman", "he", "man")).run(Inputs(space=space))


def asked(space: EmbeddingSpace, other: EmbeddingSpace, **parameters: Any) -> Table:
    return DebiasCost(**{**PAIRS, "most": 50, "k": 20, **parameters}).run(Inputs(space=space, other=other))


def rows_of(table: Table) -> dict[str, dict[str, Any]]:
    return {row["measure"]: row for row in table.columns.to_pylist()}


def test_words_are_neutral_after_debiasing(sided: EmbeddingSpace) -> None:
    rows = after(sided).vectors

    direction = rows[203] - rows[201]
    assert pytest.approx(np.zeros(200), abs=1e-5) == rows[:200] @ direction / np.linalg.norm(direction)


def test_words_that_mean_the_direction_keep_it(sided: EmbeddingSpace) -> None:
    made = after(sided)

    unit = sided.vectors[200:] / np.linalg.norm(sided.vectors[200:], axis=1)[:, None]
    assert pytest.approx(unit, abs=1e-6) == made.vectors[200:]
    assert ("debiased",) == made.derived


def test_pairs_are_equalised(sided: EmbeddingSpace) -> None:
    made = Debiased(words="own", **PAIRS, equalise=("she:he",)).run(Inputs(space=sided))

    cosines = made.vectors[:200] @ made.vectors[[200, 202]].T
    assert pytest.approx(cosines[:, 0], abs=1e-5) == cosines[:, 1]


def test_what_debiasing_hides_is_still_recovered(sided: EmbeddingSpace) -> None:
    row = rows_of(asked(sided, after(sided)))["side recovered, classifier"]

    assert row["after_low"] > 0.6
    assert row["before"] >= row["after"]


def test_a_side_that_is_gone_is_not_recovered(sided: EmbeddingSpace) -> None:
    noise = np.random.default_rng(5).normal(size=sided.vectors.shape).astype(np.float32)

    row = rows_of(asked(sided, replace(sided, name="noise", vectors=noise)))["side recovered, classifier"]

    assert row["after_low"] < 0.5 + 0.1


def test_the_judged_words_are_the_farthest_on_either_side(sided: EmbeddingSpace) -> None:
    words = asked(sided, after(sided)).parts["words"].to_pylist()

    lefts = [word["row"] for word in words if word["side"] == "left"]
    assert (50, True) == (len(lefts), all(row < 100 for row in lefts))


def test_a_measure_of_no_known_word_is_empty(sided: EmbeddingSpace) -> None:
    row = rows_of(asked(sided, after(sided)))["wordsim353, Spearman"]

    assert [None, None] == [row["before"], row["after"]]


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"left": ("she",), "right": ("he", "man")}, "which make no pairs"),
        ({"left": ("absent",), "right": ("he",)}, "Of no pair are both words"),
        ({"left": ("she",), "right": ("she",)}, "Of no pair are both words"),
    ],
)
def test_pairs_that_define_nothing_are_refused(sided: EmbeddingSpace, parameters: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        asked(sided, sided, **parameters)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"words": "own"}, "The direction has no pairs"),
        ({"words": "own", "left": ("she",), "right": ("he", "man")}, "which make no pairs"),
        ({"words": "own", **PAIRS, "equalise": ("she",)}, "which is no pair"),
        ({"words": "own", "left": ("nobody",), "right": ("none",)}, "Of no pair are both words in sided"),
    ],
)
def test_what_cannot_be_debiased_is_refused(sided: EmbeddingSpace, parameters: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        Debiased(**parameters).run(Inputs(space=sided))


def test_on_real_vectors_similarity_stays_and_most_of_the_bias_is_recovered(shared_data: Path) -> None:
    from embexplorer.core.inputs import nothing
    from embexplorer.core.perform import perform
    from embexplorer.core.reading import reader_for

    space = perform(reader_for(shared_data / "vectors" / "glove.6B.50d.top5k.w2v.bin.gz"), nothing)
    assert isinstance(space, EmbeddingSpace)

    rows = rows_of(DebiasCost(most=200).run(Inputs(space=space, other=Debiased().run(Inputs(space=space)))))

    similarity, recovered = rows["wordsim353, Spearman"], rows["side recovered, classifier"]
    assert abs(similarity["before"] - similarity["after"]) < 0.02
    assert recovered["after_low"] > 0.75
