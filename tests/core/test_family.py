"""Several trainings of one space: aligned by words, compared by plain sets, with ranges of cosines."""

from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.family import Family, aligned, interval_of, mark_of, places_in, survival
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, FloatArray, IndexArray
from embexplorer.core.vectors import nearest

WORDS = [f"w{row}" for row in range(40)]


def random_vectors(seed: int, rows: int = 40, dimensions: int = 6) -> FloatArray:
    return np.random.default_rng(seed).normal(size=(rows, dimensions)).astype(np.float32)


def lists(vectors: FloatArray, k: int) -> IndexArray:
    rows = np.arange(len(vectors))
    return nearest(vectors, vectors, k, own=rows)[0].astype(np.int32)


def cosine(left: FloatArray, right: FloatArray) -> float:
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


@pytest.fixture
def family() -> Family:
    """Three random trainings of forty words; the second does not know w5."""
    runs = [random_vectors(seed) for seed in (1, 2, 3)]
    runs[1][5] = np.nan
    return Family(vary="seeds", values=(1, 2, 3), runs=tuple(runs), mark=mark_of(random_vectors(0)))


def by_sets(true: IndexArray, found: IndexArray, words: list[str], others: list[str]) -> list[float]:
    """The share of survivors from sets of words, None's place being NaN."""
    near = {others[row]: {others[n] for n in found[row]} for row in range(len(others))}
    return [
        len({words[n] for n in true[row]} & near[words[row]]) / len(true[row]) if words[row] in near else np.nan
        for row in range(len(words))
    ]


def test_survival_is_what_sets_of_words_say() -> None:
    others = [*reversed(WORDS[3:]), "new", "newer"]  # three words are not known, two are more, the order is another
    true, found = lists(random_vectors(0), 7), lists(random_vectors(1, rows=len(others)), 7)

    shares = survival(true, found, places_in(Keys(WORDS), Keys(others)))

    np.testing.assert_allclose(shares, by_sets(true, found, WORDS, others), rtol=1e-12)


def test_equal_vectors_keep_every_neighbour() -> None:
    same = lists(random_vectors(0), 10)

    assert survival(same, same, np.arange(40)).tolist() == [1.0] * 40


def test_random_vectors_keep_what_chance_keeps() -> None:
    rows, k = 1000, 10
    found = [lists(random_vectors(seed, rows=rows, dimensions=20), k) for seed in range(8)]

    shares = [survival(one, other, np.arange(rows)) for one, other in zip(found[::2], found[1::2], strict=True)]

    assert float(np.mean(shares)) == pytest.approx(k / (rows - 1), rel=0.2)  # of 400 hits, which come in pairs


def test_words_are_found_by_their_labels() -> None:
    assert places_in(Keys(["a", "b", "c"]), Keys(["c", "x", "a"])).tolist() == [2, -1, 0]


def test_rows_of_words_that_are_not_known_are_no_numbers() -> None:
    rows = aligned(np.array([[1, 2], [3, 4]], np.float32), np.array([1, -1, 0]))

    np.testing.assert_array_equal(rows, [[3, 4], [np.nan, np.nan], [1, 2]])


def test_a_family_says_which_rows_each_run_knows(family: Family) -> None:
    assert [row for row in range(40) if row != 5] == family.rows(1).tolist()
    assert list(range(40)) == family.rows(0).tolist()


def test_the_interval_of_two_rows_is_that_of_their_cosines_in_each_run(family: Family) -> None:
    in_each = [cosine(run[3], run[9]) for run in family.runs]

    found = family.interval(lambda vectors: vectors[3], np.array([9]))

    expected = [np.mean(in_each), min(in_each), max(in_each)]
    np.testing.assert_allclose([found.mean[0], found.low[0], found.high[0]], expected, rtol=1e-5)


def test_pairs_are_asked_for_at_once(family: Family) -> None:
    left, right = np.array([1, 2]), np.array([8, 7])

    found = family.cosines(lambda vectors: vectors[left], right)

    expected = [[cosine(run[1], run[8]), cosine(run[2], run[7])] for run in family.runs]
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_a_run_that_does_not_know_a_word_is_left_out_of_its_interval(family: Family) -> None:
    in_two = [cosine(family.vectors(run)[5], family.vectors(run)[6]) for run in (0, 2)]

    found = family.interval(lambda vectors: vectors[5], np.array([6]))

    np.testing.assert_allclose([found.low[0], found.high[0]], [min(in_two), max(in_two)], rtol=1e-5)


def test_one_run_makes_no_interval() -> None:
    cosines: DoubleArray = np.array([[0.5, 0.5], [np.nan, 0.7]])

    found = interval_of(cosines)

    np.testing.assert_array_equal([found.low, found.high], [[np.nan, 0.5], [np.nan, 0.7]])


def test_a_family_is_saved_with_its_space_and_mapped(family: Family, tmp_path: Path) -> None:
    space = EmbeddingSpace(name="s", keys=Keys(WORDS), vectors=random_vectors(0), family=family)

    opened = space.save(tmp_path / "s").the_family

    assert opened is not None and isinstance(opened.vectors(1), np.memmap)
    assert (opened.vary, opened.values) == ("seeds", (1, 2, 3))
    np.testing.assert_array_equal(opened.vectors(1), family.vectors(1))


def test_a_space_whose_vectors_were_changed_has_no_family(family: Family, tmp_path: Path) -> None:
    changed = random_vectors(0) - random_vectors(0).mean(axis=0)
    space = EmbeddingSpace(name="s", keys=Keys(WORDS), vectors=changed, family=family)

    assert space.the_family is None
    assert space.save(tmp_path / "s").family is None


def test_the_caption_says_what_the_range_is_over(family: Family) -> None:
    assert family.caption() == "range over 3 trainings (seeds)"
