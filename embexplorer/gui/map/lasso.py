"""Which points lie inside a drawn outline: exactly (even–odd rule), and fast enough for millions."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IntArray

SIDE = 1024  # pixels of the mask along each side of the outline's box
LEAST = 1e-300  # width of an outline that a mask can still divide into pixels
INSIDE, BORDER = 255, 128
THINNEST = 1e-300  # map units; numbers closer to 0 have no inverse


def rows_in_box(
    coordinates: FloatArray, low: tuple[float, float], high: tuple[float, float], shown: BoolArray | None = None
) -> IntArray:
    """The rows whose point lies in the box, its edges included, of those that are `shown`; sorted."""
    xs, ys = coordinates[:, 0], coordinates[:, 1]
    inside = (xs >= low[0]) & (xs <= high[0]) & (ys >= low[1]) & (ys <= high[1])
    if shown is not None:
        inside &= shown
    return np.flatnonzero(inside).astype(np.int64)


def rows_in_outline(coordinates: FloatArray, outline: DoubleArray, shown: BoolArray | None = None) -> IntArray:
    """The rows whose point lies in the closed outline (m × 2 map points), of those that are `shown`; sorted.

    A mask painted once answers for every point that is not within a pixel of the outline; those are tested exactly.
    """
    if len(outline) < 3:
        return np.empty(0, np.int64)
    low, high = outline.min(axis=0), outline.max(axis=0)
    rows = rows_in_box(coordinates, (low[0], low[1]), (high[0], high[1]), shown)
    if (high - low < THINNEST).any():
        return rows[crossed_oddly(coordinates[rows].astype(np.float64), outline)]
    if (high - low).min() < LEAST:
        return rows[crossed_oddly(coordinates[rows].astype(np.float64), outline)]
    per_unit = (SIDE - 4) / (high - low)
    mask = _painted((outline - low) * per_unit + 2)
    column, line = (_on_mask(coordinates[:, i][rows], low[i], per_unit[i]) for i in (0, 1))
    found = mask.reshape(-1)[line * SIDE + column]
    inside = found == INSIDE
    doubtful = np.flatnonzero(found == BORDER)
    inside[doubtful] = crossed_oddly(coordinates[rows[doubtful]].astype(np.float64), outline)
    return rows[inside]


def _on_mask(values: FloatArray, low: float, per_unit: float) -> npt.NDArray[np.int32]:
    """The pixel of the mask."""
    return ((values.astype(np.float64) - low) * per_unit + 2).astype(np.int32)


def _painted(outline: DoubleArray) -> npt.NDArray[np.uint8]:
    """255 inside, 128 within two pixels of the outline, 0 outside."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    polygon = QPolygonF([QPointF(x, y) for x, y in outline.tolist()])
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawPolygon(polygon, Qt.FillRule.OddEvenFill)
    painter.setPen(QPen(Qt.GlobalColor.gray, 4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(polygon)
    painter.end()
    pixels = np.array(image.constBits(), np.uint8).reshape(SIDE, image.bytesPerLine())[:, :SIDE]
    return np.where((pixels != 0) & (pixels != INSIDE), np.uint8(BORDER), pixels)


def crossed_oddly(points: DoubleArray, outline: DoubleArray) -> BoolArray:
    """Whether a ray from each point crosses the closed outline an odd number of times (exact, slow)."""
    odd = np.zeros(len(points), np.bool_)
    xs, ys = points[:, 0], points[:, 1]
    before = np.roll(outline, 1, axis=0)
    for (x, y), (from_x, from_y) in zip(outline.tolist(), before.tolist(), strict=True):
        if y == from_y:
            continue
        spans = np.flatnonzero((y > ys) != (from_y > ys))
        share = (ys[spans] - y) / (from_y - y)  # of the edge below the ray; elsewhere it may overflow
        odd[spans] ^= xs[spans] < (from_x - x) * share + x
    return odd
