"""Deliver a projection: its coordinates as CSV or Parquet with their recipe beside them, or a figure of the map."""

import argparse
import os
import re
import sys
from pathlib import Path

from embexplorer.cli.figure_options import SUFFIXES, add_figure_options, figure_file
from embexplorer.cli.filters import check_conditions, with_filters
from embexplorer.cli.layers import add_layers, with_layers
from embexplorer.cli.map_look import add_look, check_columns, look_of, with_hidden
from embexplorer.cli.progress import tell_notes
from embexplorer.core.coordinates import write_coordinates
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.look import Look
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.core.table import Table

FIGURES = tuple(SUFFIXES)
TABLES = (".csv", ".parquet")
SIZE = re.compile(r"(\d{2,5})x(\d{2,5})")
LARGEST = 16_384
HEADLESS = ("linux", "freebsd", "openbsd")


def add_output(group: "argparse._ArgumentGroup") -> None:
    """Add the flags of a map."""
    kinds = f"a figure ({', '.join(FIGURES)}) or coordinates ({', '.join(TABLES)})"
    text = f"{kinds}; may be given more than once\n(default: a .png named after file and step)"
    group.add_argument("-o", "--output", metavar="FILE", action="append", help=text)
    text = "which components, counted from 1 (default: the first two; three give coordinates x, y, z)"
    group.add_argument("--components", metavar="N", nargs="+", help=text)
    add_look(group)
    text = "pixels of a screen whose map the figure is like (default: 1200x900)"
    group.add_argument("--size", metavar="WxH", default="1200x900", help=text)
    add_figure_options(group)
    add_layers(group)


def check_output(parsed: argparse.Namespace) -> None:
    """Refuse before the work what cannot be drawn or written after it."""
    for path in map(Path, parsed.output or ()):
        if path.suffix.lower() not in FIGURES + TABLES:
            kinds = ", ".join(FIGURES + TABLES)
            raise UserError(f"{path} does not say what to write.", f"Let it end in one of: {kinds}.")
    for path in [path for path in map(Path, parsed.output or ("map.png",)) if path.suffix.lower() in FIGURES]:
        figure_file(parsed, path, size_of(parsed.size))
    axes_of(parsed.components)
    check_conditions(parsed)
    with_layers(Look(), parsed)


def check_look(inputs: Inputs, parsed: argparse.Namespace) -> None:
    """Refuse a column that is not there, once the file is open but before the map is made."""
    if inputs.space is not None:
        check_columns(inputs.space, parsed)


def deliver(inputs: Inputs, projection: Projection, parsed: argparse.Namespace, report: Report) -> None:
    """Write every file that was asked for and name it on standard output."""
    space = inputs.the_space()
    paths = [Path(path) for path in parsed.output or ()] or [
        Path(f"{space.name}-{projection.recipe.steps[-1].name}.png")
    ]
    axes = chosen_axes(projection, axes_of(parsed.components))
    for path in paths:
        if path.suffix.lower() in TABLES:
            write_coordinates(path, space, projection, axes)
        else:
            draw(path, space, projection, axes, parsed, report)
        print(f"Written: {path}")
    tell_notes(projection.notes)


def draw(
    path: Path,
    space: EmbeddingSpace,
    projection: Projection,
    axes: tuple[int, ...],
    parsed: argparse.Namespace,
    report: Report,
) -> None:
    """Draw the map as the window would, with its trust; needs no display."""
    without_display()
    from embexplorer.core.resolving import resolve
    from embexplorer.core.wished_columns import coloring_of
    from embexplorer.gui.map.export import ensure_application, write_figure
    from embexplorer.gui.map.page import text_pixels

    probe = build(step_named("trust"), {"axes": axes[:2]})
    trust = perform(probe, Inputs(space=space, projection=projection), report)
    known = trust if isinstance(trust, Table) else None
    look = look_of(space, parsed, (axes[0], axes[1]))
    look = with_filters(look, space, known, parsed.filter)
    look = with_layers(with_hidden(look, coloring_of(space, look, known), parsed.hide), parsed)
    figure = resolve(space, projection, look, trust=known)
    ensure_application()
    size = size_of(parsed.size)
    write_figure(figure, path, figure_file(parsed, path, size, text_pixels()), seen=size)


def without_display() -> None:
    """Let Qt draw in memory: a display that is named but does not answer must not end the command."""
    if sys.platform.startswith(HEADLESS):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def size_of(text: str, flag: str = "--size") -> tuple[int, int]:
    """Width and height in pixels."""
    found = SIZE.fullmatch(text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 64 <= min(size) <= max(size) <= LARGEST:
        raise UserError(f"{flag} is ‘{text}’.", f"Write it as 1200x900; each side 64 to {LARGEST}.")
    return size


def axes_of(given: list[str] | None) -> tuple[int, ...] | None:
    """Two or three component numbers, from 0; None when they were not given."""
    if given is None:
        return None
    if len(given) not in (2, 3) or not all(text.isdecimal() and int(text) > 0 for text in given):
        raise UserError(
            f"--components is ‘{' '.join(given)}’.", "Give two or three numbers of components, such as: 1 3"
        )
    return tuple(int(text) - 1 for text in given)


def chosen_axes(projection: Projection, given: tuple[int, ...] | None) -> tuple[int, ...]:
    """The components to write: those given, else all of a map in three dimensions, else the first two."""
    count = projection.coordinates.shape[1]
    if given is None:
        return (0, 1, 2) if count == 3 and not projection.explained else (0, 1)
    if max(given) >= count:
        raise UserError(f"{projection.name} has {count} components, not {max(given) + 1}.", "Choose smaller numbers.")
    return given
