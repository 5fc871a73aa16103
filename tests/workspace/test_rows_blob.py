"""Row ids come back from the catalogue as they went in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.workspace.rows_blob import pack, unpack


@given(st.sets(st.integers(0, 5000)))
def test_packed_rows_unpack_to_themselves(rows: set[int]) -> None:
    wanted = np.array(sorted(rows), np.int64)

    back = unpack(pack(wanted))

    assert wanted.tolist() == back.tolist()
    assert np.int64 == back.dtype


def test_all_rows_take_a_bit_each() -> None:
    blob = pack(np.arange(100_000))

    assert 1 + 100_000 // 8 == len(blob)


def test_a_few_rows_of_many_take_four_bytes_each() -> None:
    blob = pack(np.array([5, 999_999]))

    assert 1 + 8 == len(blob)
