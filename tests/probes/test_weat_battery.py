"""Ten tests in one table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.reading import reader_for
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.weat_tests import SETS, weat_tests
from embexplorer.probes.weat import Weat
from embexplorer.probes.weat_battery import WeatBattery

WORDS = list(dict.fromkeys(w for t in weat_tests().values() for name in SETS for w in t.sets[name].words))
VECTORS = np.random.default_rng(2).normal(size=(len(WORDS), 12)).astype(np.float32)
SPACE = EmbeddingSpace(name="all words", keys=Keys(WORDS), vectors=VECTORS)


def ask(space: EmbeddingSpace = SPACE, **parameters: Any) -> Table:
    """What the battery answers."""
    return WeatBattery(permutations=500, **parameters).run(Inputs(space=space))


def without(*words: str) -> EmbeddingSpace:
    """The space in which these words do not stand."""
    kept = [row for row, word in enumerate(WORDS) if word not in words]
    return replace(SPACE, keys=Keys([WORDS[row] for row in kept]), vectors=VECTORS[kept])


def test_each_row_is_what_the_single_test_answers() -> None:
    alone = [Weat(test=number, permutations=500).run(Inputs(space=SPACE)).columns for number in ("4", "9")]

    table = ask(tests=(4, 9)).columns

    same = [name for name in table.column_names if name not in ("targets", "p_holm", "missing")]
    assert [one.to_pylist()[0] for one in alone] == table.select(same).to_pylist()


def test_p_is_corrected_by_hand() -> None:
    columns = ask(tests=(6, 7, 8)).columns.to_pydict()
    small, middle, large = sorted(columns["p"])
    expected = [min(3 * small, 1), min(max(3 * small, 2 * middle), 1), min(max(3 * small, 2 * middle, large), 1)]

    assert pytest.approx(expected) == sorted(columns["p_holm"])


def test_missing_words_are_counted_and_named_by_test() -> None:
    table = ask(without("career", "wedding", "poetry"), tests=(6, 7))

    assert [2, 1] == table.columns["missing"].to_pylist()
    assert ("career", "wedding", "poetry") == table.missing
    assert "WEAT 7 lacks ‘poetry’; words left: target X 8, target Y 7, attribute A 8, attribute B 8." in table.notes


def test_a_test_that_cannot_be_made_is_left_out_with_its_reason() -> None:
    table = ask(without(*weat_tests()["9"].sets["A"].words), tests=(8, 9))

    assert ["8"] == table.columns["test"].to_pylist()
    assert table.notes[0].startswith("WEAT 9 was left out. No word of attribute A is in this space")


def test_a_space_without_any_of_the_words_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="None of the tests"):
        ask(clusters)


def test_the_caption_says_which_are_exact() -> None:
    assert "exact: 6, 9, the others Monte Carlo, one-sided · n = 3 tests" in ask(tests=(3, 6, 9)).caption


def test_the_ten_effect_sizes_on_glove_are_those_of_plain_arithmetic(shared_data: Path) -> None:
    space = reader_for(shared_data / "vectors" / "glove.6B.100d.top30k-plus.w2v.txt.gz").run(nothing)
    assert isinstance(space, EmbeddingSpace)

    columns = ask(space).columns.to_pydict()

    assert pytest.approx([plain_effect_size(space, number) for number in columns["test"]]) == columns["effect_size"]
    assert [1, 0, 0, 0, 0, 0, 0, 0, 0, 0] == columns["missing"]


def plain_effect_size(space: EmbeddingSpace, number: str) -> float:
    """Caliskan et al. (2017) word by word, dividing by the population's standard deviation."""
    rows = {word: row for row, word in enumerate(space.keys)}
    lists = [[w.lower() for w in weat_tests()[number].sets[name].words if w.lower() in rows] for name in SETS]
    x, y, a, b = ([np.asarray(space.vectors[rows[word]], np.float64) for word in words] for words in lists)
    scores = [mean_cosine(word, a) - mean_cosine(word, b) for word in (*x, *y)]
    return float((np.mean(scores[: len(x)]) - np.mean(scores[len(x) :])) / np.std(scores))


def mean_cosine(word: np.ndarray, others: list[np.ndarray]) -> float:
    return float(np.mean([word @ other / np.linalg.norm(word) / np.linalg.norm(other) for other in others]))
