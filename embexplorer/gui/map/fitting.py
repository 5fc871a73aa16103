"""The camera that shows a whole figure, or only what is looked at alone."""

from embexplorer.core.figure import Figure
from embexplorer.core.look import Camera
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.gui.map.badges import room
from embexplorer.gui.map.scene import area_of
from embexplorer.gui.map.transform import Box, bounds, fitted


class Fitting:
    """Keeps the box of the points, which takes a pass over all of them."""

    def __init__(self) -> None:
        self._of: tuple[FloatArray, IntArray] | None = None
        self._box: Box | None = None

    def camera(self, figure: Figure | None, width: float, height: float) -> Camera:
        """The camera for a picture of this size; rows that are isolated fill it."""
        known = self._of or (None, None)
        if figure is not None and (known[0] is not figure.coordinates or known[1] is not figure.isolated):
            self._of = (figure.coordinates, figure.isolated)
            self._box = bounds(figure.coordinates[figure.isolated] if len(figure.isolated) else figure.coordinates)
        return fitted(self._box, area_of(figure, width, height), room(figure, width))


def is_another(known: Figure | None, figure: Figure | None) -> bool:
    """Whether another map comes, of which neither the camera nor a row under the pointer can be kept."""
    return known is None or figure is None or (known.title, known.rows) != (figure.title, figure.rows)
