"""What is done to every row alike."""

import numpy as np

from embexplorer.core.change import Change
from embexplorer.core.report import Report


def test_the_parts_are_applied_in_their_order() -> None:
    rows = np.array([[3, 1], [1, 5]], np.float32)
    change = Change(less=np.array([1.0, 1.0]), matrix=np.array([[0.0, 2.0], [1.0, 0.0]]), plus=np.array([0.0, -4.0]))

    assert np.array_equal([[0, 0], [4, -4]], change.of(rows))


def test_unit_length_comes_after_them_and_leaves_zeros() -> None:
    rows = np.array([[1, 1], [4, 5]], np.float32)

    assert np.allclose([[0, 0], [0.6, 0.8]], Change(less=np.array([1.0, 1.0]), unit=True).of(rows))


def test_a_byte_is_the_nearest_of_256_and_what_lies_beyond_goes_to_the_ends() -> None:
    change = Change(low=np.array([0.0]), step=np.array([1.0]))

    found = change.of(np.array([[-7.0], [2.4], [2.6], [300.0]], np.float32))

    assert [0, 2, 3, 255] == found[:, 0].tolist()


def test_it_survives_being_kept() -> None:
    change = Change(less=np.array([1.0, 2.0]), matrix=np.eye(2), unit=True)
    rows = np.array([[3, 1], [1, 5]], np.float32)

    again = Change.kept(change.to_json(), change.arrays("here."), "here.")

    assert np.array_equal(change.of(rows), again.of(rows))


def test_large_matrices_are_changed_in_parts() -> None:
    class Listener(Report):
        heard = 0

        def __call__(self, done: float, text: str) -> None:
            self.heard += 1

    rows = np.ones((3000, 1000), np.float32)
    listener = Listener()

    found = Change(less=np.ones(1000)).of(rows, listener)

    assert (3, False) == (listener.heard, bool(found.any()))
