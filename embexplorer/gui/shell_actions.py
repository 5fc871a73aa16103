"""The actions of the window itself: files, undo, selection, theme, docks, help; panels register their own."""

from collections.abc import Callable
from dataclasses import dataclass

from embexplorer.gui.actions import Action, Actions
from embexplorer.gui.layouts import LAYOUTS, Layout
from embexplorer.gui.style import Wish, appearance
from embexplorer.gui.vision import KINDS, TITLES, Kind, vision
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.workspace import Workspace

NOTHING_OPEN = "Open a space first."


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What the window does for its actions."""

    find: Callable[[], object]
    open_files: Callable[[], object]
    open_project: Callable[[], object]
    save: Callable[[], object]
    save_as: Callable[[], object]
    quit: Callable[[], object]
    jobs: Callable[[], object]
    arrange: Callable[[str], object]
    welcome: Callable[[], object]
    shortcuts: Callable[[], object]
    about: Callable[[], object]


def register_shell(actions: Actions, workspace: Workspace, settings: Settings, doing: Doing) -> None:
    """Register everything that belongs to no panel."""
    _register_file(actions, workspace, doing)
    Editing(workspace).register(actions)
    for wish in ("system", "light", "dark"):
        _register_theme(actions, settings, wish)
    for kind in KINDS:
        _register_vision(actions, kind)
    _register_window(actions, workspace, doing)


def _register_file(actions: Actions, workspace: Workspace, doing: Doing) -> None:
    add = actions.add
    add(Action(id="file.open", text="Open…", group="File", run=doing.open_files, shortcut="Ctrl+O",
               tooltip="Open vectors from a file"))  # fmt: skip
    add(Action(id="file.open-project", text="Open project…", group="File", run=doing.open_project,
               shortcut="Ctrl+Shift+O"))  # fmt: skip
    add(Action(id="file.new", text="New project", group="File", run=workspace.new_project, shortcut="Ctrl+N", section=1,
               tooltip="Begin an empty project; the one that is open stays on disk"))  # fmt: skip
    add(Action(id="file.save", text="Save project", group="File", run=doing.save, shortcut="Ctrl+S", section=1,
               tooltip="Save project · names an untitled one; all changes are kept at once"))  # fmt: skip
    add(Action(id="file.save-as", text="Save project as…", group="File", run=doing.save_as, shortcut="Ctrl+Shift+S",
               section=1))  # fmt: skip
    add(Action(id="file.quit", text="Quit", group="File", run=doing.quit, shortcut="Ctrl+Q", section=9))


class Editing:
    """Undo, redo and the whole selection. Kept alive by the actions that call it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def register(self, actions: Actions) -> None:
        """Register them all."""
        add, workspace = actions.add, self._workspace
        add(Action(id="edit.undo", text="Undo", group="Edit", run=workspace.undo, shortcut="Ctrl+Z",
                   enabled=self._can_undo, why_disabled="Nothing to undo.", live_text=self._undo_text))  # fmt: skip
        add(Action(id="edit.redo", text="Redo", group="Edit", run=workspace.redo, shortcut="Ctrl+Shift+Z",
                   enabled=self._can_redo, why_disabled="Nothing to redo.", live_text=self._redo_text))  # fmt: skip
        add(Action(id="selection.all", text="Select all shown", group="Edit", run=workspace.select_shown, section=1,
                   tooltip="Select all shown · all points that the map draws", enabled=self._has_space,
                   why_disabled=NOTHING_OPEN))  # fmt: skip
        add(Action(id="selection.clear", text="Clear the selection", group="Edit", run=self._clear, section=1,
                   shortcut="Ctrl+Shift+A", enabled=self._has_selection,
                   why_disabled="Nothing is selected."))  # fmt: skip

    def _can_undo(self) -> bool:
        return bool(self._workspace.undo_name)

    def _can_redo(self) -> bool:
        return bool(self._workspace.redo_name)

    def _undo_text(self) -> str:
        return f"Undo {self._workspace.undo_name}".strip()

    def _redo_text(self) -> str:
        return f"Redo {self._workspace.redo_name}".strip()

    def _has_space(self) -> bool:
        return self._workspace.space() is not None

    def _has_selection(self) -> bool:
        return len(self._workspace.selection) > 0 or self._workspace.pinned is not None

    def _clear(self) -> None:
        self._workspace.select([], "replace", "clear selection")
        self._workspace.pin(None)


@dataclass(frozen=True)
class ThemeChoice:
    """One of the three wishes, as an action's run and checked."""

    wish: Wish
    settings: Settings

    def choose(self) -> None:
        """Show it and remember it."""
        appearance().set_wish(self.wish)
        self.settings.put("theme", self.wish)

    def is_chosen(self) -> bool:
        """Whether it is the wish now."""
        return appearance().wish == self.wish


def _register_theme(actions: Actions, settings: Settings, wish: Wish) -> None:
    choice = ThemeChoice(wish, settings)
    text = {"system": "Like the system", "light": "Light", "dark": "Dark"}[wish]
    actions.add(Action(id=f"theme.{wish}", text=text, group="View/Theme", run=choice.choose, checked=choice.is_chosen,
                       tooltip=f"Theme: {text.lower()}"))  # fmt: skip


@dataclass(frozen=True)
class VisionChoice:
    """One kind of colour vision, as an action's run and checked."""

    kind: Kind

    def choose(self) -> None:
        """Look at the maps like this."""
        vision().choose(self.kind)

    def is_chosen(self) -> bool:
        """Whether they are looked at like this now."""
        return vision().kind == self.kind


def _register_vision(actions: Actions, kind: Kind) -> None:
    choice = VisionChoice(kind)
    actions.add(Action(id=f"vision.{kind}", text=TITLES[kind], group="View/See maps as colour-blind", run=choice.choose,
                       checked=choice.is_chosen, tooltip=f"See maps as · {TITLES[kind]} · on the screen only, files "
                       "keep their colours"))  # fmt: skip


@dataclass(frozen=True)
class Arranging:
    """One layout, as what an action does."""

    arrange: Callable[[str], object]
    layout: Layout

    def run(self) -> None:
        """Arrange the docks as it wants them."""
        self.arrange(self.layout.name)


def _always() -> bool:
    return True


def _register_window(actions: Actions, workspace: Workspace, doing: Doing) -> None:
    add = actions.add
    add(Action(id="find.anything", text="Find anything", group="Window", run=doing.find, shortcut="Ctrl+Shift+P"))
    add(Action(id="window.jobs", text="Jobs", group="Window", run=doing.jobs, shortcut="Ctrl+J",
               tooltip="Show what runs and what has run"))  # fmt: skip
    for layout in LAYOUTS:
        enabled = Editing(workspace)._has_space if layout.needs_space else _always
        add(Action(id=layout.action, text=f"{layout.name} layout", group="Window", section=1, tooltip=layout.tooltip,
                   run=Arranging(doing.arrange, layout).run, shortcut=layout.shortcut, enabled=enabled,
                   why_disabled=NOTHING_OPEN))  # fmt: skip
    add(Action(id="window.welcome", text="Welcome page", group="Window", run=doing.welcome, section=1))
    add(Action(id="help.shortcuts", text="All shortcuts", group="Help", run=doing.shortcuts, shortcut="F1"))
    add(Action(id="help.about", text="About embexplorer", group="Help", run=doing.about))
