"""The one registry of actions: menus, toolbars, the palette, shortcuts and tooltips are all made from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from embexplorer.gui.widgets.plain import plain

GROUPS = ("File", "Edit", "View", "Space", "Probe", "Window", "Help")


def _always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing the user can do. `group` is its menu, with a submenu after a slash (“View/Theme”).

    `live_text` gives the wording of the moment (“Undo lasso, 214 points”), `checked` makes it a toggle. `why_disabled`
    is shown in the palette and the tooltip while `enabled()` is False, `remark` is what the tooltip has to add now.
    Actions of one `section` stand together. `also` are other words by which the palette finds it.
    """

    id: str
    text: str
    group: str
    run: Callable[[], object]
    shortcut: str = ""
    enabled: Callable[[], bool] = _always
    why_disabled: str = ""
    tooltip: str = ""
    icon: str = ""
    section: int = 0
    live_text: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    also: str = ""
    remark: Callable[[], str] | None = None

    def wording(self) -> str:
        """What the menu says now."""
        return self.live_text() if self.live_text else self.text


class Actions(QObject):
    """All actions by id, in the order of their registration. `ran` is emitted with the id after one was run."""

    ran = Signal(str)
    added = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}
        self._live: dict[str, QAction] = {}
        self._rest: Callable[[], object] = _always

    def expect(self, rest: Callable[[], object]) -> None:
        """Panels that are made later register more; `rest` makes them at once.

        It is called where all actions are asked for, or one that is not known yet.
        """
        self._rest = rest

    def add(self, action: Action) -> QAction:
        """Register an action; its QAction carries text, shortcut, tooltip and icon. An id is used once."""
        if action.id in self._actions:
            raise ValueError(f"two actions are named {action.id}")
        if action.group.split("/")[0] not in GROUPS:
            raise ValueError(f"{action.id} is in the group {action.group}, expected one of {GROUPS}")
        self._actions[action.id] = action
        self._live[action.id] = self._make(action)
        self.refresh(action.id)
        self.added.emit(action.id)
        return self._live[action.id]

    def trigger(self, id: str) -> bool:
        """Run the action if it is enabled; says whether it ran."""
        action = self.named(id)
        if not action.enabled():
            return False
        action.run()
        self.refresh()
        self.ran.emit(id)
        return True

    def all(self) -> tuple[Action, ...]:
        """Every action."""
        self._rest()
        return tuple(self._actions.values())

    def knows(self, id: str) -> bool:
        """Whether it is registered already."""
        return id in self._actions

    def named(self, id: str) -> Action:
        """The action of this id."""
        self._complete_for(id)
        return self._actions[id]

    def live(self, id: str) -> QAction:
        """The QAction of this id, for menus and tool buttons."""
        self._complete_for(id)
        return self._live[id]

    def refresh(self, id: str | None = None) -> None:
        """Ask each action (or one) again for its wording, whether it is enabled and whether it is on."""
        for name in [id] if id else list(self._actions):
            _update(self._live[name], self._actions[name])

    def in_group(self, group: str) -> Iterator[Action]:
        """The actions of exactly this menu, by section, then in the order of their registration."""
        return iter(sorted((a for a in self.all() if a.group == group), key=lambda a: a.section))

    def _complete_for(self, id: str) -> None:
        if not self.knows(id):
            self._rest()

    def _make(self, action: Action) -> QAction:
        live = QAction(action.text, self)
        live.setObjectName(action.id)
        live.setShortcut(QKeySequence(action.shortcut))
        live.setCheckable(action.checked is not None)
        if action.icon:
            from embexplorer.gui.icons import icon

            live.setIcon(icon(action.icon))
            live.setIconVisibleInMenu(False)
        live.triggered.connect(self._on_triggered)
        return live

    def _on_triggered(self) -> None:
        self.trigger(self.sender().objectName())


def shortcut_text(shortcut: str) -> str:
    """A shortcut as this desktop writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def plain_action_text(text: str) -> str:
    """Text for a menu entry in which an ampersand is only an ampersand."""
    return text.replace("&", "&&")


def _update(live: QAction, action: Action) -> None:
    enabled = action.enabled()
    live.setText(plain_action_text(action.wording()))
    live.setEnabled(enabled)
    live.setToolTip(plain(_tip(action, enabled)))
    if action.checked is not None:
        live.setChecked(action.checked())


def _tip(action: Action, enabled: bool) -> str:
    said = action.tooltip or action.wording().rstrip("…")
    keys = f" · {shortcut_text(action.shortcut)}" if action.shortcut else ""
    why = f"\n{action.why_disabled}" if action.why_disabled and not enabled else ""
    remark = action.remark() if action.remark is not None else ""
    return "\n".join(part for part in (f"{said}{keys}{why}", remark) if part)
