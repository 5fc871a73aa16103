"""The projection panel runs what its form says."""

import pytest

from embexplorer.gui.alone import settle
from embexplorer.gui.panels.run_form import ProjectionPanel
from embexplorer.gui.widgets.run_foot import RunFoot
from embexplorer.workspace.job_states import JobState


def test_running_shows_the_new_map(shown, workspace) -> None:
    panel = shown(ProjectionPanel)
    panel.choose("pca")

    panel.foot.run.click()
    settle(workspace)

    assert [item.step for item in workspace.items.values()] == ["word2vec-text", "pca", "pca"]


def test_the_seed_beside_run_is_used(shown, workspace) -> None:
    panel = shown(ProjectionPanel)
    panel.choose("umap")

    panel.foot.set_seed(7)

    assert panel.step().seed == 7


def test_a_projector_without_chance_has_no_seed(shown, workspace) -> None:
    panel = shown(ProjectionPanel)

    panel.choose("pca")

    assert panel.foot._seed.isHidden()


def test_a_seed_that_is_none_is_refused_in_place(shown, workspace) -> None:
    panel = shown(ProjectionPanel)
    panel.choose("umap")
    panel.foot._seed.setText("x")

    panel.foot.run.click()

    assert panel.foot._seed.wrong and len(workspace.jobs) == 3


def test_what_changed_since_the_run_is_marked(shown, workspace) -> None:
    panel = shown(ProjectionPanel)
    panel.choose("umap")
    form = panel.forms.form("umap")
    form.set_values({"min_dist": 0.5, "epochs": 10})
    panel.foot.run.click()
    settle(workspace)
    assert form.changed_names() == ()

    form.set_values({"min_dist": 0.2})

    assert form.changed_names() == ("min_dist",) and form.rows()["min_dist"].note.text() == "ran with 0.5"


def test_the_caption_says_what_was_run(shown, workspace) -> None:
    panel = shown(ProjectionPanel)

    assert panel.shown.text().startswith("Shown: PCA")


def test_the_estimate_names_rows_and_neighbours(shown, workspace) -> None:
    panel = shown(ProjectionPanel)

    panel.choose("umap")

    assert panel.estimate.text() == "Will run on 27 × 12 of made-up · neighbours exact"


def test_only_a_tsne_map_can_be_continued(shown, workspace, actions) -> None:
    panel = shown(ProjectionPanel)
    panel.choose("tsne")

    assert panel.foot.again.isHidden() and not actions.trigger("projection.continue")


@pytest.mark.slow
def test_a_tsne_map_goes_on_from_where_it_stands(shown, workspace, actions) -> None:
    panel = shown(ProjectionPanel)
    panel.choose("tsne")
    panel.forms.form("tsne").set_values({"perplexity": 5.0, "iterations": 20, "exaggerated": 10})
    panel.foot.run.click()
    settle(workspace)
    first = workspace.projection_id

    panel.foot.again.click()
    settle(workspace)

    assert [step.name for step in workspace.projection().recipe.steps] == ["word2vec-text", "tsne", "tsne"]
    assert workspace.projection_id != first


def test_a_running_job_can_be_kept(qtbot, workspace, shown) -> None:
    foot = RunFoot()
    qtbot.addWidget(foot)
    step = shown(ProjectionPanel).step()
    state = JobState(
        id="a", title="UMAP", step=step, state="running", text="Epoch 12 of 200", frame_at=12, seconds_left=74.0
    )

    foot.show_state(state, True, False)

    assert foot.keep.isEnabled() and foot.state.text() == "UMAP · Epoch 12 of 200 · 1:14 left"


def test_each_projector_is_an_action_that_shows_its_form(shown, workspace, actions) -> None:
    panel = shown(ProjectionPanel)

    actions.trigger("projection.tsne")

    assert "tsne" == panel.name()


def test_what_a_tsne_will_take_is_said_before_it_is_begun(shown, workspace) -> None:
    panel = shown(ProjectionPanel)

    panel.choose("tsne")

    assert panel.estimate.text().splitlines()[1].startswith("About ")


def test_nothing_is_said_of_the_time_while_the_form_is_wrong(shown, workspace) -> None:
    panel = shown(ProjectionPanel)
    panel.choose("tsne")
    field = panel.forms.form("tsne").rows()["perplexity"].field
    field.set_value(-1.0)

    field.changed.emit()

    assert panel.estimate.text() == "Will run on 27 × 12 of made-up · neighbours exact"
