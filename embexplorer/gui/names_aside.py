"""Look for the groups of a map with their names on a thread: of many rows that takes as long as some frames."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from embexplorer.core.figure import Figure
from embexplorer.core.figure_groups import groups_for
from embexplorer.core.groups import Groups
from embexplorer.core.look import Look
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.turns import wait_for_turn

log = logging.getLogger(__name__)

LOOK = 10  # milliseconds between two looks whether they are found
SEEKER = "find names"
PARTS = ("coordinates", "coloring", "ranking", "projection")  # of a figure: what its groups are made from


class NamesAside(QObject):
    """One search at a time; `found` is called from the event loop when it has ended, and with whether it has failed."""

    def __init__(self, found: Callable[[bool], object], parent: QObject) -> None:
        super().__init__(parent)
        self._found = found
        self._search: _Search | None = None
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._on_timer)

    def look_for(self, space: EmbeddingSpace, look: Look, figure: Figure) -> None:
        """Begin to look for those of this figure, unless that has begun."""
        if self._search is not None:
            if self._search.is_of(figure, look):
                return
            self._search.stopped = True
        self._search = _Search(space, look, figure)
        threading.Thread(target=self._search.run, name=SEEKER, daemon=True).start()  # noqa: TID251  less than a second
        self._timer.start()

    def known(self, figure: Figure | None, look: Look) -> Figure | None:
        """The figure with what was found for it."""
        search = self._search
        if figure is None or search is None or search.groups is None or not search.is_of(figure, look):
            return figure
        return replace(figure, groups=search.groups)

    def _on_timer(self) -> None:
        if self._search is None or self._search.ended:
            self._timer.stop()
            self._found(self._search is None or self._search.groups is None)


class _Search:
    """One search; it gives way to frames, and ends early when another begins."""

    def __init__(self, space: EmbeddingSpace, look: Look, figure: Figure) -> None:
        self._space, self._look, self._figure = space, look, figure
        self.groups: Groups | None = None
        self.ended = False
        self.stopped = False

    def is_of(self, figure: Figure, look: Look) -> bool:
        """Whether it is for what waits there: the same places and colours, and groups of the same column."""
        waits = figure.groups is not None and figure.groups.waits
        parts = all(getattr(self._figure, part) is getattr(figure, part) for part in PARTS)
        return waits and parts and self._look.group_by == look.group_by

    def run(self) -> None:
        """On the thread."""
        figure = self._figure
        parts = (figure.coordinates, figure.coloring, self._look, figure.ranking, figure.projection, figure.groups)
        try:
            self.groups = groups_for(self._space, *parts, go_on=self._go_on)
        except Exception:  # whoever asks without a thread meets it again
            log.exception("Names were not found")
        self.ended = True

    def _go_on(self) -> bool:
        wait_for_turn()
        return not self.stopped
