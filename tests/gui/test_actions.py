"""The registry of actions: what every action has, and that menus, palette and shortcuts come from it."""

import pytest
from PySide6.QtWidgets import QMenu

from embexplorer.gui.actions import GROUPS, Action, Actions
from embexplorer.gui.window import MainWindow


def nothing() -> None:
    """Do nothing."""


def never() -> bool:
    """Not now."""
    return False


def test_every_action_of_the_window_has_a_name_and_a_menu(window: MainWindow) -> None:
    actions = window.actions_.all()

    nameless = [action.id for action in actions if not action.text or action.group.split("/")[0] not in GROUPS]

    assert [] == nameless


def test_every_action_that_may_be_disabled_says_why(window: MainWindow) -> None:
    disabled = [action for action in window.actions_.all() if not action.enabled()]

    silent = [action.id for action in disabled if not action.why_disabled]

    assert [] == silent


def test_no_shortcut_is_given_twice(window: MainWindow) -> None:
    shortcuts = [action.shortcut for action in window.actions_.all() if action.shortcut]

    assert sorted(set(shortcuts)) == sorted(shortcuts)


def test_every_action_stands_in_its_menu(window: MainWindow) -> None:
    window.later.finish()
    menus = [window.menus.menu(group) for group in GROUPS]
    menus += [inner for menu in menus for inner in menu.findChildren(QMenu)]

    listed = {entry.objectName() for menu in menus for entry in menu.actions()}

    assert {action.id for action in window.actions_.all()} <= listed


def test_two_actions_of_one_id_are_refused(window: MainWindow) -> None:
    actions = Actions(window)
    actions.add(Action(id="a", text="A", group="File", run=nothing))

    with pytest.raises(ValueError, match="two actions are named a"):
        actions.add(Action(id="a", text="B", group="File", run=nothing))


def test_a_disabled_action_does_not_run(window: MainWindow) -> None:
    ran: list[str] = []
    actions = Actions(window)
    actions.add(Action(id="a", text="A", group="File", run=lambda: ran.append("a"), enabled=never, why_disabled="No."))

    done = actions.trigger("a")

    assert (done, ran) == (False, [])


def test_an_ampersand_in_the_wording_is_shown_as_itself(window: MainWindow) -> None:
    actions = Actions(window)

    live = actions.add(Action(id="a", text="Undo R&D", group="File", run=nothing))

    assert live.text() == "Undo R&&D"


def test_undo_names_what_it_takes_back(open_window: MainWindow) -> None:
    open_window.workspace.select([1, 2, 3], "replace", "lasso")

    text = open_window.actions_.live("edit.undo").text()

    assert text == "Undo lasso, 3 points"
