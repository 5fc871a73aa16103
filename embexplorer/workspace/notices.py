"""A notice: one sentence to the user that does not interrupt, with at most one thing to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warn", "error"]


@dataclass(frozen=True, kw_only=True)
class NoticeAction:
    """A button's text and what it does."""

    text: str
    run: Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`text` is plain text; `hint` says what to do, empty where there is nothing; `details` is a trace for a bug."""

    text: str
    severity: Severity = "info"
    hint: str = ""
    details: str = ""
    action: NoticeAction | None = None
