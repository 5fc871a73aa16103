"""What the command palette offers for the typed text: actions, recent projects and files, demos and words."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from embexplorer.core.resources import demos
from embexplorer.gui.actions import Action, Actions, shortcut_text
from embexplorer.workspace.workspace import Workspace

WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line: what it is, a note at the right, and what choosing it does; `why` is set when it cannot be chosen."""

    text: str
    note: str
    run: Callable[[], object]
    why: str = ""


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
    return _words(text.strip(), workspace) + sorted(found, key=_usable_first)


def _all(workspace: Workspace, actions: Actions, open_path: Callable[[Path], object]) -> list[Entry]:
    return [
        *(_of_action(action, actions) for action in actions.all() if action.id != "find.anything"),
        *(
            Entry(text=recent.name, note="recent project", run=Call(open_path, recent.folder))
            for recent in workspace.recents
        ),
        *(Entry(text=name, note="demo", run=Call(open_path, path)) for name, path in demos().items()),
    ]


def _of_action(action: Action, actions: Actions) -> Entry:
    enabled = action.enabled()
    place = action.group.replace("/", " › ")
    keys = f"{place}   {shortcut_text(action.shortcut)}" if action.shortcut else place
    why = "" if enabled else action.why_disabled or "Not possible now."
    return Entry(text=action.wording(), note=keys, run=Call(actions.trigger, action.id), why=why)


def _words(text: str, workspace: Workspace) -> list[Entry]:
    space = workspace.space()
    if space is None or not text:
        return []
    row = space.keys.find(text)
    labels = [text] if row is not None else space.keys.near(text, WORDS)
    rows = [(label, space.keys.find(label)) for label in labels]
    return [Entry(text=label, note=f"word · row {row + 1:,}", run=Call(workspace.pin, row)) for label, row in rows]


def _matches(text: str, entry: Entry) -> bool:
    heard = f"{entry.text} {entry.note}".casefold()
    return all(part in heard for part in text.casefold().split())


def _usable_first(entry: Entry) -> bool:
    return bool(entry.why)
