"""A training in the workspace: its space is there from the beginning, moves, and becomes an item with all it made."""

from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.keys import Keys
from embexplorer.core.registry import step_named
from embexplorer.core.report import Measured
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build
from embexplorer.jobs.frames import begun_in, checkpoint_in
from embexplorer.jobs.messages import Begun, Failed, Finished, Job, Stopped, Told
from embexplorer.workspace.recovering import recover
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import ScriptedRunner, drain, notices_of

Scripted = tuple[Workspace, ScriptedRunner]
Begin = tuple[Workspace, ScriptedRunner, Job]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A hundred and fifty small sentences."""
    nouns, verbs = ("king", "queen", "dog", "cat"), ("rules", "sees", "likes")
    file = tmp_path / "small.txt"
    file.write_text("\n".join(f"the {nouns[n % 4]} {verbs[n % 3]} the {nouns[n % 5 % 4]}" for n in range(150)))
    return file


def training(text: Path) -> Step:
    return build(step_named("word2vec"), {"path": str(text), "min_count": 1, "dimensions": 8, "epochs": 2})


@pytest.fixture
def begun(scripted: Scripted, text: Path) -> Begin:
    """A training that has said what it trains: three words."""
    workspace, runner = scripted
    workspace.start(training(text))
    job = runner.named("word2vec")[-1]
    runner.say_started(job)
    keys, vectors = Keys(["a", "b", "c"]), np.zeros((3, 8), np.float32)
    EmbeddingSpace(name="small word2vec", keys=keys, vectors=vectors).save(begun_in(job.frames))
    runner.messages.append(Begun(job=job.id, folder=str(begun_in(job.frames))))
    workspace.poll()
    return workspace, runner, job


def test_the_space_is_shown_as_soon_as_its_words_are_known(begun: Begin) -> None:
    workspace, _, job = begun

    assert ("small word2vec", job.id) == (workspace.space().name, workspace.watched)


def test_frames_of_a_training_are_drawn(begun: Begin) -> None:
    workspace, runner, job = begun
    seen: list[int] = []
    workspace.framed.connect(lambda _, array: seen.append(len(array)))

    runner.say_framed(job, 1, 0.5, rows=3)
    workspace.poll()

    assert [3] == seen


def test_curves_are_passed_on_and_kept(begun: Begin) -> None:
    workspace, runner, job = begun
    heard: list[Measured] = []
    workspace.measured.connect(lambda _, measured: heard.append(measured))

    runner.messages.append(Told(job=job.id, at=1.0, numbers={"loss": 2.5}, lists={"a": ["b"]}))
    workspace.poll()

    assert (2.5, ("b",)) == (heard[0].numbers["loss"], heard[0].lists["a"])
    assert tuple(heard) == workspace.curves(job.id)


def test_nothing_is_asked_of_a_space_that_is_still_being_trained(begun: Begin) -> None:
    workspace, _, _ = begun
    notices = notices_of(workspace)

    workspace.start(build(step_named("pca"), {}))

    assert "small word2vec is still being trained." in notices[-1].text


def test_a_training_that_was_cancelled_leaves_nothing_and_shows_what_was_there(begun: Begin) -> None:
    workspace, runner, job = begun

    runner.messages.append(Stopped(job=job.id))
    workspace.poll()

    assert ("forty", None) == (workspace.space().name, workspace.watched)
    assert Path(job.result).name not in workspace.items


def test_a_worker_that_dies_while_it_trains_leaves_everything_else(begun: Begin) -> None:
    workspace, runner, job = begun
    notices = notices_of(workspace)

    runner.messages.append(Failed(job=job.id, message="word2vec was ended by signal 9.", hint="", trace=""))
    workspace.poll()

    assert "forty" == workspace.space().name
    assert "word2vec was ended by signal 9." in notices[-1].text


def test_stop_and_keep_asks_a_training_to_finish_with_what_it_has(begun: Begin) -> None:
    workspace, runner, job = begun

    workspace.stop_and_keep(job.id)

    assert [(job.id, "finish")] == runner.told
    assert "finishing" == workspace.jobs[job.id].state


def test_a_training_pauses_and_goes_on(begun: Begin) -> None:
    workspace, runner, job = begun

    workspace.pause(job.id)
    paused = workspace.jobs[job.id].state
    workspace.pause(job.id, False)

    assert ["pause", "resume"] == [wish for _, wish in runner.told]
    assert ("paused", "running") == (paused, workspace.jobs[job.id].state)


def test_a_training_that_ended_early_has_the_recipe_that_ends_there(begun: Begin, text: Path) -> None:
    workspace, runner, job = begun
    keys, vectors = Keys(["a", "b", "c"]), np.ones((3, 8), np.float32)
    EmbeddingSpace(name="small word2vec", keys=keys, vectors=vectors).save(Path(job.result))

    runner.messages.append(Finished(job=job.id, folder=job.result, seconds=1.0, kept_at=64))
    workspace.poll()

    item = workspace.items[Path(job.result).name]
    assert ("kept", 64, False) == (workspace.jobs[job.id].state, item.parameters["stop_after"], item.live)


def test_what_was_made_together_joins_the_library_below_the_space(workspace: Workspace, text: Path) -> None:
    workspace.start(training(text))

    drain(workspace)

    made = {item.name: item.parent for item in workspace.items.values()}
    assert made["Training log"] == workspace.space_id


def test_a_training_that_was_killed_is_kept_as_it_was_last_written_down(begun: Begin) -> None:
    workspace, _, job = begun
    keys, vectors = Keys(["a", "b", "c"]), np.ones((3, 8), np.float32)
    EmbeddingSpace(name="small word2vec", keys=keys, vectors=vectors).save(checkpoint_in(job.frames))

    kept = recover(workspace.project, workspace._session._following)

    assert [Path(job.result).name] == list(kept)
    assert 1.0 == workspace.space(Path(job.result).name).vectors[0, 0]


def test_a_training_that_was_killed_before_anything_was_written_down_leaves_nothing(begun: Begin) -> None:
    workspace, _, _ = begun

    assert {} == recover(workspace.project, workspace._session._following)
