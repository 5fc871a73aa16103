"""The panel of the geometry measures, tells, and shows what it tells of."""

import pytest
from pytestqt.qtbot import QtBot

from embexplorer.gui.actions import Actions
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.geometry import GeometryPanel


@pytest.fixture
def panel(shown) -> GeometryPanel:
    """A wide panel over 27 words."""
    panel = shown(GeometryPanel)
    panel.resize(1080, 280)
    return panel


@pytest.fixture
def answered(panel: GeometryPanel, workspace) -> GeometryPanel:
    """The panel with its answer."""
    panel.empty.button.click()
    settle(workspace)
    return panel


def test_the_measures_are_shown_with_their_intervals(answered: GeometryPanel) -> None:
    columns = {column.name: column.ends for column in answered.table.model_of_table().columns}

    assert {"measure": None, "value": ("low", "high"), "says": None} == columns


def test_the_answer_is_in_the_library_below_its_space(answered: GeometryPanel, workspace) -> None:
    made = [item for item in workspace.items.values() if item.kind == "table"]

    assert [("geometry", workspace.space_id)] == [(item.step, item.parent) for item in made]


def test_a_finding_is_shown_on_the_map_and_beside(answered: GeometryPanel, workspace) -> None:
    answered.findings.buttons()[-1].click()

    rows = answered.shown.table().columns["row"].to_pylist()
    assert ("Shortest", sorted(rows)) == (answered.shown_head.title.text(), workspace.selection.tolist())


def test_the_selection_of_a_finding_is_undone_by_its_name(answered: GeometryPanel, workspace) -> None:
    answered.show_part("longest")

    assert "longest, 20 points" == workspace.undo_name


def test_the_histograms_come_back(answered: GeometryPanel) -> None:
    answered.show_part("longest")
    answered.back.click()

    assert answered.lists.isVisible()


def test_every_row_stands_in_both_histograms(answered: GeometryPanel) -> None:
    counted = [sum(one.rows for one in bars.bins()) for bars in (answered.lists, answered.norms)]

    assert [27, 27] == counted


def test_a_narrow_panel_shows_the_rows_in_place_of_the_sentences(answered: GeometryPanel) -> None:
    answered.resize(600, 280)
    answered.show_part("longest")

    assert (True, False) == (answered.shown.isVisible(), answered.findings.isVisible())


def test_what_the_space_cannot_give_is_said_below_the_bar(panel: GeometryPanel, workspace) -> None:
    panel.k.set_value(100)
    panel.run()
    settle(workspace)

    assert "A space of 27 rows has no shape to speak of. Use 101 rows or more." == panel.form.problem.text()


def test_what_is_no_number_is_said_before_anything_runs(panel: GeometryPanel, workspace) -> None:
    panel.k._line.setText("ten")
    panel.run()

    assert "ten" in panel.form.problem.text()


def test_a_panel_made_later_shows_the_answer(answered: GeometryPanel, workspace, qtbot: QtBot) -> None:
    later = GeometryPanel(workspace, Actions())
    qtbot.addWidget(later)

    assert answered.answer() == later.answer()


def test_the_answer_goes_with_its_item(answered: GeometryPanel, workspace) -> None:
    workspace.remove(next(item.id for item in workspace.items.values() if item.kind == "table"))

    assert answered.empty.isVisible()
