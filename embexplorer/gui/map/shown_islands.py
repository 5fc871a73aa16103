"""Where the groups of a filtered map are dense: found on a thread while frames go on, at once if there is no hurry."""

from functools import partial

from embexplorer.core.figure import Figure
from embexplorer.core.groups import Island, islands_of_shown
from embexplorer.gui.map.search_aside import SearchAside

FINDER = "find islands"


class ShownIslands:
    """Keeps what was found last."""

    def __init__(self) -> None:
        self._search: SearchAside[tuple[Island, ...]] | None = None
        self._figure: Figure | None = None  # the one it is for

    def ready(self, figure: Figure) -> bool:
        """Whether they are known; if they are not, they are looked for from now on."""
        if figure.groups is None or figure.shown is None:
            return True
        if self._search is None or not self._is_of(figure):
            if self._search is not None:
                self._search.stop()
            self._figure = figure
            self._search = SearchAside(FINDER, partial(islands_of_shown, figure.groups, figure.shown))
        return self._search.ended

    def of(self, figure: Figure) -> tuple[Island, ...]:
        """The islands of this figure; looked for now if they are not known."""
        if figure.groups is None:
            return ()
        if figure.shown is None:
            return figure.groups.islands
        if self._search is not None and self._is_of(figure) and self._search.found is not None:
            return self._search.found
        return islands_of_shown(figure.groups, figure.shown)

    def _is_of(self, figure: Figure) -> bool:
        """Whether the search is for what this figure shows."""
        known = self._figure
        return known is not None and figure.groups is known.groups and figure.shown is known.shown
