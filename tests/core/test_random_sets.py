"""Stand-ins for words that are about as frequent."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from embexplorer.core.keys import Keys
from embexplorer.core.random_sets import has_room, stand_ins
from embexplorer.core.space import EmbeddingSpace

KEYS = Keys([f"w{row}" for row in range(4000)])
SPACE = EmbeddingSpace(name="many", keys=KEYS, vectors=np.zeros((4000, 2), np.float32))
ROWS = np.array([0, 3, 1000, 3999])


def test_stand_ins_are_of_half_to_twice_the_rank() -> None:
    found = stand_ins(SPACE, ROWS, 300)

    assert ([0, 1, 500, 1999] <= found.min(axis=0)).all()
    assert (found.max(axis=0) < [100, 106, 2100, 4000]).all()


def test_no_stand_in_is_one_of_the_words_or_comes_twice() -> None:
    rows = np.arange(40)

    found = stand_ins(SPACE, rows, 200)

    assert not np.isin(found, rows).any()
    assert {40} == {len(set(draw)) for draw in found.tolist()}


def test_the_rank_decides_where_there_is_one() -> None:
    backwards = replace(SPACE, columns=pa.table({"rank": np.arange(4000, 0, -1)}))

    found = stand_ins(backwards, np.array([3999]), 200)

    assert found.min() > 3800


def test_a_word_that_is_not_in_the_space_may_be_stood_in_for_by_any() -> None:
    found = stand_ins(SPACE, np.array([-1]), 400)

    assert (found.min() < 200, found.max() > 3800) == (True, True)


def test_the_same_seed_draws_the_same() -> None:
    assert np.array_equal(stand_ins(SPACE, ROWS, 50, seed=3), stand_ins(SPACE, ROWS, 50, seed=3))


def test_a_small_space_has_no_room() -> None:
    assert (has_room(SPACE, 400), has_room(SPACE, 401)) == (True, False)
