"""The panel of trust: measures of the shown map, the layer, k, and other seeds."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.trust import TrustPanel


@pytest.fixture
def panel(shown, workspace) -> TrustPanel:
    """A wide panel over the PCA of 27 words, answered."""
    panel = shown(TrustPanel)
    panel.resize(1080, 240)
    settle(workspace)
    return panel


@pytest.fixture
def of_umap(panel: TrustPanel, workspace) -> TrustPanel:
    """The same over a UMAP map."""
    workspace.start(build(step_named("umap"), {"n_neighbors": 5, "epochs": 20}))
    settle(workspace)
    return panel


def test_the_measures_of_the_shown_map_stand_there(panel: TrustPanel) -> None:
    shown = panel.table.table()

    names = ["trustworthiness", "continuity", "neighbours kept", "kept beyond chance"]
    assert names == shown.columns["measure"].to_pylist()
    assert shown.caption.startswith("k = 13 · PCA")  # 27 rows allow no more


def test_another_k_of_the_curve_is_shown_at_once(panel: TrustPanel) -> None:
    panel.k.slider.setValue(4)

    assert 5.0 == panel.table.table().facts["k"]


def test_a_chosen_k_goes_to_the_look_and_is_undone_by_name(panel: TrustPanel, workspace, qtbot: QtBot) -> None:
    panel.k.slider.setValue(5)
    qtbot.waitUntil(lambda: workspace.look.trust_k == 6)
    settle(workspace)

    assert "k = 6" == workspace.undo_name
    assert 6.0 == workspace.trust().facts["k"]


def test_a_view_switches_the_layer_on(panel: TrustPanel, workspace) -> None:
    panel.view.setCurrentIndex(3)
    panel.view.activated.emit(3)

    assert "trust" in workspace.look.layers
    assert "invented" == workspace.look.trust_view
    assert "trust: invented" == workspace.undo_name


def test_nothing_switches_it_off(panel: TrustPanel, workspace) -> None:
    workspace.set_look(workspace.look.toggled("trust"), "on")

    panel.view.setCurrentIndex(0)
    panel.view.activated.emit(0)

    assert "trust" not in workspace.look.layers


def test_a_map_without_a_seed_says_so(panel: TrustPanel) -> None:
    assert not panel.seeds.run.isEnabled()
    assert "Only a t-SNE, UMAP or PaCMAP map has a seed." == panel.seeds.state.text()


def test_seeds_make_a_map_that_is_coloured_by_its_wobble(of_umap: TrustPanel, workspace) -> None:
    of_umap.seeds.seeds.setText("0, 3")
    of_umap.seeds.start()
    settle(workspace)

    item = workspace.items[workspace.projection_id]
    assert ("stability", "UMAP · 2 seeds") == (item.step, item.detail)
    assert ["n_neighbors=5", "epochs=20"] == item.parameters["settings"]
    assert [0, 3] == item.parameters["seeds"]
    assert "wobble" == workspace.look.color_by


def test_a_pacmap_map_is_run_with_its_own_settings(panel: TrustPanel, workspace) -> None:
    pytest.importorskip("pacmap")
    workspace.start(build(step_named("pacmap"), {"n_neighbors": 4, "metric": "euclidean"}))
    settle(workspace)

    step = panel.seeds.step()

    assert panel.seeds.run.isEnabled()
    assert ("pacmap", "euclidean", ("n_neighbors=4",)) == (step.method, step.metric, step.settings)


def test_runs_can_begin_at_random_places(of_umap: TrustPanel) -> None:
    of_umap.seeds.start_from.setCurrentIndex(1)

    assert ("n_neighbors=5", "epochs=20", "init=random") == of_umap.seeds.step().settings


@pytest.mark.parametrize(("text", "told"), [("0, x", "‘x’ is no seed."), ("4", "Two different seeds are needed.")])
def test_wrong_seeds_are_told_beside_the_line(of_umap: TrustPanel, text: str, told: str) -> None:
    of_umap.seeds.seeds.setText(text)
    of_umap.seeds.start()

    assert of_umap.seeds.seeds.wrong
    assert of_umap.seeds.state.text().startswith(told)


def test_another_map_is_asked_about_anew(of_umap: TrustPanel) -> None:
    assert "UMAP" in of_umap.table.table().caption


def test_what_the_map_still_shows_is_said(panel: TrustPanel, workspace) -> None:
    workspace.set_look(replace(workspace.look.toggled("trust"), trust_k=4), "k")

    assert panel.state.text().startswith("The map shows k = 15 until the 4 nearest")


def test_a_k_between_the_places_of_the_slider_is_shown_as_it_is(panel: TrustPanel, workspace) -> None:
    workspace.set_look(replace(workspace.look, trust_k=21), "k")
    settle(workspace)

    assert 13.0 == panel.table.table().facts["k"]  # 27 rows allow no more
    assert 20 == panel.k.k()
