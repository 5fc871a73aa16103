"""One class looked at for a moment: it alone has its colour, and lies above all others where they are not too many."""

from dataclasses import replace

import numpy as np

from embexplorer.core.class_hiding import focused
from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure

LIFTED = 100_000  # rows; putting more in another order would take longer than a pointer rests


def focused_on(figure: Figure, key: str) -> Figure:
    """The same figure with the colour of one class alone, not faded; the legend stays as it is.

    Of more than 100,000 rows all stay in their order, so that others may lie above the class.
    """
    if figure.rows > LIFTED:
        lit = next(entry.code for entry in figure.coloring.entries if entry.key == key)
        return replace(figure, coloring=replace(figure.coloring, lit=lit), faded=None)
    coloring = focused(figure.coloring, key)
    own = coloring.codes != NONE
    order = np.concatenate([np.flatnonzero(own), np.flatnonzero(~own)])
    return replace(figure, coloring=coloring, order=order, faded=None)
