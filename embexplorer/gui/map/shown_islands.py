"""Where the groups of a filtered map are dense: found on a thread while frames go on, at once if there is no hurry."""

import logging
import threading

from embexplorer.core.figure import Figure
from embexplorer.core.groups import Groups, Island, islands_of_shown
from embexplorer.core.typing import BoolArray
from embexplorer.gui.map.turns import wait_for_turn

log = logging.getLogger(__name__)

FINDER = "find islands"


class ShownIslands:
    """Keeps what was found last."""

    def __init__(self) -> None:
        self._search: _Search | None = None

    def ready(self, figure: Figure) -> bool:
        """Whether they are known; if they are not, they are looked for from now on."""
        if figure.groups is None or figure.shown is None:
            return True
        if self._search is None or not self._search.is_of(figure):
            if self._search is not None:
                self._search.stopped = True
            self._search = _Search(figure.groups, figure.shown)
            threading.Thread(target=self._search.run, name=FINDER, daemon=True).start()  # noqa: TID251  some 20 ms
        return self._search.ended

    def of(self, figure: Figure) -> tuple[Island, ...]:
        """The islands of this figure; looked for now if they are not known."""
        if figure.groups is None:
            return ()
        if figure.shown is None:
            return figure.groups.islands
        if self._search is not None and self._search.is_of(figure) and self._search.found is not None:
            return self._search.found
        return islands_of_shown(figure.groups, figure.shown)


class _Search:
    """One search; it gives way to frames, and ends early when another begins."""

    def __init__(self, groups: Groups, shown: BoolArray) -> None:
        self._groups, self._shown = groups, shown
        self.found: tuple[Island, ...] | None = None
        self.ended = False
        self.stopped = False

    def is_of(self, figure: Figure) -> bool:
        """Whether it looks for what this figure shows."""
        return figure.groups is self._groups and figure.shown is self._shown

    def run(self) -> None:
        """On the thread."""
        try:
            self.found = islands_of_shown(self._groups, self._shown, self._go_on)
        except Exception:  # whoever paints them meets it again, and says so
            log.exception("Islands were not found")
        self.ended = True

    def _go_on(self) -> bool:
        wait_for_turn()
        return not self.stopped
