"""The frames of a film, their captions, and what a camera that stands still must show."""

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.film_frames import film_ends, film_frames, film_kind
from embexplorer.core.projection import Projection


def film(frames: list[list[list[float]]], moments: tuple[float, ...] = ()) -> Projection:
    array = np.array(frames, np.float32)
    return Projection(name="Training map", coordinates=array[-1], film=array, moments=moments)


TWO = [[[0, 0], [1, 1]], [[2, 0], [3, 5]]]


def test_frames_come_in_order_with_their_moments() -> None:
    frames = list(film_frames(film(TWO, (0.0, 4.96))))

    assert [(0, 0.0), (1, 4.96)] == [(frame.number, frame.moment) for frame in frames]
    np.testing.assert_array_equal(frames[1].coordinates, TWO[1])


def test_the_caption_says_how_far_the_training_was() -> None:
    captions = [frame.caption for frame in film_frames(film(TWO, (0.26, 5.0)))]

    assert captions == ["epoch 0.3 of 5", "epoch 5.0 of 5"]


def test_without_moments_frames_are_counted() -> None:
    assert [frame.caption for frame in film_frames(film(TWO))] == ["frame 1 of 2", "frame 2 of 2"]


def test_the_camera_sees_all_of_the_last_frame_and_most_of_those_before() -> None:
    crowd = np.linspace(-1, 1, 400)
    first = np.stack([crowd * 2, crowd], axis=1)
    first[0] = [-900, 0]
    last = np.stack([crowd, crowd], axis=1)
    last[0] = [-7, 0]

    low, high = film_ends(film([first.tolist(), last.tolist()]))

    assert -7 == low[0]
    assert high[0] == pytest.approx(np.percentile(first[:, 0], 99), rel=1e-6)


def test_points_that_are_nowhere_are_left_out() -> None:
    ends = film_ends(film([[[np.nan, 0], [1, 2]], [[np.nan, np.nan], [3, 4]]]))

    np.testing.assert_array_equal(ends, [[1, 2], [3, 4]])


def test_a_map_without_film_is_refused() -> None:
    with pytest.raises(UserError, match="Training map has no film"):
        list(film_frames(Projection(name="Training map", coordinates=np.zeros((2, 2), np.float32))))


@pytest.mark.parametrize(
    ("name", "kind"), [("a.gif", "gif"), ("b.GIF", "gif"), ("frames", "folder"), ("1.5/", "folder")]
)
def test_the_suffix_says_what_is_written(name: str, kind: str) -> None:
    assert film_kind(name) == kind


def test_a_film_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(UserError, match=r"cannot be written as ‘film.mp4’: GIF and PNG frames are"):
        film_kind("film.mp4")
