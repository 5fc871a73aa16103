"""Which layers that are on have nothing to draw, and why: a switch that changes nothing must say so."""

from collections.abc import Callable

from embexplorer.core.figure import Figure
from embexplorer.core.trust_view import LAYER as TRUST
from embexplorer.core.trust_view import MOST_CLASSES


def empty_layers(figure: Figure) -> dict[str, str]:
    """The reason of each layer that is on and has nothing to draw, in one sentence."""
    reasons = {layer: WHY[layer](figure) for layer in figure.layers if layer in WHY}
    return {layer: reason for layer, reason in reasons.items() if reason}


def _no_points(figure: Figure) -> str:
    return "No row is shown." if figure.shown is not None and not figure.shown.any() else ""


def _no_labels(figure: Figure) -> str:
    return _no_points(figure) or ("" if figure.label_density else "Only marked words: none others are asked for.")


def _no_edges(figure: Figure) -> str:
    if figure.pinned is None:
        return "Click a point to pin its word."
    if not figure.is_shown(figure.pinned):
        return f"The pinned word ‘{figure.keys[figure.pinned]}’ is not shown."
    if not figure.edges:
        return f"No true neighbours of ‘{figure.keys[figure.pinned]}’ are known here."
    return "" if any(figure.is_shown(edge.row) for edge in figure.edges) else "None of its true neighbours is shown."


def _no_arrows(figure: Figure) -> str:
    if not figure.arrows:
        return "Ask an analogy to draw some."
    seen = any(figure.is_shown(arrow.start) and figure.is_shown(arrow.end) for arrow in figure.arrows)
    return "" if seen else "Their words are not shown."


def _no_contours(figure: Figure) -> str:
    return _no_points(figure) or ("" if figure.contour_levels else "No share of the points is chosen.")


def _no_hulls(figure: Figure) -> str:
    return f"{figure.no_hulls[:1].upper()}{figure.no_hulls[1:]}." if figure.no_hulls else ""


def _no_trust(figure: Figure) -> str:
    if not figure.trust:
        return "What this map keeps is not known yet."
    many = len(figure.coloring.entries)
    return f"{many:,} classes are too many to fade." if figure.faded is None and many > MOST_CLASSES else ""


def _no_legend(figure: Figure) -> str:
    plain = figure.coloring.kind == "plain" and figure.sizing is None and figure.shaping is None
    return "One grey needs no legend." if plain else ""


WHY: dict[str, Callable[[Figure], str]] = {
    "points": _no_points,
    "labels": _no_labels,
    "edges": _no_edges,
    "arrows": _no_arrows,
    "contours": _no_contours,
    "hulls": _no_hulls,
    TRUST: _no_trust,
    "legend": _no_legend,
}
