"""Turns the user's own mistakes, and disks that are full, into notices, so that the window goes on."""

from collections.abc import Callable

from embexplorer.core.errors import UserError
from embexplorer.workspace.events import Events
from embexplorer.workspace.notices import Notice


class telling:  # noqa: N801 - it reads as a statement: with telling(events):
    """Whatever the user can put right in this block becomes a notice, or goes to `failed`; bugs go on."""

    def __init__(self, events: Events, failed: Callable[[UserError], object] | None = None) -> None:
        self._events = events
        self._failed = failed

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, trace: object) -> bool:
        if not isinstance(failure, UserError):
            return False
        if self._failed is not None:
            self._failed(failure)
        else:
            self._events.noticed.emit(notice_of(failure))
        return True


def notice_of(failure: UserError) -> Notice:
    """The failure as an error notice."""
    return Notice(text=failure.message, hint=failure.hint, severity="error")
