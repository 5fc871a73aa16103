"""One search on a thread of its own: of many rows it takes as long as some frames, and frames go first."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from embexplorer.gui.map.thread_aside import begin_aside
from embexplorer.gui.map.turns import wait_for_turn

log = logging.getLogger(__name__)

Found = TypeVar("Found")


class SearchAside(Generic[Found]):
    """Begins at once, gives way to frames, and ends early when it is stopped.

    `search` is given what it has to ask between two parts of its work: whether to go on. `found` is None until it has
    `ended`, and after that if it failed; whoever asks without a thread meets what went wrong again.
    """

    def __init__(self, name: str, search: Callable[[Callable[[], bool]], Found]) -> None:
        self.found: Found | None = None
        self.ended = False
        self._name, self._search, self._stopped = name, search, False
        begin_aside(name, self._run, self.stop)

    def stop(self) -> None:
        """What it finds is not wanted any more."""
        self._stopped = True

    def _run(self) -> None:
        """On the thread."""
        try:
            self.found = self._search(self._go_on)
        except Exception:
            log.exception("The thread to %s failed", self._name)
        self.ended = True

    def _go_on(self) -> bool:
        wait_for_turn()
        return not self._stopped
