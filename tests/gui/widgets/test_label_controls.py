"""The controls of labels say what is wished for, and can be undone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from embexplorer.core.groups import NO_GROUPS
from embexplorer.core.look import Look
from embexplorer.gui.widgets.choice import Choice
from embexplorer.gui.widgets.label_controls import LabelControls
from embexplorer.workspace.workspace import Workspace


@pytest.fixture
def controls(qtbot: QtBot, workspace: Workspace) -> LabelControls:
    made = LabelControls(workspace)
    qtbot.addWidget(made)
    made.show()
    return made


def offered(choice: Choice) -> list[str]:
    return [choice.itemText(place) for place in range(choice.count())]


def test_labels_can_be_ranked_by_any_column_and_by_trust(controls: LabelControls) -> None:
    assert {"usual order", "rank", "norm", "kept share"} <= set(offered(controls.rank_by))


def test_choosing_a_rank_can_be_undone_by_name(controls: LabelControls, workspace: Workspace) -> None:
    controls.rank_by.chosen.emit("norm")
    named = workspace.undo_name
    chosen = workspace.look.label_by

    workspace.undo()

    assert ("norm", None, True) == (chosen, workspace.look.label_by, "norm" in named)


def test_a_rank_can_be_turned_round_only_where_there_is_one(controls: LabelControls, workspace: Workspace) -> None:
    before = controls.reverse.isEnabled()

    controls.rank_by.chosen.emit("norm")
    controls.reverse.click()

    assert (False, True, True) == (before, controls.reverse.isEnabled(), workspace.look.label_reverse)


def test_moves_of_the_density_are_undone_together(controls: LabelControls, workspace: Workspace) -> None:
    for place in (60, 70, 80):
        controls.density.setValue(place)
    moved = workspace.look.label_density

    workspace.undo()

    assert (1.6, 1.0, 50) == (moved, workspace.look.label_density, controls.density.value())


@pytest.mark.parametrize(("density", "said"), [(0.0, "none"), (1.0, "1.00"), (2.0, "all")])
def test_the_density_is_told(controls: LabelControls, density: float, said: str) -> None:
    controls.show_look(Look(label_density=density))

    assert said == controls.told.text()


def test_names_of_groups_can_be_chosen_and_switched_off(controls: LabelControls, workspace: Workspace) -> None:
    controls.names_of.chosen.emit(NO_GROUPS)
    off = workspace.look.group_by

    controls.names_of.chosen.emit(None)

    assert (NO_GROUPS, None) == (off, workspace.look.group_by)


def test_the_density_can_be_set_by_keys(controls: LabelControls, workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClick(controls.density, Qt.Key.Key_Right)

    assert 1.02 == pytest.approx(workspace.look.label_density)
