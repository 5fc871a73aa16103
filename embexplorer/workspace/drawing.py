"""What a probe draws on the map, for as long as it is looked at: no part of the project, and nothing to undo."""

from collections.abc import Mapping

from embexplorer.core.figure import Drawing
from embexplorer.workspace.events import Events
from embexplorer.workspace.signal import Signal


class Drawings:
    """Holds one drawing; `changed` says that there is another one, or none.

    `empty` has the layers of the map that are on and draw nothing, with why; `emptied` says that these are others.
    """

    def __init__(self, events: Events) -> None:
        self.changed: Signal[[]] = events.drawing_changed
        self.emptied: Signal[[]] = Signal()
        self.empty: Mapping[str, str] = {}
        self._now: Drawing | None = None

    def of(self, space: str | None) -> Drawing | None:
        """The drawing on the map of this space, None where there is none."""
        return self._now if self._now is not None and self._now.space == space else None

    def draw(self, drawing: Drawing | None) -> None:
        """Draw this in the place of what was drawn before; None draws nothing any more."""
        if drawing != self._now:
            self._now = drawing
            self.changed.emit()

    def leave_empty(self, reasons: Mapping[str, str]) -> None:
        """These layers of the map draw nothing, for these reasons."""
        if reasons != self.empty:
            self.empty = reasons
            self.emptied.emit()
