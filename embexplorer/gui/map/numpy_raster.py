"""The topmost symbol at each pixel in plain numpy: what the kernel must agree with, and draws until it is loaded."""

import math

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import IndexArray
from embexplorer.gui.map import symbols
from embexplorer.gui.map.dots import Codes, Dots
from embexplorer.gui.map.point_style import FACTORS, LEAST, PLAIN, PointStyle
from embexplorer.gui.map.transform import MapTransform

Pixels = npt.NDArray[np.uint32]
Reals = npt.NDArray[np.float64]
EMPTY = -1
HALF = 0.5**0.5
WHOLE = 255


def draw(
    dots: Dots, view: MapTransform, style: PointStyle, colors: Pixels, around: int, pixels: Pixels, seen: IndexArray
) -> None:
    """Draw the points as `pixels` and enter the ranks seen; see `Raster.draw`.

    At each pixel: what covers it wholly, edges that lie above, the outline above those, the edge within that outline.
    """
    shape = (pixels.shape[0], pixels.shape[1])
    own, ring = colors[dots.codes], np.full(len(dots), around, np.uint32)
    whole, found, soft, rim = (
        topmost(dots, view, style.radius, shape, wider) for wider in (-0.5, 0.0, 0.5, style.outline + 0.5)
    )
    pixels[:] = 0
    shaded(whole, dots, own, view, style.radius, 0.0, pixels)
    shaded(np.where((soft > whole) & (soft < rim), soft, EMPTY), dots, own, view, style.radius, 0.0, pixels)
    if style.outline:
        shaded(np.where(rim > whole, rim, EMPTY), dots, ring, view, style.radius, style.outline, pixels)
    shaded(np.where((soft > whole) & (soft == rim), soft, EMPTY), dots, own, view, style.radius, 0.0, pixels)
    if style.opacity < 1:
        pixels[:] = faded(pixels.reshape(-1), style.opacity).reshape(shape)
    np.copyto(seen, found + dots.first, where=found >= 0)


def sketch(dots: Dots, view: MapTransform, style: PointStyle, colors: Pixels, pixels: Pixels, seen: IndexArray) -> None:
    """As `draw`, many times as fast: of the points in one pixel only the highest, as a soft disc around the middle of
    that pixel whatever its symbol, without outlines."""
    height, width = pixels.shape
    across, down, points = _in_view(dots, view, 0, (height, width))
    radii = np.array([style.radius]) if dots.sizes is None else style.radius * FACTORS[dots.sizes[points]]
    reach = math.ceil(float(radii.max(initial=0.0)))
    wide = width + 2 * reach
    padded = np.full((height + 2 * reach, wide), EMPTY, np.int32)
    filled = np.zeros(padded.size, np.uint8)
    place = (down.astype(np.int32) + reach) * wide + across.astype(np.int32) + reach
    flat = padded.reshape(-1)
    flat[place] = np.arange(len(points), dtype=np.int32)  # of several at one pixel the last is the highest
    highest = flat[flat != EMPTY]
    alike = dots.sizes is None  # one radius, and nothing to look up
    place, radii = place[highest], radii if alike else radii[highest]
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            share = np.clip((radii + (0.5 - math.hypot(dx, dy))) * WHOLE, 0, WHOLE).astype(np.uint8)
            if not share.any():
                continue
            covers = slice(None) if alike else np.flatnonzero(share)
            touched = place[covers] + (dy * wide + dx)
            flat[touched] = np.maximum(flat[touched], highest[covers])
            filled[touched] = np.maximum(filled[touched], share[covers])
    inner = np.s_[reach : reach + height, reach : reach + width]
    found, filled = padded[inner], filled.reshape(padded.shape)[inner]
    there = found != EMPTY
    drawn, inside = points[found[there]], filled[there] >= WHOLE / 2
    pixels[:] = 0
    own = _channels(faded(colors, style.opacity))[dots.codes[drawn]]
    pixels[there] = _packed(own * (filled[there] / WHOLE)[:, None])
    there[there] = inside
    seen[there] = drawn[inside] + dots.first


def faded(colors: Pixels, opacity: float) -> Pixels:
    """These colours let through at this opacity, premultiplied."""
    return _packed(_channels(colors) * min(1.0, opacity))


def cut_out(upper: Pixels, lower: Pixels, opacity: float) -> None:
    """Take away from the lower image what the upper one, drawn at `opacity`, covers."""
    places = np.flatnonzero((upper >> 24 != 0) & (lower != 0))
    covered = np.minimum(1.0, (upper.reshape(-1)[places] >> 24) / (255 * opacity))
    lower.reshape(-1)[places] = _packed(_channels(lower.reshape(-1)[places]) * (1 - covered)[:, None])


def topmost(dots: Dots, view: MapTransform, radius: float, shape: tuple[int, int], wider: float = 0.0) -> IndexArray:
    """For each pixel the last point whose symbol covers the pixel's centre, or −1: rows × columns, int32.

    `wider` is how much farther than to its edge a symbol covers. For each place of a pixel relative to a point's own
    pixel: all points at once, the later ones winning.
    """
    height, width = shape
    radii, kinds = _own(dots, radius)
    reach = math.ceil(float(radii.max(initial=0.0)) * symbols.EXTENT + max(0.0, wider) + 0.5)
    across, down, points = _in_view(dots, view, reach, shape)
    column, row = np.floor(across).astype(np.int64), np.floor(down).astype(np.int64)
    wide = width + 4 * reach
    padded = np.full((height + 4 * reach, wide), EMPTY, np.int32)
    flat = padded.reshape(-1)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            deep = depth(kinds[points], column + dx + 0.5 - across, row + dy + 0.5 - down, radii[points])
            covers = deep > -wider
            place = (row + dy + 2 * reach) * wide + column + dx + 2 * reach
            touched, above = place[covers], points[covers]
            flat[touched] = np.maximum(flat[touched], above)  # of several at one pixel the last is the highest
    return np.ascontiguousarray(padded[2 * reach : 2 * reach + height, 2 * reach : 2 * reach + width])


def depth(kinds: Codes, across: Reals, down: Reals, radius: Reals) -> Reals:
    """How deep inside the edge of its symbol each place lies, in pixels, from the middle; negative outside.

    Within half a pixel of a round edge, the difference of the squares is as good as the distance, as in the kernel.
    """
    deep = _inside(across**2 + down**2, radius)
    for symbol in np.unique(kinds[kinds != symbols.DISC]):
        of = kinds == symbol
        deep[of] = _depth(int(symbol), across[of], down[of], radius[of])
    return deep


def _depth(symbol: int, across: Reals, down: Reals, radius: Reals) -> Reals:
    far, high = np.abs(across), np.abs(down)
    match symbol:
        case symbols.SQUARE:
            return symbols.SIDE * radius - np.maximum(far, high)
        case symbols.TRIANGLE:
            side = (down + symbols.APEX * radius) * symbols.WIDE - far * (symbols.APEX + symbols.BASE)
            return np.minimum(
                symbols.BASE * radius - down, side / math.hypot(symbols.WIDE, symbols.APEX + symbols.BASE)
            )
        case symbols.DOWN:
            return _depth(symbols.TRIANGLE, across, -down, radius)
        case symbols.DIAMOND:
            return (radius - far / symbols.WAIST - high / symbols.TIP) / math.hypot(1 / symbols.WAIST, 1 / symbols.TIP)
        case symbols.PLUS:
            long, short = np.maximum(far, high), np.minimum(far, high)
            return np.minimum(symbols.LONG * radius - long, symbols.ARM * radius - short)
        case symbols.CROSS:
            return _depth(symbols.PLUS, (across + down) * HALF, (across - down) * HALF, radius)
        case symbols.RING:
            square, hole = across**2 + down**2, symbols.HOLE * radius
            return np.minimum(_inside(square, symbols.RIM * radius), (square - hole**2) / (2 * hole + 0.5))
    raise AssertionError(symbol)


def _inside(square: Reals, radius: Reals) -> Reals:
    return (radius**2 - square) / np.maximum(2 * radius - 0.5, 0.5)


def _own(dots: Dots, radius: float) -> tuple[Reals, Codes]:
    """The radius and the symbol of each point; symbols too small to be told apart are discs."""
    count = len(dots)
    radii = np.full(count, radius) if dots.sizes is None else np.maximum(LEAST, radius * FACTORS[dots.sizes])
    kinds = np.zeros(count, np.uint8) if dots.shapes is None else np.where(radii >= PLAIN, dots.shapes, np.uint8(0))
    return radii, kinds


def _in_view(
    dots: Dots, view: MapTransform, reach: int, shape: tuple[int, int]
) -> tuple[Reals, Reals, npt.NDArray[np.int32]]:
    """Pixels and numbers of the points that may touch the image; a point that is not finite never does."""
    across = dots.xs.astype(np.float64) * view.scale + view.left
    down = view.top - dots.ys.astype(np.float64) * view.scale
    near = (across >= -reach) & (across < shape[1] + reach) & (down >= -reach) & (down < shape[0] + reach)
    points = np.flatnonzero(near).astype(np.int32)
    return across[points], down[points], points


def shaded(
    ids: IndexArray, dots: Dots, colors: Pixels, view: MapTransform, radius: float, wider: float, pixels: Pixels
) -> None:
    """Lay the colours of these symbols over `pixels` (premultiplied ARGB), softened at the edge of each.

    `ids` are the points whose colour each pixel gets, at most half a pixel farther than `wider` from the edge; `colors`
    is ARGB by point.
    """
    row, column = np.nonzero(ids != EMPTY)
    points = ids[row, column]
    across = column + 0.5 - (dots.xs[points] * view.scale + view.left)
    down = row + 0.5 - (view.top - dots.ys[points] * view.scale)
    radii, kinds = _own(dots, radius)
    share = np.clip(depth(kinds[points], across, down, radii[points]) + wider + 0.5, 0.0, 1.0)
    above = _channels(colors[points]) * share[:, None]
    below = _channels(pixels[row, column])
    pixels[row, column] = _packed(above + below * (1.0 - share[:, None]))


def _channels(pixels: Pixels) -> Reals:
    return (pixels[:, None] >> np.array([24, 16, 8, 0], np.uint32) & 255).astype(np.float64)


def _packed(channels: Reals) -> Pixels:
    whole = np.clip(channels + 0.5, 0, 255).astype(np.uint32)
    return np.asarray(whole[:, 0] << 24 | whole[:, 1] << 16 | whole[:, 2] << 8 | whole[:, 3], np.uint32)
