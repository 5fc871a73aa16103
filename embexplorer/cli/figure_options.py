"""The flags of a figure: its size in print, resolution, type, ground and what is drawn, or all of them from a file."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.core.figure_file import PARTS, FigureFile, FileKind, of_screen
from embexplorer.core.number_text import number_text

TEXT = 11.0  # pixels of most text on a screen
FINE = 2.0  # dots to a pixel of the screen, where no size in print is asked for
GROUNDS = ("light", "dark", "clear", "clear-dark")
NUMBERS = ("width", "height", "dpi", "font_size", "vector_points")
SUFFIXES: dict[str, FileKind] = {".png": "png", ".svg": "svg", ".pdf": "pdf", ".html": "html"}


def add_figure_options(group: "argparse._ArgumentGroup") -> None:
    """Add the flags."""
    said = FigureFile()
    text = "in print, such as 89 or 183 (default: --size at 96 pixels to an inch)"
    group.add_argument("--width", metavar="MM", help=text)
    group.add_argument("--height", metavar="MM", help="in print (default: in the shape of --size)")
    text = f"dots to an inch (default: {said.dpi} with --width, else twice the pixels of --size)"
    group.add_argument("--dpi", metavar="N", help=text)
    group.add_argument("--font", metavar="FAMILY", help="typeface of the figure (default: that of the desktop)")
    text = f"in points (default: {said.points:g} with --width, else as on a screen)"
    group.add_argument("--font-size", metavar="PT", help=text)
    group.add_argument("--theme", choices=GROUNDS, help="clear: nothing behind the figure (default: light)")
    text = f"what is drawn beside the map (default: {' '.join(said.parts)})"
    group.add_argument("--draw", metavar="PART", nargs="*", choices=PARTS, help=f"{text}\nparts: {', '.join(PARTS)}")
    text = f"an SVG or PDF holds so many points as shapes, more as one image (default: {said.vector_points:,})"
    group.add_argument("--vector-points", metavar="N", help=text)
    text = "JSON of an earlier figure, as its description ends with; flags that are given go first"
    group.add_argument("--figure", metavar="FILE", help=text)


def figure_file(parsed: argparse.Namespace, path: Path, size: tuple[int, int], screen_text: float = TEXT) -> FigureFile:
    """What the flags ask for; `screen_text` is how many pixels high text is on a screen. Raises UserError."""
    kind = SUFFIXES[path.suffix.lower()]
    numbers = {name: _number(parsed, name) for name in NUMBERS}
    file = _start(parsed, size, numbers, screen_text)
    chosen = {
        "dpi": None if numbers["dpi"] is None else round(numbers["dpi"]),
        "points": numbers["font_size"],
        "family": parsed.font,
        "ground": parsed.theme,
        "parts": None if parsed.draw is None else tuple(parsed.draw),
        "vector_points": None if numbers["vector_points"] is None else round(numbers["vector_points"]),
    }
    return replace(file, kind=kind, **{name: value for name, value in chosen.items() if value is not None}).checked()


def _start(
    parsed: argparse.Namespace, size: tuple[int, int], numbers: dict[str, float | None], screen_text: float
) -> FigureFile:
    """Before the other flags: an earlier figure, one of a size in print, or one as on a screen."""
    width, height = numbers["width"], numbers["height"]
    if parsed.figure:
        earlier = _read(Path(parsed.figure))
        return replace(earlier, width=width or earlier.width, height=height or earlier.height)
    if width is None and height is None:
        return of_screen("png", size, False, FINE, screen_text)
    shape = size[0] / size[1]
    width = width or (height or 0.0) * shape
    return FigureFile(width=width, height=height or round(width / shape, 2))


def _number(parsed: argparse.Namespace, name: str) -> float | None:
    text = getattr(parsed, name)
    if text is None:
        return None
    flag = f"--{name.replace('_', '-')}"
    try:
        value = float(text)
    except ValueError:
        raise UserError(f"{flag} is ‘{text}’.", "Write a number.") from None
    if not value >= 0:
        raise UserError(f"{flag} is {number_text(value)}.", "Write a number above 0.")
    return value


def _read(path: Path) -> FigureFile:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(plain, dict):
            raise UserError(f"{path} does not describe a figure.", "Expected JSON such as a figure's description has.")
        return FigureFile.from_json(plain).checked()
    except OSError as refused:
        raise UserError(f"{path} cannot be read: {refused.strerror}.", "Check the name.") from refused
    except (ValueError, TypeError) as wrong:
        raise UserError(
            f"{path} does not describe a figure: {wrong}.", "Expected JSON such as a figure's description has."
        ) from wrong
