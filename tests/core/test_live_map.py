"""The live map moves only where vectors do: turns and mirror images of the same vectors give the same picture."""

import numpy as np

from embexplorer.core.live_map import MOST_FRAMES, Film, LiveMap, turned_onto
from embexplorer.core.typing import FloatArray


def vectors(seed: int = 0) -> FloatArray:
    random = np.random.default_rng(seed)
    return (random.normal(size=(200, 12)) * np.linspace(3, 0.3, 12)).astype(np.float32)


def test_the_first_frame_spans_the_two_principal_components_of_the_unit_rows() -> None:
    rows = vectors()
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    centred = unit - unit.mean(axis=0)
    expected = np.linalg.svd(centred.astype(np.float64), full_matrices=False)[1][:2]

    found = np.linalg.svd(LiveMap().frame(rows).astype(np.float64), compute_uv=False)

    assert np.allclose(expected, found, rtol=1e-3)


def test_a_frame_of_turned_vectors_shows_no_motion() -> None:
    rows, live = vectors(), LiveMap()
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(12, 12)))[0].astype(np.float32)
    _ = [live.frame(rows) for _ in range(30)]
    before = live.frame(rows)

    _ = [live.frame(rows @ turn) for _ in range(30)]
    after = live.frame(rows @ turn)

    assert np.abs(after - before).max() < 0.05  # of coordinates about 1


def test_turning_onto_a_target_is_an_isometry() -> None:
    one, other = vectors(1)[:, :2], vectors(2)[:, :2]

    turned = turned_onto(one, other)

    assert np.allclose(np.linalg.norm(one, axis=1), np.linalg.norm(turned, axis=1), atol=1e-4)


def test_rows_that_are_zero_or_not_finite_lie_somewhere_finite() -> None:
    rows = vectors()
    rows[0], rows[1] = 0, np.nan

    assert np.isfinite(LiveMap().frame(rows)).all()


def test_vectors_of_one_dimension_have_a_map() -> None:
    assert (200, 2) == LiveMap().frame(vectors()[:, :1]).shape


def test_a_long_film_keeps_its_first_frame_and_thins_the_rest() -> None:
    film = Film()

    _ = [film.add(np.zeros((3, 2), np.float32), float(n)) for n in range(5 * MOST_FRAMES)]

    assert len(film) <= MOST_FRAMES
    assert 0.0 == film.moments[0]
    assert 1 == len(set(np.diff(film.moments)))
