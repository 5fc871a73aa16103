"""Where points are seen from an orbiting eye: against OpenGL's own matrices as Qt builds them, and by laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QMatrix4x4, QVector3D

from embexplorer.gui.map3d.orbit import FIELD, STEEPEST, Orbit, centred, fitting, picked

ANGLES = st.floats(-180, 180)
TILTS = st.floats(-STEEPEST, STEEPEST)


def by_qt(orbit: Orbit, point: tuple[float, float, float], width: float, height: float) -> tuple[float, float]:
    """The pixel by a camera of Qt's matrices: lookAt and perspective with the height's angle."""
    around, up = np.radians(orbit.azimuth), np.radians(orbit.elevation)
    towards = np.array([np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)])
    eye = np.asarray(orbit.center) + orbit.distance * towards
    upright = 2 * np.degrees(np.arctan(np.tan(np.radians(FIELD / 2)) * height / width))
    matrix = QMatrix4x4()
    matrix.perspective(float(upright), width / height, 0.01, 100.0)
    matrix.lookAt(QVector3D(*eye.tolist()), QVector3D(*orbit.center), QVector3D(0, 0, 1))
    seen = matrix.map(QVector3D(*point))
    return width / 2 * (1 + seen.x()), height / 2 * (1 - seen.y())


@given(azimuth=ANGLES, elevation=TILTS, point=st.tuples(*[st.floats(-1, 1)] * 3), height=st.integers(200, 1200))
def test_points_are_seen_where_opengl_draws_them(
    azimuth: float, elevation: float, point: tuple[float, float, float], height: int
) -> None:
    orbit = Orbit(azimuth=azimuth, elevation=elevation, distance=4.0, center=(0.1, -0.2, 0.3))

    places, _ = orbit.to_screen(np.array([point]), 800, height)

    np.testing.assert_allclose(by_qt(orbit, point, 800, height), places[0], atol=0.2)


@given(azimuth=ANGLES, elevation=TILTS)
def test_the_directions_of_the_eye_are_a_right_handed_frame(azimuth: float, elevation: float) -> None:
    turn = Orbit(azimuth=azimuth, elevation=elevation).turn()

    np.testing.assert_allclose(np.eye(3), turn @ turn.T, atol=1e-12)
    assert np.linalg.det(turn) == pytest.approx(1)


@given(azimuth=ANGLES, elevation=TILTS, seed=st.integers(0, 100), width=st.integers(50, 2000))
def test_a_fitted_cloud_lies_in_the_picture_however_it_is_turned(
    azimuth: float, elevation: float, seed: int, width: int
) -> None:
    points = centred(np.random.default_rng(seed).normal(size=(50, 3)).astype(np.float32))
    orbit = Orbit(azimuth=azimuth, elevation=elevation, distance=fitting(points, width, 600))

    places, _ = orbit.to_screen(points, width, 600)

    assert (places >= 0).all()
    assert (places <= (width, 600)).all()


def test_what_is_behind_the_eye_is_nowhere() -> None:
    orbit = Orbit(azimuth=0, elevation=0, distance=2.0)

    places, _ = orbit.to_screen(np.array([[3.0, 0, 0]]), 100, 100)

    assert np.isnan(places).all()


def test_the_centre_moves_with_the_hand() -> None:
    orbit = Orbit(azimuth=20, elevation=30, distance=3.0)
    at = np.array([orbit.center])

    moved = orbit.moved(40, 25, 800)

    np.testing.assert_allclose([[440, 325]], moved.to_screen(at, 800, 600)[0], atol=1e-9)


def test_the_eye_comes_no_nearer_than_makes_sense_and_does_not_tip_over() -> None:
    orbit = Orbit(distance=3.0)

    assert orbit.nearer(1e9, whole=3.0).distance == pytest.approx(0.06)
    assert STEEPEST == orbit.turned(0, 500).elevation


@pytest.mark.parametrize(
    "points",
    [
        [[1.0, 2.0, 3.0]],
        [[5.0, 5.0, 5.0]] * 4,
        [[np.inf, 0, 0], [0, 0, 0], [1, 1, 1]],
        [[1e38, -1e38, 0], [-1e38, 1e38, 0]],
        [[1e-40, 0, 0], [0, 1e-40, 0]],
        [[np.nan] * 3] * 2,
    ],
    ids=["one", "equal", "infinite", "huge", "subnormal", "nowhere"],
)
def test_odd_clouds_stay_within_the_cube(points: list[list[float]]) -> None:
    found = centred(np.array(points, np.float32))

    assert not (np.abs(found) > 1 + 1e-6).any()
    assert np.isfinite(fitting(found, 0, 0))


def test_of_points_under_the_pointer_the_nearest_to_the_eye_is_picked() -> None:
    places, depths = np.array([[10.0, 10], [11, 10], [40, 40]]), np.array([5.0, 2.0, 1.0])

    assert 1 == picked(places, depths, 10, 10, 5)


def test_beside_all_points_the_nearest_on_the_screen_is_picked_or_none() -> None:
    places, depths = np.array([[10.0, 10], [30, 10], [np.nan, np.nan]]), np.array([5.0, 2.0, 1.0])

    assert 0 == picked(places, depths, 19, 10, 5)
    assert picked(places, depths, 100, 100, 5) is None
