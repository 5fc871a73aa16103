"""What the command palette offers for the typed text: actions, recent projects, kept views, demos and words."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from embexplorer.core.resources import demos
from embexplorer.gui.actions import Action, Actions, shortcut_text
from embexplorer.workspace.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line: what it is, a note at the right, and what choosing it does; `why` is set when it cannot be chosen.

    `also` are words that it is found by and that are not shown.
    """

    text: str
    note: str
    run: Callable[[], object]
    why: str = ""
    also: str = ""

    def shown(self) -> str:
        """The words that can be read."""
        return f" {self.text} {self.note}".casefold()


@dataclass(frozen=True)
class Call:
    """A function with its argument, for an entry."""

    function: Callable[..., object]
    argument: object

    def __call__(self) -> object:
        return self.function(self.argument)


def entries(text: str, workspace: Workspace, actions: Actions, open_path: Callable[[Path], object]) -> list[Entry]:
    """Everything that matches all words of the text, actions first; the word itself when the space holds it."""
    found = [entry for entry in _all(workspace, actions, open_path) if _matches(text, entry)]
    return _word(text.strip(), workspace) + sorted(found, key=Closeness(text))


def _all(workspace: Workspace, actions: Actions, open_path: Callable[[Path], object]) -> list[Entry]:
    return [
        *(_of_action(action, actions) for action in actions.all() if action.id != "find.anything"),
        *(
            Entry(text=recent.name, note="recent project", run=Call(open_path, recent.folder))
            for recent in workspace.recents
        ),
        *(Entry(text=name, note="kept view", run=Call(workspace.go_to_bookmark, name)) for name in workspace.bookmarks),
        *(Entry(text=name, note="demo", run=Call(open_path, path)) for name, path in demos().items()),
    ]


def _of_action(action: Action, actions: Actions) -> Entry:
    enabled = action.enabled()
    menu, _, inner = action.group.partition("/")
    keys = f"{menu}   {shortcut_text(action.shortcut)}" if action.shortcut else menu
    why = "" if enabled else action.why_disabled or "Not possible now."
    text = f"{inner}: {action.wording()}" if inner else action.wording()
    return Entry(text=text, note=keys, run=Call(actions.trigger, action.id), why=why, also=action.also)


def _word(text: str, workspace: Workspace) -> list[Entry]:
    space = workspace.space()
    if space is None or not text:
        return []
    row = space.keys.find(text)
    return [] if row is None else [of_word(text, row, workspace)]


def of_word(label: str, row: int, workspace: Workspace) -> Entry:
    """A word of the shown space; choosing it does what a click on its point does."""
    return Entry(text=label, note=f"word · row {row + 1:,}", run=FindWord(workspace, row))


@dataclass(frozen=True)
class FindWord:
    """Pins and selects one row."""

    workspace: Workspace
    row: int

    def __call__(self) -> None:
        self.workspace.pin(self.row)
        self.workspace.select([self.row], "replace", "find")


def _matches(text: str, entry: Entry) -> bool:
    return _holds(text, f"{entry.shown()} {entry.also.casefold()}")


def _holds(text: str, heard: str) -> bool:
    """Whether a word begins with each part of the text."""
    return all(f" {part}" in heard for part in text.casefold().split())


@dataclass(frozen=True)
class Closeness:
    """Sorts what begins with the text before what only holds it, what can be done before what cannot, and last those
    that do not show what they were found by.
    """

    text: str

    def __call__(self, entry: Entry) -> tuple[bool, bool, bool]:
        begins = entry.text.casefold().startswith(self.text.strip().casefold())
        return not _holds(self.text, entry.shown()), bool(entry.why), not begins
