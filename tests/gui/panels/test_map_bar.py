"""The map bar says what is shown and what is wished for."""

from itertools import pairwise

import pytest

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.map_bar import SHOWN_TOOLS, MapBar


def test_the_shown_projection_is_named(shown, workspace) -> None:
    bar = shown(MapBar)

    assert (bar.projection.currentText(), bar.projection.value()) == ("PCA · 2 of 12", workspace.projection_id)


def test_choosing_a_projection_shows_it(shown, workspace) -> None:
    first = workspace.projection_id
    workspace.start(build(step_named("umap"), {"epochs": 10}))
    settle(workspace)
    bar = shown(MapBar)
    assert workspace.projection_id != first

    bar.projection.chosen.emit(first)

    assert workspace.projection_id == first


def test_columns_and_trust_can_be_chosen_as_colour(shown, workspace) -> None:
    bar = shown(MapBar)

    offered = [bar.color.itemText(place) for place in range(bar.color.count())]

    assert {"one grey", "rank", "norm", "kept share"} <= set(offered)


def test_choosing_a_colour_can_be_undone_by_name(shown, workspace) -> None:
    bar = shown(MapBar)

    bar.color.chosen.emit("norm")

    assert (workspace.look.color_by, workspace.undo_name) == ("norm", "colour by norm")


def test_a_scale_is_wished_for(shown, workspace) -> None:
    bar = shown(MapBar)

    bar.palette_button.popup().scale.chosen.emit("diverging")

    assert workspace.look.scale == "diverging"


def test_components_of_a_pca_can_be_chosen(shown, workspace) -> None:
    bar = shown(MapBar)

    bar.axes[1].setCurrentIndex(4)
    bar.axes[1].activated.emit(4)

    assert workspace.look.axes == (0, 4) and bar.axes[0].isVisible()


@pytest.mark.parametrize("layer", ["points", "labels", "edges", "legend"])
def test_a_layer_is_switched(shown, workspace, actions, layer) -> None:
    shown(MapBar)

    actions.trigger(f"layer.{layer}")

    assert layer not in workspace.look.layers and not actions.live(f"layer.{layer}").isChecked()


def test_a_tool_is_chosen(shown, workspace, actions, qtbot) -> None:
    bar = shown(MapBar)

    with qtbot.waitSignal(bar.tool_chosen, check_params_cb=lambda tool: tool == "lasso"):
        actions.trigger("map.lasso")

    assert actions.live("map.lasso").isChecked() and not actions.live("map.pan").isChecked()


def test_showing_a_tool_says_nothing(shown, actions, qtbot) -> None:
    bar = shown(MapBar)

    with qtbot.assertNotEmitted(bar.tool_chosen):
        bar.set_tool("box")

    assert actions.live("map.box").isChecked()


def test_in_a_narrow_bar_the_layers_give_way(shown) -> None:
    bar = shown(MapBar)

    bar.resize(720, 36)

    assert bar.toggles[0].isHidden() and bar.layers.isVisible()


@pytest.mark.parametrize("width", [480, 560, 620, 720])
def test_in_a_tight_bar_nothing_overlaps_and_nothing_is_lost(shown, actions, width) -> None:
    bar = shown(MapBar)

    bar.resize(width, 36)

    buttons = [button for button in bar._buttons if button.isVisible()]
    ends = [bar.more] if bar.more.isVisible() else []
    parts = [bar.projection, *bar.axes, bar.color, bar.palette_button, bar.layers, *buttons, *ends]
    assert all(left.geometry().right() < right.geometry().left() for left, right in pairwise(parts))
    assert parts[-1].geometry().right() < width
    offered = {action.objectName() for action in bar.more.menu().actions()}
    assert set(SHOWN_TOOLS) == offered | {button.defaultAction().objectName() for button in buttons}


def test_the_tool_in_use_keeps_its_place(shown, actions) -> None:
    bar = shown(MapBar)
    bar.resize(560, 36)

    actions.trigger("map.measure")

    shown_tools = {button.defaultAction().objectName() for button in bar._buttons if button.isVisible()}
    assert "map.measure" in shown_tools and "map.measure" not in {a.objectName() for a in bar.more.menu().actions()}


def test_in_a_wide_bar_there_is_no_menu_of_tools(shown) -> None:
    bar = shown(MapBar)
    bar.resize(560, 36)

    bar.resize(1200, 36)

    assert bar.more.isHidden() and all(button.isVisible() for button in bar._buttons)


def test_the_menu_of_layers_says_why_one_draws_nothing(shown, workspace, actions) -> None:
    bar = shown(MapBar)
    workspace.drawings.leave_empty({"edges": "Click a point.", "hulls": "One grey has no classes."})

    bar.layers.menu().fill()

    said = [action.text().partition("\t")[0] for action in bar.layers.menu().actions()]
    assert "Edges · Click a point." in said and "Hulls" in said  # which are off


def test_a_line_of_the_menu_of_layers_switches_it(shown, workspace, actions) -> None:
    bar = shown(MapBar)
    lines = {action.data(): action for action in bar.layers.menu().actions()}

    lines["layer.edges"].trigger()

    assert "edges" not in workspace.look.layers


def test_the_button_of_a_layer_says_why_it_draws_nothing(shown, workspace, actions) -> None:
    bar = shown(MapBar)
    (edges,) = (toggle for toggle in bar.toggles if toggle.defaultAction().objectName() == "layer.edges")

    workspace.drawings.leave_empty({"edges": "Click a point."})
    told = edges.toolTip()
    workspace.drawings.leave_empty({})

    assert "Click a point." in told and "Click a point." not in edges.toolTip()
