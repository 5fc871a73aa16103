"""Which layers a figure of a map has, in which order and how opaque, from the command line."""

import argparse
from dataclasses import replace

from embexplorer.core.contour_levels import levels_read
from embexplorer.core.errors import UserError
from embexplorer.core.look import LAYERS, SHOWN, Look

FINEST, WIDEST = 2.0, 64.0  # pixels of bandwidth


def add_layers(group: "argparse._ArgumentGroup") -> None:
    """Add the flags."""
    usual = f"(default: {','.join(SHOWN)}, and density where points overlap)"
    text = f"layers of a figure from back to front, of: {', '.join(LAYERS)}\n{usual}"
    group.add_argument("--layers", metavar="A,B,…", help=text)
    text = "how opaque a layer is, 0 to 1, such as points=0.5; may be given more than once"
    group.add_argument("--opacity", metavar="LAYER=X", action="append", help=text)
    text = f"of density and contours, {FINEST:g} to {WIDEST:g} pixels (default: {Look().bandwidth:g})"
    group.add_argument("--bandwidth", metavar="PIXELS", help=text)
    text = "per cent of the points that contours enclose (default: 25 50 75 95)"
    group.add_argument("--contours", metavar="N", nargs="+", help=text)


def with_layers(look: Look, parsed: argparse.Namespace) -> Look:
    """The look with what was asked for. Layers that were named are all there are: no density comes by itself then."""
    if parsed.layers is not None:
        named = _layers(parsed.layers)
        rest = tuple(name for name in LAYERS if name not in named)
        shown = tuple(name for name in LAYERS if name in named)
        look = replace(look, layers=shown, order=(*rest, *named), blend=False)
    for given in parsed.opacity or ():
        look = look.with_opacity(*_opacity(given))
    if parsed.bandwidth is not None:
        look = replace(look, bandwidth=_bandwidth(parsed.bandwidth))
    if parsed.contours is not None:
        look = replace(look, contour_levels=levels_read(" ".join(parsed.contours)))
    return look


def _layers(text: str) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in LAYERS]
    if unknown:
        raise UserError(f"There is no layer ‘{unknown[0]}’.", f"There are: {', '.join(LAYERS)}.")
    return tuple(dict.fromkeys(names))


def _opacity(text: str) -> tuple[str, float]:
    layer, sign, share = text.partition("=")
    names, number = _layers(layer), _number(share)
    if not sign or len(names) != 1 or number is None or not 0 <= number <= 1:
        raise UserError(f"--opacity is ‘{text}’.", "Write a layer and a number from 0 to 1, such as: points=0.5")
    return names[0], number


def _bandwidth(text: str) -> float:
    number = _number(text)
    if number is None or not FINEST <= number <= WIDEST:
        raise UserError(f"--bandwidth is ‘{text}’.", f"Give a number of pixels from {FINEST:g} to {WIDEST:g}.")
    return number


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
