"""The part of the workspace's door that leads to bookmarks: views of maps that one comes back to."""

from collections.abc import Mapping
from functools import partial

from embexplorer.core.arrangement import Arrangement
from embexplorer.core.bookmark import Bookmark
from embexplorer.core.errors import UserError
from embexplorer.workspace.events import Events
from embexplorer.workspace.notices import Notice, NoticeAction
from embexplorer.workspace.parts_door import PartsDoor
from embexplorer.workspace.signal import Signal
from embexplorer.workspace.telling import telling


class BookmarksDoor(PartsDoor):
    """Bookmarks belong to the project. Coming back to one is a change with a name, as any other of the view."""

    def __init__(self, events: Events) -> None:
        super().__init__(events)
        self.bookmarks_changed: Signal[[]] = events.bookmarks_changed
        self.arrangement_asked: Signal[[]] = events.arrangement_asked
        self.arrangement_wanted: Signal[[Arrangement]] = events.arrangement_wanted
        self.arrangement = Arrangement()  # whoever shows maps says so when it is asked

    @property
    def bookmarks(self) -> Mapping[str, Bookmark]:
        """The bookmarks of the project by name, in order of making."""
        return {one.name: one for one in self._session.project.catalogue.bookmarks()}

    def bookmark(self, name: str) -> None:
        """Keep what is shown now, as it is shown; a bookmark of the same name is replaced."""
        library, selecting = self._session.library, self._session.selecting
        with telling(self._events):
            if library.space_id is None:
                raise UserError("There is no view to keep.", "Open a vector file first.")
            self.arrangement_asked.emit()
            self._keep(
                Bookmark(
                    name=name.strip(),
                    space=library.space_id,
                    projection=library.projection_id,
                    look=selecting.look,
                    selected=selecting.selection,
                    isolated=selecting.isolated,
                    pinned=selecting.pinned,
                    arrangement=self.arrangement,
                )
            )

    def go_to_bookmark(self, name: str) -> None:
        """Show the map of the bookmark as it was kept."""
        with telling(self._events):
            bookmark = self.bookmarks[name]
            items = self._session.library.items
            there = next((one for one in (bookmark.projection, bookmark.space) if one in items), None)
            if there is None:
                raise UserError(f"The space of the view {name} is no longer open.", "Remove the bookmark.")
            self._session.showing.show(there)
            self._session.selecting.go_to(bookmark)
            self.arrangement_wanted.emit(bookmark.arrangement)

    def remove_bookmark(self, name: str) -> None:
        """Forget a bookmark; the notice can put it back."""
        with telling(self._events):
            gone = self.bookmarks[name]
            self._session.project.catalogue.remove_bookmark(name)
            self.bookmarks_changed.emit()
            back = NoticeAction(text="Put back", run=partial(self._keep, gone))
            self._events.noticed.emit(Notice(text=f"Removed the bookmark {name}.", action=back))

    def _keep(self, bookmark: Bookmark) -> None:
        self._session.project.catalogue.keep_bookmark(bookmark)
        self.bookmarks_changed.emit()
