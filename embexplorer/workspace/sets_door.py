"""The part of the workspace's door that leads to named sets of words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from embexplorer.core.word_sets import WordSet
from embexplorer.workspace.events import Events
from embexplorer.workspace.history import NamedSets
from embexplorer.workspace.notices import Notice, NoticeAction
from embexplorer.workspace.signal import Signal
from embexplorer.workspace.telling import telling

if TYPE_CHECKING:
    from embexplorer.workspace.session import Session


class SetsDoor:
    """Sets belong to the open project; each change is kept at once, and can be undone."""

    _session: "Session"

    def __init__(self, events: Events) -> None:
        self._events = events
        self.sets_changed: Signal[[]] = events.sets_changed

    @property
    def sets(self) -> Mapping[str, WordSet]:
        """The named sets of the project, in order of making."""
        return {words.name: words for words in self._session.project.catalogue.sets()}

    def keep_set(self, words: WordSet, name: str = "") -> None:
        """Keep a set of words; one of the same name is replaced. `name` is the gesture, for undo."""
        with telling(self._events):
            self._change_sets(((words.name, words),), name or f"set {words.name}")

    def rename_set(self, name: str, words: WordSet) -> None:
        """Keep a set, perhaps with other words, under another name than before; edits in quick succession are one."""
        gone = () if words.name == name else ((name, None),)
        told = f"edit of set {name}" if words.name == name else f"name {words.name}"
        with telling(self._events):
            self._change_sets((*gone, (words.name, words)), told, merge=words.name == name)

    def remove_set(self, name: str) -> None:
        """Forget a set of words; the notice can put it back, as undo does."""
        with telling(self._events):
            gone = self.sets[name]
            self._change_sets(((name, None),), f"removal of set {name}")
            back = NoticeAction(text="Put back", run=lambda: self.keep_set(gone))
            self._events.noticed.emit(Notice(text=f"Removed the set {name}.", action=back))

    def _change_sets(self, after: NamedSets, name: str, merge: bool = False) -> None:
        """Make the change so that it can be undone by its name."""
        self._session.selecting.change_sets(after, name, merge)
