"""The film of a training on the command line: `--frames out.gif`, or a folder of PNG frames."""

import argparse
from pathlib import Path

from embexplorer.cli.map_look import GREY
from embexplorer.cli.maps import size_of, without_display
from embexplorer.cli.parser import Parser
from embexplorer.cli.places import refuse_place
from embexplorer.cli.progress import tell_notes
from embexplorer.core.errors import UserError
from embexplorer.core.film_frames import film_kind
from embexplorer.core.look import Look
from embexplorer.core.projection import Projection
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step
from embexplorer.core.trainer import Trainer

SIZE = "800x600"


def has_film(kind: type[Step]) -> bool:
    """Whether this step trains from the beginning, so that it can be seen doing so."""
    return issubclass(kind, Trainer) and kind.reads != "space"


def add_frames(parser: Parser) -> None:
    """Add the flags of a film."""
    group = parser.add_argument_group("the film of the training")
    text = "keep the map of every moment, 20 a second: as FILE.gif, or as PNG frames in a folder of this name"
    group.add_argument("--frames", metavar="FILE", help=text)
    group.add_argument("--frames-size", metavar="WxH", default=SIZE, help=f"of each frame (default: {SIZE})")
    group.add_argument("--theme", choices=("light", "dark"), default="light", help="(default: light)")
    text = "a column of the trained space, such as count (default: one grey)"
    group.add_argument("--color-by", dest="film_color", metavar="COLUMN", help=text)


def check_frames(parsed: argparse.Namespace) -> None:
    """Refuse before the training what cannot be written after it."""
    path = frames_path(parsed)
    if path is None:
        return
    size_of(parsed.frames_size, "--frames-size")
    in_folder = film_kind(parsed.frames) == "folder"
    refuse_place(path, in_folder)
    if in_folder and path.is_dir() and any(path.iterdir()):
        raise UserError(f"{path} is there already, and not an empty folder.", "Name a new folder for the frames.")


def frames_path(parsed: argparse.Namespace) -> Path | None:
    """Where the film goes; None where none was asked for."""
    asked: str | None = getattr(parsed, "frames", None)
    return Path(asked) if asked else None


def deliver_frames(space: EmbeddingSpace, parsed: argparse.Namespace, report: Report) -> None:
    """Paint the film and say how many frames there are; needs no display."""
    path = frames_path(parsed)
    if path is None:
        return
    films = [made for made in space.beside if isinstance(made, Projection) and made.film is not None]
    if not films:
        tell_notes([f"{path} was not written: this training has left no film."])
        return
    without_display()
    from embexplorer.gui.map.film import write_film

    look = Look(color_by=None if parsed.film_color in (None, GREY) else parsed.film_color)
    size = size_of(parsed.frames_size, "--frames-size")
    count = write_film(space, films[0], path, look, size, parsed.theme, report)
    print(f"Written: {path} ({count:,} frames)")
