"""The Train panel fills in a trainer and runs it; the progress panel follows it."""

from pathlib import Path

import pytest

from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.resources import resource
from embexplorer.gui.alone import settle
from embexplorer.gui.panels.progress import ProgressPanel
from embexplorer.gui.panels.train import TrainPanel


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A hundred and fifty small sentences."""
    nouns, verbs = ("king", "queen", "dog", "cat"), ("rules", "sees", "likes")
    file = tmp_path / "small.txt"
    file.write_text("\n".join(f"the {nouns[n % 4]} {verbs[n % 3]} the {nouns[n % 5 % 4]}" for n in range(150)))
    return file


@pytest.fixture
def panel(shown, workspace, text: Path) -> TrainPanel:
    """A panel that is to learn two epochs of eight dimensions from the small text."""
    panel = shown(TrainPanel)
    panel.take(text)
    panel.model.form().set_values({"epochs": 2, "dimensions": 8, "min_count": 1})
    return panel


def test_running_trains_a_space_and_shows_it(panel: TrainPanel, workspace) -> None:
    panel.foot.run.click()
    settle(workspace)

    assert "small word2vec" == workspace.space().name


def test_what_was_found_in_the_text_is_told(panel: TrainPanel, workspace) -> None:
    settle(workspace)
    panel._ask_look()
    settle(workspace)

    assert (150, 8) == (panel._look.documents, panel._look.different)


def test_the_first_documents_are_shown_as_words(panel: TrainPanel, workspace) -> None:
    panel._ask_look()
    settle(workspace)

    assert "the king rules the king" in panel.source.samples.accessibleName()


def test_a_text_that_is_missing_is_complained_of_in_its_section(panel: TrainPanel, workspace, tmp_path: Path) -> None:
    panel.take(tmp_path / "gone.txt")
    panel._ask_look()
    settle(workspace)

    assert "gone.txt" in panel.source.problem.text()


def test_a_seed_that_is_none_is_complained_of_and_nothing_runs(panel: TrainPanel, workspace) -> None:
    before = len(workspace.jobs)
    panel.foot._seed.setText("x")

    panel.foot.run.click()

    assert "‘x’" in panel.foot.problem.text()
    assert before == len(workspace.jobs)


def test_a_preset_fills_in_the_form(panel: TrainPanel) -> None:
    panel.model.presets.press("quick look")

    assert (3, 50) == (panel.step().epochs, panel.step().dimensions)


def test_what_is_watched_becomes_a_parameter(panel: TrainPanel) -> None:
    panel.watch.line.setText("king - queen")

    panel.watch.line.returnPressed.emit()

    assert ("king–queen",) == panel.step().watch


def test_a_watched_pair_can_be_dropped(panel: TrainPanel) -> None:
    panel.watch.set_items(("king–queen", "dog"))

    panel.watch._on_dropped("king–queen")

    assert ("dog",) == panel.step().watch


def test_the_estimate_says_time_and_memory(panel: TrainPanel, workspace) -> None:
    panel._ask_look()
    settle(workspace)

    assert panel.estimate.text().startswith("About 1 s and ")


def test_averaged_documents_are_estimated_from_the_text_and_the_open_space(panel: TrainPanel, workspace) -> None:
    panel.foot.run.click()
    settle(workspace)
    panel.choose("average-documents")
    panel._ask_look()
    settle(workspace)

    assert panel.estimate.text().startswith("About 1 s and ")


def test_an_encoding_is_estimated_by_a_worker(panel: TrainPanel, workspace, sentence_model: Path) -> None:
    panel.choose("sentences")
    panel.model.form().set_values({"model": str(sentence_model), "device": "cpu"})
    panel._tell_estimate()
    settle(workspace)

    assert panel.estimate.text().startswith("150 texts. About ")


def test_every_trainer_is_an_action_that_shows_its_form(panel: TrainPanel, actions) -> None:
    assert set(panel.model.trainers) == {
        action.id.removeprefix("train.") for action in actions.all() if action.group == "Space/Train"
    }


def test_the_progress_follows_a_training_to_its_end(shown, panel: TrainPanel, workspace) -> None:
    progress = shown(ProgressPanel)

    panel.foot.run.click()
    settle(workspace)

    assert "word2vec" == progress.subject.text()
    assert progress.job().ended


def test_curves_of_loss_are_drawn(shown, panel: TrainPanel, workspace) -> None:
    progress = shown(ProgressPanel)

    panel.foot.run.click()
    settle(workspace)

    assert ["loss"] == [curve.name for curve in progress.charts[0]._curves]


def test_before_any_training_the_progress_says_how_to_begin(shown, workspace) -> None:
    progress = shown(ProgressPanel)

    assert "Nothing has been trained yet" == progress._empty.what.text()


def test_a_training_is_followed_again_after_the_project_was_reopened(shown, panel: TrainPanel, workspace) -> None:
    panel.watch.set_items(("king", "king–queen"))
    panel.foot.run.click()
    settle(workspace)
    now = shown(ProgressPanel)
    workspace._session.running._states.clear()  # the jobs of a session are not kept

    again = shown(ProgressPanel)

    assert "small word2vec" == again.subject.text()
    assert now.near._rows[0].near.text() == again.near._rows[0].near.text()
    assert ["king – queen"] == [curve.name for curve in again.charts[2]._curves]


def test_the_film_and_the_pointer_say_which_moment_is_shown(shown, panel: TrainPanel, workspace) -> None:
    panel.watch.set_items(("king",))
    panel.foot.run.click()
    settle(workspace)
    progress = shown(ProgressPanel)

    progress.show_moment(0.0)
    progress.charts[0].pointed.emit(2.0)
    pointed = progress.near.head.caption.text()
    progress.charts[0].pointed.emit(None)

    assert "at epoch 2.0" == pointed
    assert f"at epoch {workspace.curves(progress.job().id)[0].at:.1f}" == progress.near.head.caption.text()


def test_the_demo_text_has_pairs_to_watch(panel: TrainPanel) -> None:
    panel.take(resource("demos/kjv.tsv.gz"))

    assert "king–queen" in panel.watch.items()


def test_a_space_opened_from_a_folder_tells_of_its_training(
    shown, panel: TrainPanel, workspace, tmp_path: Path
) -> None:

    panel.watch.set_items(("king–queen",))
    perform(panel.step(), Inputs()).save(tmp_path / "saved")
    progress = shown(ProgressPanel)

    workspace.open_file(tmp_path / "saved")
    settle(workspace)

    assert ("small word2vec", 2.0) == (progress.subject.text(), progress.followed().epochs)
    assert ["king – queen"] == [curve.name for curve in progress.charts[2]._curves]
