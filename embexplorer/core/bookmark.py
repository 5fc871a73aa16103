"""A bookmark: a view of a map that one can come back to, with all that it shows."""

from dataclasses import dataclass, field

import numpy as np

from embexplorer.core.arrangement import Arrangement
from embexplorer.core.errors import UserError
from embexplorer.core.look import Look
from embexplorer.core.typing import IntArray

NO_ROWS: IntArray = np.empty(0, np.int64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Bookmark:
    """`space` and `projection` are ids of the library; rows are of that space. Raises UserError without a name."""

    name: str
    space: str
    projection: str | None
    look: Look
    selected: IntArray = field(default_factory=lambda: NO_ROWS)
    isolated: IntArray = field(default_factory=lambda: NO_ROWS)
    pinned: int | None = None
    arrangement: Arrangement = field(default_factory=Arrangement)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise UserError("A view needs a name to be found again.", "Type one.")
