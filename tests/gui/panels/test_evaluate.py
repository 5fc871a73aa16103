"""The panel of evaluation starts the step for each chosen space, joins the answers, and shows failures on the map."""

from pathlib import Path

import pytest

from embexplorer.core.figure import Arrow
from embexplorer.gui.alone import settle, written_vectors
from embexplorer.gui.panels.evaluate import EvaluatePanel
from embexplorer.gui.widgets.table_cells import TableCells
from embexplorer.gui.widgets.table_model import INTERVAL_ROLE

QUESTIONS = ": groups\nking queen cat dog\nking queen cat <s>\nking unicorn cat dog\n"


@pytest.fixture
def panel(shown, workspace, tmp_path: Path) -> EvaluatePanel:
    """The panel with one set of three questions ticked, of which at most one is answered as expected."""
    panel = shown(EvaluatePanel)
    file = tmp_path / "mine.txt"
    file.write_text(QUESTIONS, encoding="utf-8")
    panel.sets.offer([], [])
    panel.add_file(file)
    panel.sets.offer([("mine.txt", str(file))], [str(file)])
    return panel


def run(panel: EvaluatePanel, workspace) -> None:
    panel.run.click()
    settle(workspace)


def test_an_evaluation_is_kept_in_the_library_and_shown(panel: EvaluatePanel, workspace) -> None:
    run(panel, workspace)

    assert ["accuracy", "baseline"] == panel.table.table().columns["measure"].to_pylist()
    assert [2, 2] == panel.table.table().columns["covered"].to_pylist()
    assert any(item.kind == "table" for item in workspace.items.values())
    assert panel.told.text() == "1 word missing: unicorn"


def test_values_have_intervals_to_draw(panel: EvaluatePanel, workspace) -> None:
    run(panel, workspace)
    model = panel.table.model_of_table()
    place = [column.name for column in model.columns].index("value")

    low, value, high = model.index(0, place).data(INTERVAL_ROLE)

    assert 0 <= low <= value <= high <= 1
    assert isinstance(panel.table.itemDelegate(), TableCells)
    assert not panel.table.grab().isNull()


def test_a_failed_question_is_shown_on_the_map(panel: EvaluatePanel, workspace) -> None:
    run(panel, workspace)
    panel.part.show_entries([("Failures", "failures")], "failures")
    panel._show_part()
    model = panel.details.model_of_table()

    panel.details.clicked.emit(model.index(0, 0))

    drawing = workspace.drawings.of(workspace.space_id)
    assert Arrow(start=0, end=1) == drawing.arrows[0]
    assert drawing.arrows[2].dashed
    assert {0, 1, 9} <= set(workspace.selection.tolist())


def test_several_spaces_stand_in_one_table(panel: EvaluatePanel, workspace, tmp_path: Path) -> None:
    workspace.open_file(written_vectors(tmp_path / "second.txt"))
    settle(workspace)
    entries = [(item.name, item.id) for item in workspace.items.values() if item.kind == "space"]
    panel.spaces.offer(entries, [id for _, id in entries])

    run(panel, workspace)

    assert ["made-up", "second"] == panel.table.table().columns["space"].unique().to_pylist()


def test_nothing_to_test_is_said(panel: EvaluatePanel, workspace) -> None:
    panel.sets.offer([], [])

    run(panel, workspace)

    assert "No test set is chosen" in panel.problem.text()


def test_a_file_that_is_no_test_set_is_said(panel: EvaluatePanel, workspace, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("word\nanother\n", encoding="utf-8")
    panel.sets.offer([("bad.txt", str(bad))], [str(bad)])

    run(panel, workspace)

    assert "bad.txt, line 1" in panel.problem.text()


def test_the_button_says_what_is_ticked(panel: EvaluatePanel) -> None:
    panel.sets.offer([("one", "1"), ("two", "2")], ["2"])
    one = panel.sets.text()
    panel.sets.offer([("one", "1"), ("two", "2")], ["1", "2"])

    assert ("two", "2 sets") == (one, panel.sets.text())
    assert panel.sets.ticked() == ("1", "2")
