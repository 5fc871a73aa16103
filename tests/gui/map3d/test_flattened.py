"""A figure as it is seen in 3-D from one side: what lies where, what is in front, and what is said of it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.gestures import Drag
from embexplorer.gui.map.pointer import enclosed
from embexplorer.gui.map3d.cloud import Cloud, cloud_of
from embexplorer.gui.map3d.flattened import camera_of, flattened, tripod
from embexplorer.gui.map3d.hand import PIXELS
from embexplorer.gui.map3d.orbit import Orbit, centred
from embexplorer.gui.tokens import LIGHT

FRONT = Orbit(azimuth=-90, elevation=0, distance=4.0)  # x to the right, z upwards, y away from the eye
CAPTIONS = ("PC1", "PC2", "PC3")


@pytest.fixture
def figure(clusters: EmbeddingSpace) -> Figure:
    deep = Projection(name="deep", coordinates=np.array(clusters.vectors[:, :3]))
    return resolve(clusters, deep, Look(color_by="cluster"))


@pytest.fixture
def cloud(figure: Figure) -> Cloud:
    assert figure.projection is not None
    return cloud_of(figure, centred(figure.projection.coordinates), LIGHT)


def flat(figure: Figure, cloud: Cloud, orbit: Orbit = FRONT) -> Figure:
    return flattened(figure, cloud, orbit.to_screen(cloud.places, 800, 600), orbit, CAPTIONS)


def test_its_camera_shows_every_point_at_the_pixel_where_the_eye_sees_it(figure: Figure, cloud: Cloud) -> None:
    seen, _ = FRONT.to_screen(cloud.places, 800, 600)

    scene = scene_of(flat(figure, cloud), (800, 600), "light", camera_of(800, 600))

    np.testing.assert_allclose(seen, scene.view.to_screen(scene.figure.coordinates), atol=1e-3)


def test_the_nearest_to_the_eye_is_in_front_and_grey_points_are_behind(figure: Figure) -> None:
    codes = figure.coloring.codes.copy()
    codes[10:20] = NONE
    grey = replace(figure, coloring=replace(figure.coloring, codes=codes))
    assert figure.projection is not None
    cloud = cloud_of(grey, centred(figure.projection.coordinates), LIGHT)

    order = flat(grey, cloud).order

    depth = cloud.places[:, 1].astype(np.float64)  # the eye looks along the second axis
    assert sorted(range(90)) == sorted(order.tolist())
    assert set(range(10, 20)) == set(order[80:].tolist())
    assert (np.diff(depth[order[:80]]) >= 0).all() and (np.diff(depth[order[80:]]) >= 0).all()


def test_rows_that_are_not_drawn_stay_in_the_order_and_are_nowhere(figure: Figure) -> None:
    shown = np.arange(90) % 3 != 0
    hidden = replace(figure, shown=shown)
    assert figure.projection is not None
    cloud = cloud_of(hidden, centred(figure.projection.coordinates), LIGHT)

    found = flat(hidden, cloud)

    assert list(range(90)) == sorted(found.order.tolist())
    np.testing.assert_array_equal(~shown, np.isnan(found.coordinates[:, 0]))


def test_a_box_on_the_screen_encloses_what_is_seen_in_it_near_or_far(figure: Figure, cloud: Cloud) -> None:
    places, _ = FRONT.to_screen(cloud.places, 800, 600)
    drag = Drag("box", QPointF(0, 0), QPointF(500, 600), moved=True)

    rows = enclosed(flat(figure, cloud), PIXELS, drag)

    inside = ((places >= (0, 0)) & (places <= (500, 600))).all(axis=1)
    assert inside.any() and not inside.all()
    assert np.flatnonzero(inside).tolist() == rows.tolist()


def test_what_is_behind_the_eye_is_not_enclosed(figure: Figure, cloud: Cloud) -> None:
    within = Orbit(azimuth=-90, elevation=0, distance=0.01)
    drag = Drag("box", QPointF(-1e6, -1e6), QPointF(1e6, 1e6), moved=True)

    rows = enclosed(flat(figure, cloud, within), PIXELS, drag)

    assert (cloud.places[rows, 1] > -0.01).all()


def test_it_says_from_where_it_is_seen_and_what_it_leaves_out(figure: Figure, cloud: Cloud) -> None:
    dense = replace(figure, layers=(*figure.layers, "density", "hulls"), trust="kept 0.5", badges=("Sampled",))

    found = flat(dense, cloud)

    assert (
        "Sampled",
        "Seen in 3-D from −90° around, 0° up",
        "What the map keeps is judged on components 1 and 2 alone",
        "Not in 3-D: density, hulls",
    ) == found.badges
    assert (None, "", False) == (found.axes, found.trust, "density" in found.layers)


def test_labels_keep_their_order_although_points_are_drawn_in_another(figure: Figure, cloud: Cloud) -> None:
    np.testing.assert_array_equal(figure.order, flat(figure, cloud).labelled)


def test_the_axes_point_where_the_eye_sees_them() -> None:
    first, second, third = tripod(FRONT, CAPTIONS)

    assert ("PC1", 1, 0, 0) == (first.caption, *(round(part) for part in (first.right, first.up, first.towards)))
    assert (0, 0, -1) == tuple(round(part) for part in (second.right, second.up, second.towards))
    assert (0, 1, 0) == tuple(round(part) for part in (third.right, third.up, third.towards))
