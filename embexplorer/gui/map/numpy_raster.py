"""The topmost disc at each pixel in plain numpy: what the kernel must agree with, and what draws until it is loaded."""

import math

import numpy as np
import numpy.typing as npt

from embexplorer.core.typing import IndexArray
from embexplorer.gui.map.dots import Dots
from embexplorer.gui.map.point_style import PointStyle
from embexplorer.gui.map.transform import MapTransform

Pixels = npt.NDArray[np.uint32]
EMPTY = -1


def draw(
    dots: Dots, view: MapTransform, style: PointStyle, colors: Pixels, around: int, pixels: Pixels, seen: IndexArray
) -> None:
    """Lay the points over `pixels` and enter the ranks seen; see `Raster.draw`.

    At each pixel: what covers it wholly, edges that lie above, the outline above those, the edge within that outline.
    """
    shape = (pixels.shape[0], pixels.shape[1])
    own, ring = colors[dots.codes], np.full(len(dots), around, np.uint32)
    outer = style.radius + style.outline
    whole, soft, rim = (
        topmost(dots.xs, dots.ys, view, max(0.0, radius), shape)
        for radius in (style.radius - 0.5, style.radius + 0.5, outer + 0.5)
    )
    disc, edge = (own, view, style.radius, style.opacity, pixels), (ring, view, outer, 1.0, pixels)
    shaded(whole, dots, *disc)
    shaded(np.where((soft > whole) & (soft < rim), soft, EMPTY), dots, *disc)
    if style.outline:
        shaded(np.where(rim > whole, rim, EMPTY), dots, *edge)
    shaded(np.where((soft > whole) & (soft == rim), soft, EMPTY), dots, *disc)
    found = topmost(dots.xs, dots.ys, view, style.radius, shape)
    np.copyto(seen, found + dots.first, where=found >= 0)


def sketch(dots: Dots, view: MapTransform, style: PointStyle, colors: Pixels, pixels: Pixels, seen: IndexArray) -> None:
    """As `draw`, many times as fast: discs of whole pixels, the last one winning, without outlines."""
    reach = round(style.radius)
    across, down, points = _in_view(dots.xs, dots.ys, view, 0, (pixels.shape[0], pixels.shape[1]))
    column, row = across.astype(np.int64), down.astype(np.int64)
    own = _faded(colors, style.opacity)[dots.codes[points]]
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            if dx * dx + dy * dy <= style.radius**2:
                place = np.clip(row + dy, 0, pixels.shape[0] - 1), np.clip(column + dx, 0, pixels.shape[1] - 1)
                pixels[place] = own
                seen[place] = points + dots.first


def _faded(colors: Pixels, opacity: float) -> Pixels:
    """Premultiplied."""
    return _packed(_channels(colors) * opacity)


def topmost(
    xs: npt.NDArray[np.float32],
    ys: npt.NDArray[np.float32],
    view: MapTransform,
    radius: float,
    shape: tuple[int, int],
) -> IndexArray:
    """For each pixel the last point whose disc covers the pixel's centre, or −1: rows × columns, int32.

    For each place of a pixel relative to a disc's own pixel: all points at once, the later ones winning.
    """
    height, width = shape
    reach = math.ceil(radius + 0.5)
    across, down, points = _in_view(xs, ys, view, reach, shape)
    column, row = np.floor(across).astype(np.int64), np.floor(down).astype(np.int64)
    wide = width + 4 * reach
    padded = np.full((height + 4 * reach, wide), EMPTY, np.int32)
    flat = padded.reshape(-1)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            distance = (column + dx + 0.5 - across) ** 2 + (row + dy + 0.5 - down) ** 2
            covers = distance < radius * radius
            place = (row + dy + 2 * reach) * wide + column + dx + 2 * reach
            touched, above = place[covers], points[covers]
            flat[touched] = np.maximum(flat[touched], above)  # of several at one pixel the last is the highest
    return np.ascontiguousarray(padded[2 * reach : 2 * reach + height, 2 * reach : 2 * reach + width])


def _in_view(
    xs: npt.NDArray[np.float32], ys: npt.NDArray[np.float32], view: MapTransform, reach: int, shape: tuple[int, int]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.int32]]:
    """Pixels and numbers of the points that may touch the image; a point that is not finite never does."""
    across = xs.astype(np.float64) * view.scale + view.left
    down = view.top - ys.astype(np.float64) * view.scale
    near = (across >= -reach) & (across < shape[1] + reach) & (down >= -reach) & (down < shape[0] + reach)
    points = np.flatnonzero(near).astype(np.int32)
    return across[points], down[points], points


def shaded(
    ids: IndexArray, dots: Dots, colors: Pixels, view: MapTransform, radius: float, opacity: float, pixels: Pixels
) -> None:
    """Lay the colours of these discs over `pixels` (premultiplied ARGB), softened at the edge of each disc.

    `ids` are the points whose colour each pixel gets, at most half a pixel farther than `radius`; `colors` is ARGB by
    point.
    """
    row, column = np.nonzero(ids != EMPTY)
    points = ids[row, column]
    across = dots.xs[points] * view.scale + view.left - column - 0.5
    down = view.top - dots.ys[points] * view.scale - row - 0.5
    share = np.clip(radius + 0.5 - np.hypot(across, down), 0.0, 1.0) * opacity
    above = _channels(colors[points]) * share[:, None]
    below = _channels(pixels[row, column])
    pixels[row, column] = _packed(above + below * (1.0 - share[:, None]))


def _channels(pixels: Pixels) -> npt.NDArray[np.float64]:
    return (pixels[:, None] >> np.array([24, 16, 8, 0], np.uint32) & 255).astype(np.float64)


def _packed(channels: npt.NDArray[np.float64]) -> Pixels:
    whole = np.clip(channels + 0.5, 0, 255).astype(np.uint32)
    return np.asarray(whole[:, 0] << 24 | whole[:, 1] << 16 | whole[:, 2] << 8 | whole[:, 3], np.uint32)
