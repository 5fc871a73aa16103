"""The panel of layers shows what is wished for, and each new wish has a name that can be undone."""

import pytest
from PySide6.QtCore import QPoint, Qt

from embexplorer.core.look import LAYERS, Look
from embexplorer.gui.layer_controls.table import CONTROLS, TEXTS
from embexplorer.gui.panels.layers import LayersPanel


def rows_in_order(panel: LayersPanel) -> list[str]:
    """As they stand, from top to bottom."""
    return [panel._list.itemAt(place).widget().layer for place in range(panel._list.count())]


def test_every_layer_has_a_row_and_the_foremost_is_the_first(shown) -> None:
    panel = shown(LayersPanel)

    assert list(reversed(LAYERS)) == rows_in_order(panel)
    assert set(CONTROLS) <= set(TEXTS)


def test_the_eye_hides_and_shows_a_layer(shown, workspace, qtbot) -> None:
    panel = shown(LayersPanel)

    qtbot.mouseClick(panel.rows["labels"].eye, Qt.MouseButton.LeftButton)

    assert ("labels" in workspace.look.layers, workspace.undo_name) == (False, "hide labels")
    assert panel.rows["labels"].eye.accessibleName() == "Show Labels"


def test_a_press_on_an_eye_moves_nothing_below_the_pointer_before_the_release(shown, qtbot) -> None:
    panel = shown(LayersPanel)
    chosen = []
    panel.rows["hulls"].chosen.connect(chosen.append)

    qtbot.mousePress(panel.rows["hulls"].eye, Qt.MouseButton.LeftButton)
    pressed = list(chosen)
    qtbot.mouseRelease(panel.rows["hulls"].eye, Qt.MouseButton.LeftButton)

    assert ([], ["hulls"]) == (pressed, chosen)


def test_the_eye_of_a_blended_density_leaves_points_alone(shown, workspace, qtbot) -> None:
    panel = shown(LayersPanel)
    before = panel.rows["density"].accessibleName()

    qtbot.mouseClick(panel.rows["density"].eye, Qt.MouseButton.LeftButton)

    assert before == "Density, shown where points overlap, opacity 100 %"
    assert not workspace.look.blend and "density" not in workspace.look.layers
    assert workspace.undo_name == "hide density"


def test_dragging_an_opacity_is_one_change(shown, workspace) -> None:
    panel = shown(LayersPanel)

    for percent in (80, 60, 50):
        panel.rows["points"].slider.setValue(percent)

    assert (workspace.look.opacity, workspace.undo_name) == ((("points", 0.5),), "opacity of points")
    assert panel.rows["points"].number.text() == "50 %"
    workspace.undo()
    assert workspace.look.opacity == ()


@pytest.mark.parametrize(("key", "place"), [(Qt.Key.Key_Up, 2), (Qt.Key.Key_Down, 0)])
def test_alt_and_an_arrow_move_a_layer(shown, workspace, qtbot, key: Qt.Key, place: int) -> None:
    panel = shown(LayersPanel)
    panel._workspace.set_look(Look(order=("density", "contours", "points", *LAYERS[2:3], *LAYERS[4:])), "order")

    qtbot.keyClick(panel.rows["contours"], key, Qt.KeyboardModifier.AltModifier)

    assert place == workspace.look.order.index("contours")
    assert workspace.undo_name == "place of contours"
    assert list(reversed(workspace.look.order)) == rows_in_order(panel)


def test_arrows_walk_through_the_rows_and_choose_them(shown, qtbot) -> None:
    panel = shown(LayersPanel)
    panel.rows["legend"].setFocus()

    qtbot.keyClick(panel.rows["legend"], Qt.Key.Key_Down)
    panel.choose("labels")

    assert panel.chosen() == "labels" and panel.about.title.text() == "Labels"


def test_the_space_key_turns_the_eye(shown, workspace, qtbot) -> None:
    panel = shown(LayersPanel)

    qtbot.keyClick(panel.rows["contours"], Qt.Key.Key_Space)

    assert "contours" in workspace.look.layers


def test_a_row_that_is_dragged_goes_to_where_it_is_held(shown, workspace, qtbot) -> None:
    panel = shown(LayersPanel)
    panel.resize(320, 600)
    qtbot.waitExposed(panel)
    target = panel.rows["labels"]

    panel.rows["points"].dragged.emit("points", target.mapToGlobal(QPoint(5, 15)))

    assert rows_in_order(panel).index("points") == 1


def test_order_and_opacity_are_reset_together(shown, workspace) -> None:
    panel = shown(LayersPanel)
    workspace.set_look(workspace.look.with_opacity("points", 0.3).ordered("density", 4), "else")

    panel.reset.click()

    assert (workspace.look.order, workspace.look.opacity, workspace.undo_name) == (LAYERS, (), "reset layers")
    assert panel.reset.isHidden()


@pytest.mark.parametrize(
    ("where", "on", "blend"), [("always", True, True), ("never", False, False), ("blend", False, True)]
)
def test_it_is_chosen_where_the_density_is_shown(shown, workspace, where: str, on: bool, blend: bool) -> None:
    panel = shown(LayersPanel)
    panel.choose("density")

    panel.controls().where.chosen.emit(where)

    assert (on, blend) == ("density" in workspace.look.layers, workspace.look.blend)
    assert where == panel.controls().where.value()


def test_the_bandwidth_is_one_wish_of_density_and_contours(shown, workspace) -> None:
    panel = shown(LayersPanel)
    panel.choose("density")
    panel.controls().bandwidth.slider.setValue(2)

    panel.choose("contours")

    assert 4.0 == workspace.look.bandwidth == panel.controls().bandwidth.value()
    panel.controls().bandwidth.reset.click()
    assert Look().bandwidth == workspace.look.bandwidth


def test_levels_of_contours_are_typed(shown, workspace, qtbot) -> None:
    panel = shown(LayersPanel)
    panel.choose("contours")
    controls = panel.controls()
    controls.levels.clear()

    qtbot.keyClicks(controls.levels, "90 50 %")

    assert workspace.look.contour_levels == (0.5, 0.9)
    assert controls.levels.text() == "90 50 %" and not controls.levels.wrong


def test_a_level_that_is_none_is_underlined_and_told(shown, workspace, qtbot) -> None:
    panel = shown(LayersPanel)
    panel.choose("contours")
    controls = panel.controls()
    controls.levels.clear()

    qtbot.keyClicks(controls.levels, "half")

    assert controls.levels.wrong and not controls.wrong.isHidden()
    assert controls.wrong.text().startswith("‘half’ is not a share from 0.1 to 99.9 %.")


def test_points_are_made_larger(shown, workspace) -> None:
    panel = shown(LayersPanel)

    panel.controls().size_row.slider.setValue(20)

    assert (1.5, "point size") == (workspace.look.point_size, workspace.undo_name)


def test_every_control_can_be_reached_and_has_a_name(shown) -> None:
    panel = shown(LayersPanel)
    row = panel.rows["edges"]

    assert [row.accessibleName(), row.eye.accessibleName(), row.slider.accessibleName()] == [
        "Edges, shown, opacity 100 %", "Hide Edges", "Opacity of Edges",
    ]  # fmt: skip
    assert all(part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in (row, row.eye, row.slider))


def test_what_trust_shows_is_one_wish_with_the_tab(shown, workspace) -> None:
    panel = shown(LayersPanel)
    panel.choose("trust")

    panel.controls().view.chosen.emit("lost")
    panel.controls().k.chosen.emit(7)

    assert (workspace.look.trust_view, workspace.look.trust_k) == ("lost", 7)


@pytest.mark.parametrize("layer", sorted(CONTROLS))
def test_every_control_follows_the_look(shown, layer: str) -> None:
    panel = shown(LayersPanel)

    panel.choose(layer)

    assert panel.controls().isVisible()


def test_a_layer_that_draws_nothing_says_why_as_long_as_it_is_on(shown, workspace) -> None:
    panel = shown(LayersPanel)
    row = panel.rows["edges"]
    before = row.height()

    workspace.drawings.leave_empty({"edges": "Click a point."})

    assert (True, "Click a point.") == (row.reason.isVisible(), row.reason.text()) and row.height() > before
    assert "Edges, shown, opacity 100 %, Click a point." == row.accessibleName()
    panel._on_eye("edges")
    assert not row.reason.isVisible() and row.height() == before


def test_the_settings_of_an_empty_layer_say_why_too(shown, workspace) -> None:
    panel = shown(LayersPanel)
    workspace.set_look(workspace.look.toggled("hulls"), "hulls")
    workspace.drawings.leave_empty({"hulls": "One grey has no classes."})

    panel.choose("hulls")

    assert panel.says.text().endswith("One grey has no classes.")


def test_a_row_is_dragged_past_higher_ones(shown, workspace, qtbot) -> None:
    panel = shown(LayersPanel)
    panel.resize(320, 640)
    workspace.drawings.leave_empty({"edges": "Click a point.", "arrows": "Ask an analogy."})
    qtbot.waitExposed(panel)
    last = rows_in_order(panel)[-1]

    panel.rows["labels"].dragged.emit("labels", panel.rows[last].mapToGlobal(QPoint(5, 15)))

    assert "labels" == rows_in_order(panel)[-1]
