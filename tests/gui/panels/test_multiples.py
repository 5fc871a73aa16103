"""Small maps over one parameter, linked."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.multiples import MultiplesPanel


@pytest.fixture
def panel(shown, qtbot: QtBot) -> MultiplesPanel:
    """A panel that is asked for UMAP over three numbers of neighbours."""
    panel = shown(MultiplesPanel)
    panel.resize(1080, 300)
    panel._show_method("umap")
    panel.values.setText("3, 5, 8")
    panel._on_edited()
    qtbot.wait(1)
    return panel


@pytest.fixture
def ran(panel: MultiplesPanel, workspace, qtbot: QtBot) -> MultiplesPanel:
    """The panel with its three maps."""
    panel.run()
    settle(workspace)
    qtbot.wait(1)
    return panel


def states(panel: MultiplesPanel) -> list[str]:
    """What stands below the maps."""
    return [cell.state.text() for cell in panel.grid.cells]


def test_before_it_is_run_the_values_stand_there(panel: MultiplesPanel) -> None:
    assert ["Neighbours 3", "Neighbours 5", "Neighbours 8"] == [cell.value.text() for cell in panel.grid.cells]
    assert ["not run"] * 3 == states(panel)


def test_each_value_becomes_a_map_of_the_library(ran: MultiplesPanel, workspace) -> None:
    made = [item.parameters["n_neighbors"] for item in workspace.items.values() if item.step == "umap"]

    assert [3, 5, 8] == made
    assert all(text.endswith("% kept") for text in states(ran))
    assert "3 of 3 maps" == ran.form.state.text()


def test_the_shown_map_stays_where_it_is(ran: MultiplesPanel, workspace) -> None:
    assert "pca" == workspace.items[workspace.projection_id].step


def test_what_is_there_is_not_run_again(ran: MultiplesPanel, workspace) -> None:
    before = len(workspace.items)

    ran.run()
    settle(workspace)

    assert before == len(workspace.items)


def test_what_one_map_selects_all_show(ran: MultiplesPanel, workspace, qtbot: QtBot) -> None:
    ran.grid.cells[0].view.selected.emit(np.array([2, 4]), "replace", "lasso")
    qtbot.wait(1)

    assert [2, 4] == workspace.selection.tolist()
    assert [[2, 4]] * 3 == [cell.view.figure().selected.tolist() for cell in ran.grid.cells]
    assert "lasso, 2 points" == workspace.undo_name


def test_a_click_pins_the_word_on_all(ran: MultiplesPanel, workspace, qtbot: QtBot) -> None:
    ran.grid.cells[1].view.clicked.emit(6, "replace")
    qtbot.wait(1)

    assert [6] * 3 == [cell.view.figure().pinned for cell in ran.grid.cells]


def test_what_one_map_points_at_the_others_ring(ran: MultiplesPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = ran.grid.cells
    monkeypatch.setattr(first.view, "underMouse", lambda: True)

    first.view.set_hovered(5)

    assert [5, 5] == [cell.view.scene().hovered for cell in others]


def test_a_double_click_shows_the_map_large(ran: MultiplesPanel, workspace) -> None:
    cell = ran.grid.cells[2]
    event = QMouseEvent(QMouseEvent.Type.MouseButtonDblClick, QPointF(5, 5), QPointF(5, 5), Qt.MouseButton.LeftButton,
                        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip

    cell.view.mouseDoubleClickEvent(event)

    assert cell.item == workspace.projection_id


def test_the_colours_are_those_of_the_map(ran: MultiplesPanel, workspace, qtbot: QtBot) -> None:
    colorings = {id(cell.view.figure().coloring) for cell in ran.grid.cells}

    assert 1 == len(colorings)


def test_the_other_settings_are_those_of_the_shown_map(panel: MultiplesPanel, workspace, qtbot: QtBot) -> None:
    workspace.start(build(step_named("umap"), {"n_neighbors": 4, "epochs": 30}))
    settle(workspace)

    assert [30, 30, 30] == [step.epochs for step in panel.steps()]


@pytest.mark.parametrize(("text", "told"), [("", "No values are given."), ("3, x", "--n-neighbors is ‘x’")])
def test_wrong_values_are_told_below_the_bar(panel: MultiplesPanel, text: str, told: str) -> None:
    panel.values.setText(text)

    panel.run()

    assert panel.form.problem.text().startswith(told)
    assert panel.values.wrong


def test_fewer_values_leave_fewer_maps(ran: MultiplesPanel, qtbot: QtBot) -> None:
    ran.values.setText("5")
    ran._on_edited()
    qtbot.wait(1)

    assert ["Neighbours 5"] == [cell.value.text() for cell in ran.grid.cells]
