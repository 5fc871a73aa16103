"""The part of the workspace's door that leads to parts of the shown space: filtered, isolated, laid out alone."""

import numpy as np
import numpy.typing as npt

from embexplorer.core.coloring import Coloring
from embexplorer.core.errors import UserError
from embexplorer.core.filtering import Filtering
from embexplorer.core.typing import BoolArray, IntArray
from embexplorer.workspace.compare_door import CompareDoor
from embexplorer.workspace.item import Item
from embexplorer.workspace.parts import inverted
from embexplorer.workspace.telling import telling


class PartsDoor(CompareDoor):
    """Whenever other rows are drawn, `look_changed` is emitted (or `shown_changed` with another space or map)."""

    def filtering(self) -> Filtering | None:
        """The columns that rows can be filtered by, with what each histogram counts; None while nothing is open."""
        return self._session.parts.filtering()

    def shown_rows(self) -> BoolArray | None:
        """One truth value for each row of the shown space, None where all are drawn; computed once for each change."""
        try:
            return self._session.parts.shown_rows()
        except UserError:  # the map says that there is no such colour, and draws all
            return None

    def coloring(self) -> Coloring | None:
        """How the shown map colours its rows, the same value until that changes; None where there is no such colour."""
        try:
            return self._session.parts.coloring()
        except UserError:
            return None

    @property
    def isolated(self) -> IntArray:
        """The rows that are looked at alone, sorted; none: all are."""
        return self._session.selecting.isolated

    def isolate(self, rows: npt.ArrayLike, name: str = "isolate") -> None:
        """Draw these rows alone, and fit the view to them."""
        self._session.selecting.isolate(rows, name)

    def show_all(self) -> None:
        """Draw the rows again that are not isolated."""
        self._session.selecting.isolate([], "show all")

    def select_shown(self) -> None:
        """Select all rows that are drawn."""
        self._session.selecting.select(self._inverted([]), "replace", "select all shown")

    def invert_selection(self) -> None:
        """Select the drawn rows that are not selected, and no others."""
        self._session.selecting.select(self._inverted(self._session.selecting.selection), "replace", "invert selection")

    def previous_selection(self) -> IntArray | None:
        """What was selected in the shown space before the last change of its selection; None where nothing was."""
        history, space = self._session.selecting.history, self._session.library.space_id
        made = history.changes[: history.done]
        found = [change.selections[0] for change in made if change.space == space and change.selections is not None]
        return found[-1] if found else None

    def path(self) -> tuple[Item, ...]:
        """The shown space and those that it was derived from, the first of them first."""
        return self._session.parts.path()

    def project_only(self) -> str:
        """Lay the selected rows out alone, as a map below the shown one; answers the job, or "" when it was refused."""
        with telling(self._events):
            return self._session.parts.project_only(self._session.selecting.selection)
        return ""

    def _inverted(self, rows: npt.ArrayLike) -> IntArray:
        space = self._session.library.space()
        total = space.rows if space is not None else 0
        return inverted(np.asarray(rows, np.int64), self.shown_rows(), total)
