"""How the user wishes to see a map: colours, layers, components and camera, as values that are saved and undone."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

Scale = Literal["auto", "categorical", "sequential", "diverging"]
Outside = Literal["ends", "grey", "hide"]
TrustView = Literal["fade", "kept", "invented", "lost"]
LAYERS = ("density", "points", "edges", "contours", "hulls", "arrows", "trust", "labels", "legend")  # back to front
DensityBy = Literal["class", "all"]
BANDWIDTH = 8.0  # pixels
CONTOURS = (0.25, 0.5, 0.75, 0.95)
SHOWN = ("points", "edges", "arrows", "labels", "legend")  # those that are on at first


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
class ColumnFilter:
    """Which rows a column lets through: numbers from `low` to `high`, or one of these `values` as text.

    Words may have to contain a text, in whatever case. Rows without a value pass only if `missing`.
    """

    column: str
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] | None = None
    missing: bool = False
    contains: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """`color_by` is a column of the space or of the trust table, None for one grey. `axes` are component numbers.

    Where there are `sets`, they colour the map in place of the column. `colors` are the user's own,
    (class as `class_name` writes it, "#rrggbb"), `hidden` the classes of this colouring that the legend hides.
    `colored_range` are the values between which a scale runs, `outside` is what becomes of those beyond: the colours at
    the ends, grey, or hidden.
    `logarithmic` is None where the column decides, `most_classes` where the palette does. `size_by` and
    `shape_by` are columns; `point_size` is a factor of the radius that a map of so many points has. `layers` are those
    that are on, `order` all of them from back to front, `opacity` (layer, 0 to 1) of those that are not opaque.
    `label_by` is the column that ranks labels, None for the usual order (`label_reverse`: the other way round),
    `label_density` says how many there are, from 0 (none but marked ones) to 2 (all that fit); `group_by` is the column
    whose classes have hulls and names, None for that of the colours or dense regions, "" for none.
    With `blend` the density takes the place of points where they lie over each other, although its layer is off.
    `bandwidth` is the standard deviation in pixels with which the density is smoothed; `contour_levels` are the shares
    of the points in view that the areas within the contours hold. `class_order` is for a part of a space: (column, its
    classes in the order of colours and symbols that the whole has), so that both show a class alike. Of a
    legend that is folded only the title is shown.
    """

    color_by: str | None = None
    sets: ColoredSets | None = None
    scale: Scale = "auto"
    palette: str = "auto"
    axes: tuple[int, int] = (0, 1)
    layers: tuple[str, ...] = SHOWN
    camera: Camera | None = None
    order: tuple[str, ...] = LAYERS
    opacity: tuple[tuple[str, float], ...] = ()
    point_size: float = 1.0
    size_by: str | None = None
    shape_by: str | None = None
    colors: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ()
    colored_range: tuple[float, float] | None = None
    label_by: str | None = None
    label_density: float = 1.0
    group_by: str | None = None
    filters: tuple[ColumnFilter, ...] = ()
    trust_view: TrustView = "fade"
    trust_k: int = 15
    label_reverse: bool = False
    blend: bool = True
    bandwidth: float = BANDWIDTH
    density_by: DensityBy = "class"
    contour_levels: tuple[float, ...] = CONTOURS
    outside: Outside = "ends"
    logarithmic: bool | None = None
    most_classes: int | None = None
    class_order: tuple[tuple[str, tuple[str, ...]], ...] = ()
    legend_folded: bool = False

    def colored_by(self, column: str | None, scale: Scale = "auto") -> "Look":
        """This look with the colours of another column, without what was wished for the classes or values of the last.

        Colours that the user has chosen for classes stay: they are kept for each column.
        """
        return replace(
            self, color_by=column, sets=None, scale=scale, palette="auto", hidden=(), colored_range=None,
            outside="ends", logarithmic=None, most_classes=None,
        )  # fmt: skip

    def toggled(self, layer: str) -> "Look":
        """This look with the layer switched on or off. Who switches the density off wants points, however many."""
        on = tuple(name for name in LAYERS if (name in self.layers) != (name == layer))
        return replace(self, layers=on, blend=self.blend and (layer != "density" or layer in on))

    def ordered(self, layer: str, steps: int) -> "Look":
        """This look with the layer so many steps farther in front (or behind, where they are negative)."""
        rest = [name for name in self.order if name != layer]
        place = min(max(self.order.index(layer) + steps, 0), len(rest))
        return replace(self, order=(*rest[:place], layer, *rest[place:]))

    def opacity_of(self, layer: str) -> float:
        """0 to 1."""
        return dict(self.opacity).get(layer, 1.0)

    def with_opacity(self, layer: str, opacity: float) -> "Look":
        """This look with the layer so opaque."""
        others = {name: value for name, value in self.opacity if name != layer}
        given = others if opacity >= 1 else {**others, layer: max(0.0, opacity)}
        return replace(self, opacity=tuple((name, given[name]) for name in LAYERS if name in given))

    def to_json(self) -> dict[str, Any]:
        """A plain object."""
        return asdict(self)

    @staticmethod
    def from_json(plain: dict[str, Any]) -> "Look":
        """The inverse of `to_json`. What the writer did not know is as at first; what only it knew is left."""
        known = {field.name: _tuples(plain[field.name]) for field in fields(Look) if field.name in plain}
        if "order" not in plain:  # arrows were always on
            known["layers"] = tuple(name for name in LAYERS if name in (*known["layers"], "arrows"))
        for name, read in READ.items():
            if plain.get(name) is not None:
                known[name] = read(plain[name])
        if "order" in known:  # layers may have come since
            known["order"] = (*known["order"], *(name for name in LAYERS if name not in known["order"]))
        return Look(**known)


def _tuples(value: Any) -> Any:
    """JSON knows lists where a frozen value has tuples."""
    return tuple(_tuples(one) for one in value) if isinstance(value, list | tuple) else value


def _sets(plain: dict[str, Any]) -> ColoredSets:
    sets = tuple(ColoredSet(name=one["name"], rows=tuple(one["rows"]), asked=one["asked"]) for one in plain["sets"])
    return ColoredSets(title=plain["title"], sets=sets)


def _filters(plain: list[dict[str, Any]]) -> tuple[ColumnFilter, ...]:
    known = {field.name for field in fields(ColumnFilter)}
    return tuple(ColumnFilter(**{name: _tuples(one[name]) for name in one if name in known}) for one in plain)


READ: dict[str, Callable[[Any], Any]] = {"camera": lambda plain: Camera(**plain), "sets": _sets, "filters": _filters}
