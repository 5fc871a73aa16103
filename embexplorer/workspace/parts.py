"""The part of a space that is drawn, and what is made of a part: a map of chosen rows alone, below the one shown."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from embexplorer.core.coloring import Coloring, Wish
from embexplorer.core.errors import UserError
from embexplorer.core.filtering import Filtering, filtering_of
from embexplorer.core.look import Look
from embexplorer.core.registry import find_step, step_named
from embexplorer.core.shown_rows import shown_rows
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build
from embexplorer.core.table import Table
from embexplorer.core.trust_view import colored_by_trust
from embexplorer.core.typing import BoolArray, IntArray
from embexplorer.core.wished_columns import coloring_of
from embexplorer.workspace.following import FEWEST, FIRST_PICTURE
from embexplorer.workspace.item import Item
from embexplorer.workspace.library import Library
from embexplorer.workspace.selecting import Selecting
from embexplorer.workspace.trusting import Finish
from embexplorer.workspace.work import Work

Begin = Callable[[Step, str, Finish], str]
Start = Callable[[Step, str], str]
FEW = "A map needs four rows or more."


class Parts:
    """`begin` runs a step on a space and hands its result over; `start` runs one as if the user had asked for it."""

    def __init__(self, library: Library, selecting: Selecting, finish: Finish, begin: Begin, start: Start) -> None:
        self._library = library
        self._selecting = selecting
        self._finish = finish
        self._begin = begin
        self._start = start
        self._filtering: Filtering | None = None
        self._of: tuple[EmbeddingSpace | None, Table | None] = (None, None)
        self._coloring: tuple[object, Coloring] | None = None
        self._shown: tuple[tuple[object, ...], BoolArray | None] = ((), None)
        self._alone: IntArray | None = None

    def filtering(self) -> Filtering | None:
        """The columns of the shown space, and of the trust in the shown map, ready for filters."""
        space, trust = self._library.space(), self._trust()
        if space is None:
            return None
        if self._filtering is None or self._of[0] is not space or self._of[1] is not trust:
            known, self._of = self._filtering, (space, trust)
            self._filtering = filtering_of(space, trust)
            if known is not None:
                self._filtering.take_over(known)
        return self._filtering

    def shown_rows(self) -> BoolArray | None:
        """One truth value for each row of the shown space, None where all are drawn. The same array until it changes.

        Raises UserError if the look asks for a colour that this space does not have.
        """
        space, filtering = self._library.space(), self.filtering()
        if space is None or filtering is None:
            return None
        look, isolated = self._look(), self._selecting.isolated
        coloring = self._colored(space) if hides(look) else None
        hidden = (look.hidden, id(coloring)) if coloring is not None else ()
        if self._shown[0] != (filtering, look.filters, *hidden) or self._alone is not isolated:
            self._shown = ((filtering, look.filters, *hidden), self._resolved(space, filtering, coloring))
            self._alone = isolated
        return self._shown[1]

    def coloring(self) -> Coloring | None:
        """How the shown map colours the rows of the shown space, kept until that changes; raises UserError as above."""
        space = self._library.space()
        return None if space is None or self.filtering() is None else self._colored(space)

    def path(self) -> tuple[Item, ...]:
        """The shown space and those that it was derived from, the first of them first."""
        items, found = self._library.items, list[Item]()
        item = items.get(self._library.space_id or "")
        while item is not None and item.kind == "space" and item not in found:
            found.insert(0, item)
            item = items.get(item.parent or "")
        return tuple(found)

    def project_only(self, rows: IntArray) -> str:
        """Make a space of these rows and lay it out as the shown map is; answers the job. Raises UserError."""
        space, space_id = self._library.space(), self._library.space_id
        if space is None or space_id is None:
            raise UserError("There is no space to take rows from.", "Open a vector file first.")
        if len(rows) < FEWEST:
            raise UserError(f"{_counted(len(rows), space.unit)} selected make no map of their own.", FEW)
        if len(rows) == space.rows:
            raise UserError(f"All {space.rows:,} {space.unit} are selected.", "Select a part of them.")
        step = build(step_named("subset"), {"words": space.keys.at(rows), "case": "exact"})
        projector = self._projector()

        def finished(work: Work, folder: Path) -> str | None:
            item = self._finish(work, folder)
            if projector is not None and item is not None:
                self._start(projector, item)
            return item

        return self._begin(step, space_id, finished)

    def _projector(self) -> Step | None:
        """The step of the shown map, if it needs nothing but a space; its first picture every space gets anyway."""
        item = self._library.items.get(self._library.projection_id or "")
        kind = find_step(item.step) if item is not None else None
        if item is None or kind is None or kind.kind != "projector" or kind.name == FIRST_PICTURE:
            return None
        return build(kind, item.parameters) if kind.takes == ("space",) else None

    def _trust(self) -> Table | None:
        return self._library.trust(self._library.projection_id, self._selecting.look.axes)

    def _look(self) -> Look:
        """How points are coloured, which the trust layer may have a word in."""
        return colored_by_trust(self._selecting.look, self._trust())

    def _resolved(self, space: EmbeddingSpace, filtering: Filtering, coloring: Coloring | None) -> BoolArray | None:
        return shown_rows(space.rows, self._look(), coloring, self._selecting.isolated, filtering)

    def _colored(self, space: EmbeddingSpace) -> Coloring:
        """The colouring, of which classes may be hidden, or values beyond the span; it costs a pass over the column."""
        look = self._look()
        key = (self._filtering, look.color_by, look.sets, look.colors, Wish.of(look))
        if self._coloring is None or self._coloring[0] != key:
            self._coloring = (key, coloring_of(space, look, self._of[1]))
        return self._coloring[1]


def hides(look: Look) -> bool:
    """Whether the legend, or the span of a scale, leaves rows out."""
    return bool(look.hidden) or (look.outside == "hide" and look.colored_range is not None)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def inverted(rows: IntArray, shown: BoolArray | None, total: int) -> IntArray:
    """The shown rows that are not among these, sorted."""
    others = np.ones(total, np.bool_) if shown is None else shown.copy()
    others[rows] = False
    return np.flatnonzero(others)
