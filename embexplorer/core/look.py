"""How the user wishes to see a map: colours, layers, components and camera, as values that are saved and undone."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Scale = Literal["auto", "categorical", "sequential", "diverging"]
LAYERS = ("points", "labels", "edges", "legend")


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Centre of the view in map units and screen pixels per map unit; None in a Look means: fit everything."""

    x: float
    y: float
    scale: float


@dataclass(frozen=True, kw_only=True)
class ColoredSet:
    """A set of words as a class of a map: the rows that were found, of so many words that were asked for."""

    name: str
    rows: tuple[int, ...]
    asked: int


@dataclass(frozen=True, kw_only=True)
class ColoredSets:
    """Sets of words that colour a map, in the order of the classes' colours; `title` is what they are together."""

    title: str
    sets: tuple[ColoredSet, ...]


@dataclass(frozen=True, kw_only=True)
class Look:
    """`color_by` is a column of the space or of the trust table, None for one grey. `axes` are component numbers.

    Where there are `sets`, they colour the map in place of the column.
    """

    color_by: str | None = None
    sets: ColoredSets | None = None
    scale: Scale = "auto"
    palette: str = "auto"
    axes: tuple[int, int] = (0, 1)
    layers: tuple[str, ...] = LAYERS
    camera: Camera | None = None

    def toggled(self, layer: str) -> "Look":
        """This look with the layer switched on or off."""
        on = [name for name in LAYERS if (name in self.layers) != (name == layer)]
        return replace(self, layers=tuple(on))

    def to_json(self) -> dict[str, Any]:
        """A plain object."""
        return asdict(self)

    @staticmethod
    def from_json(plain: dict[str, Any]) -> "Look":
        """The inverse of `to_json`."""
        camera = Camera(**plain["camera"]) if plain["camera"] else None
        values = {**plain, "axes": tuple(plain["axes"]), "layers": tuple(plain["layers"]), "camera": camera}
        return Look(**{**values, "sets": _sets(plain.get("sets"))})


def _sets(plain: dict[str, Any] | None) -> ColoredSets | None:
    """The sets of a plain object; looks that were kept by earlier versions have none."""
    if plain is None:
        return None
    sets = tuple(ColoredSet(name=one["name"], rows=tuple(one["rows"]), asked=one["asked"]) for one in plain["sets"])
    return ColoredSets(title=plain["title"], sets=sets)
