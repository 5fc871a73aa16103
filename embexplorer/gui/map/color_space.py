"""Colours as numbers: CIE Lab, luminance and contrast."""

import numpy as np
from PySide6.QtGui import QColor

from embexplorer.core.typing import DoubleArray

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)  # linear sRGB to CIE XYZ, D65
_WHITE = np.array([0.95047, 1.0, 1.08883])


def lab_of(rgb: DoubleArray) -> DoubleArray:
    """CIE Lab of sRGB colours, n × 3 of 0 to 1."""
    ratio = _linear(rgb) @ _TO_XYZ.T / _WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def rgb_of(lab: DoubleArray) -> DoubleArray:
    """The inverse of `lab_of`."""
    f_y = (lab[:, 0] + 16) / 116
    f = np.stack([f_y + lab[:, 1] / 500, f_y, f_y - lab[:, 2] / 200], axis=1)
    ratio = np.where(f**3 > 216 / 24389, f**3, (116 * f - 16) * 27 / 24389)
    linear = np.clip(ratio * _WHITE @ np.linalg.inv(_TO_XYZ).T, 0, 1)
    return np.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(own: QColor, other: QColor, share: float) -> QColor:
    """The own colour with this share of the other, in whole bytes."""
    pairs = zip(levels(own), levels(other), strict=True)
    return QColor.fromRgb(*(round((a + (b - a) * share) * 255) for a, b in pairs))


def levels(color: QColor) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    return color.redF(), color.greenF(), color.blueF()


def _luminance(color: QColor) -> float:
    return float(_linear(np.array(levels(color))) @ _TO_XYZ[1])


def _linear(rgb: DoubleArray) -> DoubleArray:
    return np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
