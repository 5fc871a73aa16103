"""The part of the workspace's door that leads to named sets of words."""

from collections.abc import Mapping

from embexplorer.core.word_sets import WordSet
from embexplorer.workspace.events import Events
from embexplorer.workspace.notices import Notice, NoticeAction
from embexplorer.workspace.project import Project
from embexplorer.workspace.signal import Signal
from embexplorer.workspace.telling import telling


class SetsDoor:
    """Sets belong to the open project; each change is kept at once."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.sets_changed: Signal[[]] = events.sets_changed

    @property
    def project(self) -> Project:
        """The open project."""
        raise NotImplementedError

    @property
    def sets(self) -> Mapping[str, WordSet]:
        """The named sets of the project, in order of making."""
        return {words.name: words for words in self.project.catalogue.sets()}

    def keep_set(self, words: WordSet) -> None:
        """Keep a set of words; one of the same name is replaced."""
        with telling(self._events):
            self.project.catalogue.keep_set(words)
            self.sets_changed.emit()

    def rename_set(self, name: str, words: WordSet) -> None:
        """Keep a set, perhaps with other words, under another name than before."""
        with telling(self._events):
            self.project.catalogue.keep_set(words)
            if words.name != name:
                self.project.catalogue.remove_set(name)
            self.sets_changed.emit()

    def remove_set(self, name: str) -> None:
        """Forget a set of words; the notice can put it back."""
        with telling(self._events):
            gone = self.sets[name]
            self.project.catalogue.remove_set(name)
            self.sets_changed.emit()
            back = NoticeAction(text="Put back", run=lambda: self.keep_set(gone))
            self._events.noticed.emit(Notice(text=f"Removed the set {name}.", action=back))
