"""The panel of clusters runs, says what it found, and makes it a column that colours the map."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from embexplorer.gui.actions import Actions
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.clusters import ClustersPanel

NAME = "k-means 3"


@pytest.fixture
def panel(shown) -> ClustersPanel:
    """A wide panel over 27 words in three groups, asked for three clusters."""
    panel = shown(ClustersPanel)
    panel.resize(1080, 280)
    panel.form.clusters.set_value(3)
    return panel


@pytest.fixture
def answered(panel: ClustersPanel, workspace) -> ClustersPanel:
    """The panel with its answer."""
    panel.run()
    settle(workspace)
    return panel


def names(panel: ClustersPanel) -> list[str]:
    return panel.table.table().columns["cluster"].to_pylist()


def test_it_says_at_first_what_goes_there(panel: ClustersPanel) -> None:
    assert panel.empty.isVisible()


def test_the_button_of_the_empty_panel_finds_clusters(panel: ClustersPanel, workspace) -> None:
    panel.empty.button.click()
    settle(workspace)

    assert [9, 9, 9] == panel.table.table().columns["size"].to_pylist()


def test_how_far_the_map_agrees_is_said(answered: ClustersPanel) -> None:
    assert "These clusters and those of the map PCA agree to 1.00: this map shows the clusters of the space." == (
        answered.said.text()
    )


def test_the_answer_is_in_the_library_below_its_map(answered: ClustersPanel, workspace) -> None:
    made = [item for item in workspace.items.values() if item.kind == "table"]

    assert [(NAME, workspace.projection_id)] == [(item.name, item.parent) for item in made]


def test_the_answer_is_a_column_that_colours_the_map(answered: ClustersPanel, workspace) -> None:
    assert NAME == workspace.look.color_by
    assert set(names(answered)) == set(workspace.space().columns[NAME].to_pylist())


def test_the_colour_is_undone(answered: ClustersPanel, workspace) -> None:
    workspace.undo()

    assert workspace.look.color_by != NAME


def test_the_colour_comes_back_by_its_button(answered: ClustersPanel, workspace) -> None:
    workspace.undo()
    answered.color.click()

    assert NAME == workspace.look.color_by


def test_a_second_run_has_a_name_of_its_own(answered: ClustersPanel, workspace) -> None:
    answered.run()
    settle(workspace)

    assert {NAME, f"{NAME} (2)"} <= set(workspace.space().columns.column_names)


def test_an_earlier_answer_is_chosen_where_there_are_several(answered: ClustersPanel, workspace) -> None:
    answered.form.clusters.set_value(5)
    answered.run()
    settle(workspace)

    answered.which.chosen.emit(answered.which._entries[0][1])

    assert (True, 3) == (answered.which.isVisible(), answered.table.table().columns.num_rows)


def test_a_single_answer_needs_no_choice(answered: ClustersPanel) -> None:
    assert not answered.which.isVisible()


def test_a_clicked_line_selects_its_rows(answered: ClustersPanel, workspace) -> None:
    answered.table.clicked.emit(answered.table.model_of_table().index(1, 0))

    chosen = set(workspace.space().columns[NAME].take(workspace.selection).to_pylist())
    assert ({names(answered)[1]}, 9) == (chosen, len(workspace.selection))


def test_a_clicked_band_selects_its_rows_and_its_line(answered: ClustersPanel, workspace) -> None:
    answered.plot.chosen.emit(names(answered)[2])

    lines = [index.row() for index in answered.table.selectionModel().selectedRows()]
    assert (9, [2]) == (len(workspace.selection), lines)


def test_a_cluster_is_renamed_in_table_plot_and_column(answered: ClustersPanel, workspace) -> None:
    answered.choose(names(answered)[0])
    answered.name.setText("my words")
    answered.name.returnPressed.emit()

    assert "my words" == names(answered)[0] == answered.plot.bands()[0].name == answered.name.text()
    assert 9 == workspace.space().columns[NAME].to_pylist().count("my words")


def test_a_renamed_cluster_is_still_chosen_by_its_rows(answered: ClustersPanel, workspace) -> None:
    answered.choose(names(answered)[0])
    answered.name.setText("my words")
    answered.name.returnPressed.emit()
    workspace.select([])

    answered.choose("my words")

    assert 9 == len(workspace.selection)


def test_the_name_of_another_cluster_is_not_taken(answered: ClustersPanel) -> None:
    before = names(answered)
    answered.choose(before[0])
    answered.name.setText(before[1])
    answered.name.returnPressed.emit()

    assert before == names(answered)


def test_a_panel_made_later_shows_the_answer_and_its_names(answered: ClustersPanel, workspace, qtbot: QtBot) -> None:
    answered.choose(names(answered)[0])
    answered.name.setText("my words")
    answered.name.returnPressed.emit()
    later = ClustersPanel(workspace, Actions())
    qtbot.addWidget(later)

    assert "my words" == names(later)[0]


def test_density_clusters_ask_for_the_least_rows(panel: ClustersPanel, workspace) -> None:
    panel.form.method.setCurrentIndex(1)
    panel.form.method.activated.emit(1)
    panel.form.least.set_value(5)
    panel.run()
    settle(workspace)

    assert (False, True) == (panel.form.clusters.isVisible(), panel.form.least.isVisible())
    assert "hdbscan 5" == workspace.look.color_by


def test_what_the_space_cannot_give_is_said_below_the_bar(panel: ClustersPanel, workspace) -> None:
    panel.form.clusters.set_value(500)
    panel.run()
    settle(workspace)

    assert "27 rows cannot make 500 clusters. Ask for fewer than 27." == panel.form.problem.text()
    assert panel.form.run.isEnabled()


def test_what_is_no_number_is_said_before_anything_runs(panel: ClustersPanel, workspace) -> None:
    panel.form.clusters._line.setText("many")
    panel.form.clusters.changed.emit()

    assert "many" in panel.form.problem.text()
    assert not workspace.jobs or all(job.step.name != "cluster" for job in workspace.jobs.values())


def test_the_time_of_a_run_is_said_before_it(panel: ClustersPanel) -> None:
    assert panel.form.state.text().startswith("About 2 s")


def test_the_columns_of_words_may_name_clusters(answered: ClustersPanel) -> None:
    assert ["auto", NAME] == [answered.form.text.itemText(place) for place in range(answered.form.text.count())]


def test_a_narrow_panel_has_no_room_for_the_plot(answered: ClustersPanel) -> None:
    answered.resize(600, 280)

    assert not answered.plot.isVisible()


def test_another_space_has_no_answer_yet(answered: ClustersPanel, workspace, tmp_path) -> None:
    file = tmp_path / "other.txt"
    file.write_text("".join(f"v{n} {n % 5} {n} 1\n" for n in range(12)))
    workspace.open_file(file)
    settle(workspace)

    assert answered.empty.isVisible()


def test_the_answer_goes_with_its_item(answered: ClustersPanel, workspace) -> None:
    table = next(item.id for item in workspace.items.values() if item.kind == "table")

    workspace.remove(table)

    assert answered.empty.isVisible()


def test_the_command_copied_from_the_menu_is_that_of_the_answer(answered: ClustersPanel, qapp: QApplication) -> None:
    answered.exports.copy_command()

    assert "cluster" in qapp.clipboard().text() and "--clusters 3" in qapp.clipboard().text()
