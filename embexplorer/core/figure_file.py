"""How a figure is put into a file: kind, size in print, resolution, type, ground and what is drawn, as one value."""

import math
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from embexplorer.core.errors import UserError

FileKind = Literal["png", "svg", "pdf", "html"]
Ground = Literal["light", "dark", "clear", "clear-dark"]  # clear: nothing behind it, for a light or a dark page
PARTS = ("title", "legend", "labels", "badges", "caption")

INCH = 25.4  # millimetres
POINT = 72  # of them to an inch
SCREEN_INCH = 96  # pixels of the screen to an inch, as CSS has it
SMALLEST, LARGEST = 20.0, 1200.0  # millimetres
COARSEST, FINEST = 36, 2400  # dots to an inch
TINIEST, HUGEST = 3.0, 72.0  # points
LEGIBLE = 5.0  # points; below it printed text is hard to read
LONGEST = 16_384  # pixels of a side
MOST = 120_000_000  # pixels
PRINTED, SEEN = 7.0, 8.25  # points of most text at first: in print, and in a browser, where it is as in the program
VECTOR_POINTS = 5_000  # up to so many points a vector file holds each as a shape
MOST_VECTOR_POINTS = 200_000


@dataclass(frozen=True, kw_only=True)
class Column:
    """A width that a publisher asks for, in millimetres."""

    publisher: str
    name: str
    width: float


COLUMNS = (
    Column(publisher="Nature", name="1 column", width=89),
    Column(publisher="Nature", name="1½ columns", width=136),
    Column(publisher="Nature", name="2 columns", width=183),
    Column(publisher="Science", name="1 column", width=57),
    Column(publisher="Science", name="2 columns", width=121),
    Column(publisher="Science", name="3 columns", width=184),
    Column(publisher="PNAS", name="1 column", width=87),
    Column(publisher="PNAS", name="1½ columns", width=114),
    Column(publisher="PNAS", name="2 columns", width=178),
    Column(publisher="Elsevier", name="1 column", width=90),
    Column(publisher="Elsevier", name="1½ columns", width=140),
    Column(publisher="Elsevier", name="2 columns", width=190),
    Column(publisher="IEEE", name="1 column", width=88.9),
    Column(publisher="IEEE", name="2 columns", width=181),
    Column(publisher="ACL", name="1 column", width=77),
    Column(publisher="ACL", name="2 columns", width=160),
)  # as their instructions to authors say


@dataclass(frozen=True, kw_only=True)
class FigureFile:
    """`width` and `height` in millimetres, `dpi` dots to an inch, `points` the size of most text in printer's points.

    `family` is the typeface, the program's own where it is empty. `parts` are those of PARTS that are drawn. A vector
    file holds each point as a shape up to `vector_points` of them, else all as one image.
    """

    kind: FileKind = "png"
    width: float = 183.0
    height: float = 120.0
    dpi: int = 300
    family: str = ""
    points: float = PRINTED
    ground: Ground = "light"
    parts: tuple[str, ...] = ("legend", "labels", "badges")
    vector_points: int = VECTOR_POINTS

    @property
    def is_dark(self) -> bool:
        """The colours are those of the dark theme."""
        return self.ground in ("dark", "clear-dark")

    @property
    def is_clear(self) -> bool:
        """Nothing is painted behind the figure."""
        return self.ground.startswith("clear")

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in dots."""
        return max(1, round(self.width / INCH * self.dpi)), max(1, round(self.height / INCH * self.dpi))

    def checked(self) -> "FigureFile":
        """The same; raises UserError for what cannot be."""
        _within("The width", self.width, SMALLEST, LARGEST, " mm")
        _within("The height", self.height, SMALLEST, LARGEST, " mm")
        _within("The resolution", self.dpi, COARSEST, FINEST, " dpi")
        _within("The size of text", self.points, TINIEST, HUGEST, " pt")
        _within("The most points as shapes", self.vector_points, 0, MOST_VECTOR_POINTS, "")
        self._check_words()
        wide, high = self.pixels
        if max(wide, high) > LONGEST or wide * high > MOST:
            raise UserError(
                f"The figure would have {wide:,} × {high:,} pixels.", "Take a lower resolution or a smaller size."
            )
        return self

    def to_json(self) -> dict[str, Any]:
        """A plain object."""
        return {**asdict(self), "parts": list(self.parts)}

    @staticmethod
    def from_json(plain: dict[str, Any]) -> "FigureFile":
        """The inverse of `to_json`: what is not said is as at first, what is not known is left."""
        known = {field.name: plain[field.name] for field in fields(FigureFile) if field.name in plain}
        if "parts" in known:
            known["parts"] = tuple(known["parts"])
        return FigureFile(**known)

    def _check_words(self) -> None:
        _one_of("The kind of file", self.kind, get_args(FileKind))
        _one_of("The ground", self.ground, get_args(Ground))
        for part in self.parts:
            _one_of("What is drawn", part, PARTS)


def of_screen(kind: FileKind, size: tuple[int, int], dark: bool, ratio: float, text: float) -> FigureFile:
    """The figure as it is on a screen of 96 pixels to an inch: `size` in its pixels, `text` pixels high."""
    return FigureFile(
        kind=kind,
        width=size[0] / SCREEN_INCH * INCH,
        height=size[1] / SCREEN_INCH * INCH,
        dpi=round(SCREEN_INCH * ratio),
        points=text / SCREEN_INCH * POINT,
        ground="dark" if dark else "light",
    )


def _within(name: str, value: float, low: float, high: float, unit: str) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise UserError(f"{name} is {value:g}{unit}.", f"Expected {low:,g} to {high:,g}{unit}.")


def _one_of(name: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise UserError(f"{name} is ‘{word}’.", f"There are: {', '.join(known)}.")
