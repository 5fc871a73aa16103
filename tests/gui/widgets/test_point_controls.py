"""How points look beside their colour."""

import pyarrow as pa
import pytest

from embexplorer.gui.widgets.point_controls import SIZES, PointControls


@pytest.fixture
def controls(workspace, qtbot) -> PointControls:
    kinds = ["a", "b"] * workspace.space().rows
    space = workspace.space()
    table = pa.table({"kind": kinds[: space.rows], "few": [row % 3 for row in range(space.rows)]})
    workspace.add_columns(workspace.space_id, table)
    controls = PointControls(workspace)
    qtbot.addWidget(controls)
    controls.show()
    return controls


def offered(choice) -> list[str]:
    return [choice.itemText(place) for place in range(choice.count())]


def test_sizes_are_offered_for_numbers_and_shapes_for_few_classes(controls) -> None:
    assert {"no column", "rank", "norm", "few", "kept share"} <= set(offered(controls.size_by))
    assert "kind" not in offered(controls.size_by)
    assert {"no column", "kind", "few"} <= set(offered(controls.shape_by))
    assert not {"rank", "norm"} & set(offered(controls.shape_by))


def test_the_slider_is_one_change_and_goes_up_to_three_times(controls, workspace) -> None:
    controls.size_row.slider.setValue(20)
    controls.size_row.slider.setValue(len(SIZES) - 1)

    assert (3.0, "point size") == (workspace.look.point_size, workspace.undo_name)
    workspace.undo()
    assert (1.0, 1.0) == (workspace.look.point_size, controls.size_row.value())


def test_the_usual_size_comes_back(controls, workspace) -> None:
    controls.size_row.slider.setValue(0)

    controls.size_row.reset.click()

    assert 1.0 == workspace.look.point_size


def test_a_column_gives_the_size(controls, workspace) -> None:
    controls.size_by.chosen.emit("norm")

    assert ("norm", "size by norm") == (workspace.look.size_by, workspace.undo_name)


def test_a_column_gives_the_shape_and_gives_it_up(controls, workspace) -> None:
    controls.shape_by.chosen.emit("kind")
    controls.shape_by.chosen.emit(None)

    assert (None, "shape by no column") == (workspace.look.shape_by, workspace.undo_name)


def test_what_was_undone_elsewhere_is_shown(controls, workspace) -> None:
    controls.size_by.chosen.emit("norm")

    workspace.undo()

    assert controls.size_by.value() is None
