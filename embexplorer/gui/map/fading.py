"""Colours of points that fade by how little the map keeps of their neighbourhood: mixed with what they recede into."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from embexplorer.core.coloring import NONE, Coloring
from embexplorer.core.trust_view import faded_codes
from embexplorer.core.typing import DoubleArray
from embexplorer.gui.tokens import Tokens

Colors = npt.NDArray[np.uint32]


def faded_colors(faded: Coloring, colors: Colors, tokens: Tokens) -> Colors:
    """The colour of each of the 256 codes of a faded colouring, from those of the colouring that it fades.

    They fade towards the map's own colour, or among grey points towards that grey: paler than those they would stand
    out. A map of one grey fades from its text colour, since grey on the map's own would be too little to see.
    """
    base, left = faded_codes(faded)
    full = _channels(colors[base])
    if faded.kind == "plain":
        full[:255] = _channels(np.array([QColor(tokens.secondary).rgba()], np.uint32))
    among_grey = any(entry.code == NONE for entry in faded.entries)
    ground = _channels(np.array([QColor(tokens.point if among_grey else tokens.map).rgba()], np.uint32))
    mixed = np.round(ground + (full - ground) * left[:, None]).astype(np.uint32)
    return np.asarray(0xFF000000 | mixed[:, 0] << 16 | mixed[:, 1] << 8 | mixed[:, 2], np.uint32)


def _channels(colors: Colors) -> DoubleArray:
    """n × 3: red, green and blue, 0 to 255."""
    return np.stack([colors >> 16 & 255, colors >> 8 & 255, colors & 255], axis=1).astype(np.float64)
