"""Look for the groups of a map with their names on a thread: of many rows that takes as long as some frames."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from embexplorer.core.figure import Figure
from embexplorer.core.figure_groups import groups_for
from embexplorer.core.groups import Groups
from embexplorer.core.look import Look
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map.search_aside import SearchAside

LOOK = 10  # milliseconds between two looks whether they are found
SEEKER = "find names"
PARTS = ("coordinates", "coloring", "ranking", "projection")  # of a figure: what its groups are made from


class NamesAside(QObject):
    """One search at a time; `found` is called from the event loop when it has ended, and with whether it has failed."""

    def __init__(self, found: Callable[[bool], object], parent: QObject) -> None:
        super().__init__(parent)
        self._found = found
        self._search: SearchAside[Groups | None] | None = None
        self._of: tuple[Figure, Look] | None = None  # what it is for
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._on_timer)

    def look_for(self, space: EmbeddingSpace, look: Look, figure: Figure) -> None:
        """Begin to look for those of this figure, unless that has begun."""
        if self._search is not None:
            if self._is_of(figure, look):
                return
            self._search.stop()
        self._of = figure, look
        parts = (figure.coordinates, figure.coloring, look, figure.ranking, figure.projection, figure.groups)
        self._search = SearchAside(SEEKER, lambda go_on: groups_for(space, *parts, go_on=go_on))
        self._timer.start()

    def known(self, figure: Figure | None, look: Look) -> Figure | None:
        """The figure with what was found for it."""
        search = self._search
        if figure is None or search is None or search.found is None or not self._is_of(figure, look):
            return figure
        return replace(figure, groups=search.found)

    def _is_of(self, figure: Figure, look: Look) -> bool:
        """Whether the search is for what waits there: the same places and colours, and groups of the same column."""
        if self._of is None or figure.groups is None or not figure.groups.waits:
            return False
        known, known_look = self._of
        return known_look.group_by == look.group_by and all(getattr(known, p) is getattr(figure, p) for p in PARTS)

    def _on_timer(self) -> None:
        if self._search is None or self._search.ended:
            self._timer.stop()
            self._found(self._search is None or self._search.found is None)
