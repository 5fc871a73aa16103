"""The film of a training as GIF and PNG frames, read back with Pillow."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from PIL import Image, ImageSequence
from PySide6.QtWidgets import QApplication

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.film_frames import film_frames
from embexplorer.core.keys import Keys
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.film import film_for, painted_frames, write_film
from embexplorer.gui.map.gif import GifWriter
from embexplorer.gui.tokens import DARK

ROWS, FRAMES = 30, 6


@pytest.fixture
def space() -> EmbeddingSpace:
    """Thirty words in two classes."""
    keys = Keys([f"word{row}" for row in range(ROWS)])
    columns = pa.table({"kind": ["one", "other"] * (ROWS // 2)})
    return EmbeddingSpace(name="few", keys=keys, vectors=np.zeros((ROWS, 2), np.float32), columns=columns)


@pytest.fixture
def training_map() -> Projection:
    """Six frames in which all points but the four corners wander."""
    random = np.random.default_rng(0)
    film = random.normal(size=(1, ROWS, 2)) + random.normal(size=(FRAMES, ROWS, 2)).cumsum(axis=0) / 5
    film[:, :4] = [[-6, -6], [-6, 6], [6, -6], [6, 6]]
    frames = film.astype(np.float32)
    return Projection(name="Training map", coordinates=frames[-1], film=frames, moments=(0, 1, 2, 3, 4, 5))


@pytest.fixture
def pictures(tmp_path: Path) -> Callable[[Path], list[Image.Image]]:
    """What Pillow sees in a GIF, frame by frame."""

    def read(path: Path) -> list[Image.Image]:
        with Image.open(path) as image:
            return [frame.convert("RGB") for frame in ImageSequence.Iterator(image)]

    return read


def test_a_gif_holds_every_frame_twenty_a_second_and_repeats(
    qapp: QApplication, space: EmbeddingSpace, training_map: Projection, tmp_path: Path
) -> None:
    count = write_film(space, training_map, tmp_path / "film.gif", size=(320, 240))

    with Image.open(tmp_path / "film.gif") as image:
        shown = [frame.info["duration"] for frame in ImageSequence.Iterator(image)]
        assert (image.size, image.info["loop"]) == ((320, 240), 0)
    assert count == FRAMES
    assert shown == [50] * (FRAMES - 1) + [1500]


def test_the_frames_of_a_gif_are_what_is_painted(
    qapp: QApplication,
    space: EmbeddingSpace,
    training_map: Projection,
    pictures: Callable[[Path], list[Image.Image]],
    tmp_path: Path,
) -> None:
    write_film(space, training_map, tmp_path / "film.gif", Look(color_by="kind"), (320, 240))
    write_film(space, training_map, tmp_path / "frames", Look(color_by="kind"), (320, 240))

    decoded = np.stack([np.asarray(frame, np.int16) for frame in pictures(tmp_path / "film.gif")])
    exact = [Image.open(tmp_path / "frames" / f"frame-{n + 1:04d}.png").convert("RGB") for n in range(FRAMES)]
    difference = np.abs(decoded - np.stack([np.asarray(frame, np.int16) for frame in exact]))
    assert difference.mean() < 1.5
    assert (difference.max(axis=-1) > 40).mean() < 0.001  # the palette has most colours nearly


def test_png_frames_are_numbered_in_a_new_folder(
    qapp: QApplication, space: EmbeddingSpace, training_map: Projection, tmp_path: Path
) -> None:
    count = write_film(space, training_map, tmp_path / "frames", size=(200, 150), theme="dark")

    assert [f"frame-{n:04d}.png" for n in range(1, 7)] == sorted(p.name for p in (tmp_path / "frames").iterdir())
    assert count == FRAMES
    with Image.open(tmp_path / "frames" / "frame-0001.png") as image:
        assert image.size == (200, 150)
        assert f"#{bytes(image.convert('RGB').getpixel((100, 2))).hex()}" == DARK.map.lower()


def test_the_camera_stands_still_while_points_move(
    qapp: QApplication, space: EmbeddingSpace, training_map: Projection
) -> None:
    film = film_for(space, training_map, Look(layers=("points",)), (320, 240), "light")

    images = [image.copy() for image in painted_frames(film)]

    corner = film.scene(next(film_frames(training_map))).at(0).toPoint()
    assert len({image.pixel(corner) for image in images}) == 1
    assert images[0] != images[1]


def test_each_frame_says_its_moment(qapp: QApplication, space: EmbeddingSpace, training_map: Projection) -> None:
    film = film_for(space, training_map, Look(), (320, 240), "light")

    assert "epoch 0.0 of 5" == film.scene(next(film_frames(training_map))).figure.trust


def test_the_same_film_is_written_twice_the_same(
    qapp: QApplication, space: EmbeddingSpace, training_map: Projection, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.gif", tmp_path / "b.gif"]

    written = [(write_film(space, training_map, path, size=(200, 150)), path.read_bytes()) for path in paths]

    assert written[0] == written[1]


def test_pictures_of_any_indices_come_back(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    palette = random.permutation(256 * 3).reshape(-1, 3)[:255].astype(np.uint8)
    first = random.integers(0, 255, (40, 30)).astype(np.uint8)
    second = first.copy()
    second[5:9, 7:20] = random.integers(0, 255, (4, 13))
    third = second.copy()
    stream = io.BytesIO()
    writer = GifWriter(stream, 30, 40, palette)

    [writer.add(picture, 100) for picture in (first, second, third, first)]
    writer.close()

    with Image.open(io.BytesIO(stream.getvalue())) as image:
        decoded = [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(image)]
    np.testing.assert_array_equal(decoded, palette[np.stack([first, second, third, first])])


def test_a_stopped_film_leaves_nothing(
    qapp: QApplication, space: EmbeddingSpace, training_map: Projection, tmp_path: Path
) -> None:
    with pytest.raises(Cancelled):
        write_film(space, training_map, tmp_path / "film.gif", size=(200, 150), report=Stopper())
    with pytest.raises(Cancelled):
        write_film(space, training_map, tmp_path / "frames", size=(200, 150), report=Stopper())

    assert [] == [path.name for path in tmp_path.iterdir() if path.name != "home"]


class Stopper(Report):
    """Stops at the third frame."""

    def __call__(self, done: float, text: str) -> None:
        if text.startswith("Painting frame 3"):
            raise Cancelled


def test_a_folder_that_holds_something_is_left_alone(
    qapp: QApplication, space: EmbeddingSpace, training_map: Projection, tmp_path: Path
) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "letter.txt").touch()

    with pytest.raises(UserError, match="is there already, and not an empty folder"):
        write_film(space, training_map, tmp_path / "frames")


def test_a_column_that_is_not_there_is_refused(
    qapp: QApplication, space: EmbeddingSpace, training_map: Projection, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="few has no column ‘size’"):
        write_film(space, training_map, tmp_path / "film.gif", Look(color_by="size"))
