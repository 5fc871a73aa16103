"""Write the film of a training as an animated GIF or a folder of PNG frames, painted as the map is on the screen."""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.film_frames import FilmFrame, film_ends, film_frames, film_of
from embexplorer.core.label_placement import Held
from embexplorer.core.look import Camera, Look
from embexplorer.core.projection import Projection
from embexplorer.core.report import Report, ignore
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.writing import new_file
from embexplorer.gui.map.export import ensure_application, scene_of
from embexplorer.gui.map.fitting import fitted_camera
from embexplorer.gui.map.gif import GifWriter, Indices
from embexplorer.gui.map.label import Label
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.moving_labels import placed
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.map.raster import Raster
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.tokens import Theme

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE = (800, 600)
FRAME, LAST = 50, 1500  # milliseconds that a frame is seen: 20 a second, and the last one longer
COLORS = 128  # by octree: the few bright points and the legend keep their colours, which a median cut loses
SAMPLED = 8  # frames that the palette is made from
LOADING_PAYS = 200_000  # points in all frames together, for which the kernel is worth its loading


@dataclass(frozen=True, kw_only=True)
class Film:
    """What is painted: the figure of the map, and from where it is seen, which is the same for all frames."""

    figure: Figure
    projection: Projection
    axes: tuple[int, int]
    camera: Camera
    size: tuple[int, int]
    theme: Theme

    def scene(self, frame: FilmFrame) -> Scene:
        """The frame as it is painted; how far the training was stands at the bottom right."""
        figure = replace(self.figure, coordinates=frame.coordinates, trust=frame.caption)
        return scene_of(figure, self.size, self.theme, self.camera)


class FilmLabels(Labels):
    """Labels that stay at their points from frame to frame as long as they have room; no clock decides."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Label] = []

    def placed(self, scene: Scene) -> list[Label]:
        """Those that stand already come first, then the most frequent words."""
        self._held = placed(scene, {label.row: Held(label.across, label.down, label.led) for label in self._held})
        return self._held


def write_film(
    space: EmbeddingSpace,
    projection: Projection,
    path: Path,
    look: Look | None = None,
    size: tuple[int, int] = SIZE,
    theme: Theme = "light",
    report: Report = ignore,
) -> int:
    """Write a GIF to a path that ends in .gif, else frame-0001.png, … into a folder; answers how many frames.

    All or nothing is written. Raises UserError where there is no film, or a place that cannot be written; `film_kind`
    says beforehand what a name means.
    """
    count = 0
    for count in film_writing(space, projection, path, look or Look(), size, theme):
        report(count / len(film_of(projection)), f"Painting frame {count} of {len(film_of(projection))}")
    return count


def film_writing(
    space: EmbeddingSpace, projection: Projection, path: Path, look: Look, size: tuple[int, int], theme: Theme
) -> "Generator[int, None, None]":
    """The same, a frame at each turn: how many are written so far. A window goes on between two turns."""
    ensure_application()
    film = film_for(space, projection, look, size, theme)
    if path.suffix.lower() == ".gif":
        with new_file(path) as stream:
            yield from _gif(film, stream)
    else:
        yield from _frames(film, path)


def film_for(space: EmbeddingSpace, projection: Projection, look: Look, size: tuple[int, int], theme: Theme) -> Film:
    """The figure without its axes and its trust, which are those of one frame, and a camera that shows all frames."""
    film_of(projection)
    figure = replace(resolve(space, projection, look), axes=None, trust="epoch")
    camera = look.camera or fitted_camera(figure, *size, film_ends(projection, look.axes))
    return Film(figure=figure, projection=projection, axes=look.axes, camera=camera, size=size, theme=theme)


def painted_frames(film: Film) -> Iterator[QImage]:
    """Each frame as an image; labels go on from the frame before."""
    count = len(film_of(film.projection))
    raster = Raster()
    if count * film.figure.rows > LOADING_PAYS:
        raster.load()
    painter = MapPainter(raster)
    painter.stack.add("labels", FilmLabels(), "labels")
    for frame in film_frames(film.projection, film.axes):
        yield _painted(painter, film.scene(frame))


def _gif(film: Film, stream: IO[bytes]) -> Iterator[int]:
    """Every frame in the colours of one palette, 20 a second, for ever."""
    pictures: list[Image] = []
    for picture in _sampled(film):
        pictures.append(picture)
        yield 0
    palette = _palette_of(pictures)
    count = len(film_of(film.projection))
    writer = GifWriter(stream, *film.size, _colors(palette))
    for number, image in enumerate(painted_frames(film), start=1):
        writer.add(_indices(image, palette), LAST if number == count else FRAME)
        yield number
    writer.close()


def _frames(film: Film, folder: Path) -> Iterator[int]:
    """One PNG for each frame, in a folder that is new or empty."""
    with _new_folder(folder) as place:
        for number, image in enumerate(painted_frames(film), start=1):
            name = place / f"frame-{number:04d}.png"
            if not image.save(str(name)):
                raise UserError(f"{name} could not be written.", "Is there room on the disk?")
            yield number


def _sampled(film: Film) -> "Iterator[Image]":
    """Some frames from the beginning to the end, whose colours serve all."""
    count = len(film_of(film.projection))
    chosen = {round(place) for place in np.linspace(0, count - 1, SAMPLED)}
    painter = MapPainter()
    for frame in film_frames(film.projection, film.axes):
        if frame.number in chosen:
            yield _pillow(_painted(painter, film.scene(frame)))


def _palette_of(pictures: "list[Image]") -> "Image":
    """An image that holds the colours of the pictures."""
    from PIL import Image

    width, height = pictures[0].size
    sheet = Image.new("RGB", (width, height * len(pictures)))
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (0, number * height))
    return sheet.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _painted(painter: MapPainter, scene: Scene) -> QImage:
    image = QImage(QSize(round(scene.width), round(scene.height)), QImage.Format.Format_RGB32)
    brush = QPainter(image)
    complaint = painter.paint(brush, scene)
    brush.end()
    if complaint:
        raise RuntimeError(complaint)
    return image


def _pillow(image: QImage) -> "Image":
    from PIL import Image

    size = (image.width(), image.height())
    return Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)


def _indices(image: QImage, palette: "Image") -> Indices:
    from PIL import Image

    return np.asarray(_pillow(image).quantize(palette=palette, dither=Image.Dither.NONE), np.uint8)


def _colors(palette: "Image") -> Indices:
    return np.array(palette.getpalette("RGB"), np.uint8).reshape(-1, 3)[:COLORS]


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside its place, moved there when all is in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is there already, and not an empty folder.", "Name a new folder for the frames.")
    try:
        place = folder.absolute().with_name(f".{folder.name}.{os.getpid()}")
        place.mkdir()
    except OSError as refused:
        raise UserError(f"{folder} cannot be written: {refused.strerror}.", "Choose another place.") from refused
    try:
        yield place
        if folder.exists():
            folder.rmdir()
        os.replace(place, folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
