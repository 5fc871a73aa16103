"""How large and how opaque points are drawn: the fewer there are in view, the larger."""

from dataclasses import dataclass

FEW, SOME, MANY = 1_000, 10_000, 100_000
OUTLINE = 0.6


@dataclass(frozen=True, kw_only=True)
class PointStyle:
    """Radius and outline in pixels; the outline is drawn in the map's colour around the disc."""

    radius: float
    opacity: float
    outline: float = 0.0


def grey_style(in_view: int) -> PointStyle:
    """Points without a class, by how many points of all kinds are in view."""
    if in_view <= FEW:
        return PointStyle(radius=3.5, opacity=1.0)
    if in_view <= SOME:
        return PointStyle(radius=1.5, opacity=0.85)
    return _crowd_style(in_view)


def classed_style(classed_in_view: int, in_view: int, quiet: bool = False) -> PointStyle:
    """Points with a colour of their own: by how many of them are in view, so that a few stand out of a large crowd.

    A `quiet` colouring gives a colour to all: they are drawn as grey points are.
    """
    if quiet:
        return grey_style(in_view)
    if in_view <= FEW:
        return PointStyle(radius=3.5, opacity=1.0)
    if classed_in_view <= SOME:
        return PointStyle(radius=3.0, opacity=1.0, outline=OUTLINE)
    return _crowd_style(classed_in_view)


def _crowd_style(in_view: int) -> PointStyle:
    if in_view <= MANY:
        return PointStyle(radius=1.5, opacity=0.7)
    return PointStyle(radius=1.0, opacity=0.5)
