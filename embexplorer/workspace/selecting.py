"""What is selected, pinned and how it looks, each change with a name that can be undone."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from embexplorer.core.bookmark import Bookmark
from embexplorer.core.look import Look
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, IntArray
from embexplorer.workspace.carrying import carried, first_look, same_keys
from embexplorer.workspace.events import Events
from embexplorer.workspace.history import Change, History, NamedSets
from embexplorer.workspace.library import Library
from embexplorer.workspace.project import Project
from embexplorer.workspace.telling import telling

Mode = Literal["replace", "add", "subtract", "intersect"]
NOTHING: IntArray = np.empty(0, np.int64)
COMBINE: dict[str, Callable[[BoolArray, BoolArray], BoolArray]] = {
    "add": lambda old, new: old | new,
    "subtract": lambda old, new: old & ~new,
    "intersect": lambda old, new: old & new,
}


class Selecting:
    """The selection is sorted row ids of the shown space; each space keeps its own, each projection its own camera."""

    def __init__(
        self, project: Project, library: Library, events: Events, clock: Callable[[], float] = time.time
    ) -> None:
        self._project = project
        self._library = library
        self._events = events
        self._clock = clock
        self.history = project.catalogue.history()
        self.follow_shown()

    def go_on_in(self, project: Project) -> None:
        """The project has been saved elsewhere."""
        self._project = project

    def follow_shown(self) -> None:
        """Take up the selection, pin and look of what is shown now; the caller tells the world."""
        catalogue, space = self._project.catalogue, self._library.space_id
        self.selection: IntArray = self._within(catalogue.selection(space)) if space else NOTHING
        self.pinned: int | None = self._known_pin(catalogue.get(f"pinned:{space}")) if space else None
        self.isolated: IntArray = self._within(catalogue.isolated(space)) if space else NOTHING
        self.look: Look = self._remembered_look()

    def carry(self, before: str, after: str) -> None:
        """Take selection, pin and colours over to a space derived from another, for the keys that it has.

        A part of a space begins without filters, and without a selection that would be all of it; its classes keep
        their colours and symbols.
        """
        catalogue, old, new = self._project.catalogue, self._library.space(before), self._library.space(after)
        if old is None or new is None:
            return
        pinned = self._known_row(catalogue.get(f"pinned:{before}"), old)
        looks, part = catalogue.look(before), new.rows < old.rows
        rows = same_keys(old, new, catalogue.selection(before))
        with telling(self._events):
            catalogue.keep_selection(after, NOTHING if part and len(rows) == new.rows else rows)
            if pinned is not None:
                catalogue.put(**{f"pinned:{after}": new.keys.find(old.keys[pinned])})
            if looks is not None or part:
                look = Look.from_json(looks) if looks is not None else first_look(old)
                catalogue.keep_looks({after: carried(look, old, new).to_json()})

    def select(self, rows: npt.ArrayLike, mode: Mode, name: str) -> None:
        """Combine these rows with the selection; `name` is the gesture, for undo."""
        space = self._library.space_id
        if space is None:
            return
        given = self._checked(rows)
        after = combined(self.selection, given, mode)
        if np.array_equal(after, self.selection):
            return
        change = Change(
            name=_named(name, len(given)), space=space, selections=(self.selection, after), at=self._clock()
        )
        self._make(change)

    def isolate(self, rows: npt.ArrayLike, name: str) -> None:
        """Look at these rows alone; none, or all: at all of them. The view is fitted anew, and comes back with undo."""
        space, shown = self._library.space_id, self._library.space()
        after = self._checked(rows)
        if shown is not None and len(after) == shown.rows:
            after = NOTHING
        if space is None or np.array_equal(after, self.isolated):
            return
        change = Change(
            name=_named(name, len(after)),
            space=space,
            projection=self._library.projection_id,
            isolations=(self.isolated, after),
            looks=(self.look, replace(self.look, camera=None)),
            at=self._clock(),
        )
        self._make(change)

    def pin(self, row: int | None) -> None:
        """Pin one row, or none; not undone, but remembered."""
        space = self._library.space()
        if row is not None and (space is None or not 0 <= row < space.rows):
            raise ValueError(f"row {row} is not in the shown space")
        if row != self.pinned:
            self._keep_pin(self._library.space_id, row)

    def set_look(self, look: Look, name: str, merge: bool) -> None:
        """Look at the shown projection in another way; `merge` for moves that come in quick succession."""
        if look == self.look:
            return
        shown = self._library.space_id, self._library.projection_id
        if shown[0] is None:
            self.look = look
            self._events.look_changed.emit()
            return
        looks = (self.look, look)
        change = Change(
            name=_lower(name), space=shown[0], projection=shown[1], looks=looks, at=self._clock(), merge=merge
        )
        self._make(change)

    def change_sets(self, after: NamedSets, name: str, merge: bool = False) -> None:
        """Bring the named sets to these; None takes one away."""
        known = {words.name: words for words in self._project.catalogue.sets()}
        before = tuple((one, known.get(one)) for one, _ in after)
        if before == after:
            return
        space = self._library.space_id or ""
        self._make(Change(name=name, space=space, sets=(before, after), at=self._clock(), merge=merge))

    def go_to(self, bookmark: Bookmark) -> None:
        """Look at the shown map as it was kept, in one change."""
        change = Change(
            name=f"view {bookmark.name}",
            space=bookmark.space,
            projection=self._library.projection_id,
            selections=(self.selection, self._within(bookmark.selected)),
            isolations=(self.isolated, self._within(bookmark.isolated)),
            looks=(self.look, bookmark.look),
            pins=(self.pinned, self._known_pin(bookmark.pinned)),
            at=self._clock(),
        )
        self._make(change)

    def undo(self) -> Change | None:
        """Take the last change back; answers it, for what it was made on may not be shown now."""
        change = self.history.last
        if change is not None:
            self._turn(self.history.undone())
            self._apply(change.backwards())
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last."""
        change = self.history.next
        if change is not None:
            self._turn(self.history.redone())
            self._apply(change)
        return change

    def _make(self, change: Change) -> None:
        self._turn(self.history.made(change))
        self._apply(change)

    def _turn(self, history: History) -> None:
        before, self.history = self.history, history
        with telling(self._events):
            self._project.catalogue.keep_history(before, history)
        self._events.undo_changed.emit()

    def _apply(self, change: Change) -> None:
        """Make the change on disk and, when what it is about is shown, here."""
        if change.selections is not None:
            self._keep_selection(change.space, change.selections[1])
        if change.pins is not None:
            self._keep_pin(change.space, change.pins[1])
        if change.sets is not None:
            self._keep_sets(change.sets[1])
        if change.isolations is not None:
            self._keep_isolated(change.space, change.isolations[1])
        if change.looks is not None:
            self._keep_look(change.space, change.projection, change.looks[1])

    def _keep_sets(self, sets: NamedSets) -> None:
        with telling(self._events):
            for name, words in sets:
                if words is None:
                    self._project.catalogue.remove_set(name)
                else:
                    self._project.catalogue.keep_set(words)
        self._events.sets_changed.emit()

    def _keep_selection(self, space: str, rows: IntArray) -> None:
        with telling(self._events):
            self._project.catalogue.keep_selection(space, rows)
        if space == self._library.space_id:
            self.selection = rows
            self._events.selection_changed.emit()

    def _keep_pin(self, space: str | None, row: int | None) -> None:
        with telling(self._events):
            self._project.catalogue.put(**{f"pinned:{space}": row})
        if space == self._library.space_id:
            self.pinned = row
            self._events.selection_changed.emit()

    def _keep_isolated(self, space: str, rows: IntArray) -> None:
        """The world hears of it with the look, which changes too."""
        with telling(self._events):
            self._project.catalogue.keep_isolated(space, rows)
        if space == self._library.space_id:
            self.isolated = rows

    def _keep_look(self, space: str, projection: str | None, look: Look) -> None:
        """Colours belong to the space, camera and components to the projection."""
        with telling(self._events):
            self._project.catalogue.keep_looks({target: look.to_json() for target in (space, projection) if target})
        if space != self._library.space_id:
            return
        same = projection == self._library.projection_id
        self.look = look if same else replace(look, camera=self.look.camera, axes=self.look.axes)
        self._events.look_changed.emit()

    def _remembered_look(self) -> Look:
        catalogue, space, projection = self._project.catalogue, self._library.space_id, self._library.projection_id
        colours = catalogue.look(space) if space else None
        view = catalogue.look(projection) if projection else None
        look = Look.from_json(colours) if colours else first_look(self._library.space())
        seen = Look.from_json(view) if view else Look()
        return replace(look, axes=seen.axes, camera=seen.camera)

    def _checked(self, rows: npt.ArrayLike) -> IntArray:
        wanted: IntArray = np.asarray(rows, np.int64)
        if len(wanted) and not (wanted[1:] > wanted[:-1]).all():
            wanted = np.unique(wanted)
        if len(self._within(wanted)) != len(wanted):
            raise ValueError("rows that are not in the shown space")
        return wanted

    def _within(self, rows: IntArray) -> IntArray:
        space = self._library.space()
        return rows[(rows >= 0) & (rows < space.rows)] if space is not None else NOTHING

    def _known_pin(self, row: int | None) -> int | None:
        space = self._library.space()
        return self._known_row(row, space) if space is not None else None

    @staticmethod
    def _known_row(row: int | None, space: EmbeddingSpace) -> int | None:
        return row if row is not None and row < space.rows else None


def combined(old: IntArray, new: IntArray, mode: Mode) -> IntArray:
    """Two sets of rows, both sorted and unique, as one; masks take a tenth of the time that sorting takes."""
    if mode == "replace":
        return new
    masks = np.zeros((2, max([*old[-1:].tolist(), *new[-1:].tolist()], default=-1) + 1), np.bool_)
    masks[0, old], masks[1, new] = True, True
    return np.flatnonzero(COMBINE[mode](masks[0], masks[1])).astype(np.int64, copy=False)


def _named(name: str, points: int) -> str:
    """ "Lasso" and 214 become "lasso, 214 points", to be read after "Undo "."""
    if not points:
        return _lower(name)
    return f"{_lower(name)}, {points:,} {'point' if points == 1 else 'points'}"


def _lower(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
