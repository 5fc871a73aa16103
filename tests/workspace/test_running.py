"""What the workspace makes of what workers say: states, frames, keeping, watching, and late answers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.registry import step_named
from embexplorer.core.report import Frame, Report
from embexplorer.core.step import Step, build
from embexplorer.core.typing import FloatArray
from embexplorer.jobs.messages import Failed, Framed, Job, Progressed, Started, Stopped
from embexplorer.workspace import running
from embexplorer.workspace.job_states import JobState
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import ScriptedRunner, notices_of

Scripted = tuple[Workspace, ScriptedRunner]
ROWS = 40


def _umap(**parameters: Any) -> Step:
    return build(step_named("umap"), parameters)


def _running_umap(scripted: Scripted) -> tuple[Workspace, ScriptedRunner, Job]:
    workspace, runner = scripted
    workspace.start(_umap())
    job = runner.jobs[-1]
    runner.say_started(job)
    workspace.poll()
    return workspace, runner, job


def test_progress_becomes_the_state_of_the_job(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    heard: list[JobState] = []
    workspace.job_changed.connect(heard.append)

    runner.messages.append(Progressed(job=job.id, done=0.5, text="Epoch 5 of 10", seconds_left=3.0))
    workspace.poll()

    state = workspace.jobs[job.id]
    assert ("running", 0.5, "Epoch 5 of 10", 3.0) == (state.state, state.done, state.text, state.seconds_left)
    assert [state] == heard
    assert "UMAP · forty" == state.title


def test_frames_of_the_watched_job_are_shown_and_of_several_only_the_newest(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    seen: list[tuple[str, float]] = []
    listen = _listener(seen)
    workspace.framed.connect(listen)

    _ = [runner.say_framed(job, number, float(number), ROWS) for number in (1, 2, 3)]
    workspace.poll()

    assert [(job.id, 3.0)] == seen
    assert (3, 100) == (workspace.jobs[job.id].frame_at, workspace.jobs[job.id].frame_total)


def test_frames_are_not_shown_once_the_user_looks_elsewhere(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    seen: list[tuple[str, float]] = []
    listen = _listener(seen)
    workspace.framed.connect(listen)

    workspace.show(workspace.projection_id or "")
    runner.say_framed(job, 1, 1.0, ROWS)
    workspace.poll()
    assert [] == seen

    workspace.show(job.id)
    runner.say_framed(job, 2, 2.0, ROWS)
    workspace.poll()
    assert [(job.id, 2.0)] == seen


def test_a_result_is_not_pushed_before_a_user_who_looks_elsewhere(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    pca = workspace.projection_id or ""
    workspace.show(pca)

    runner.say_finished(job, ROWS)
    workspace.poll()

    assert pca == workspace.projection_id
    assert 3 == len(workspace.items)


def test_a_second_job_is_watched_when_the_first_has_ended(scripted: Scripted) -> None:
    workspace, runner, first = _running_umap(scripted)
    second = workspace.start(_umap(seed=1))

    assert first.id == workspace.watched
    runner.messages += [Stopped(job=first.id), Started(job=second)]
    workspace.poll()

    assert second == workspace.watched


def test_trust_is_asked_for_each_new_projection(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)

    runner.say_finished(job, ROWS)
    workspace.poll()

    trusts = runner.named("trust")
    assert [str(workspace.items[workspace.projection_id or ""].folder)] == [t.inputs["projection"] for t in trusts]
    assert ["open"] == [trust.lane for trust in trusts]


def test_stop_and_keep_makes_a_projection_of_the_last_frame(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    runner.say_framed(job, 42, 4.2, ROWS)
    workspace.poll()

    workspace.stop_and_keep(job.id)
    assert "cancelling" == workspace.jobs[job.id].state
    runner.messages.append(Stopped(job=job.id))
    workspace.poll()

    kept = workspace.projection()
    assert kept is not None
    assert np.full((ROWS, 2), 4.2, np.float32).tolist() == kept.coordinates.tolist()
    assert ("Stopped at 42 of 100.",) == kept.notes
    assert ["word2vec-text", "umap"] == [step.name for step in kept.recipe.steps]
    assert 42 == kept.recipe.steps[-1].parameters["stop_after"]
    state = workspace.jobs[job.id]
    assert ("kept", workspace.projection_id) == (state.state, state.result)
    assert "k 15 · seed 0 · until 42" == workspace.items[workspace.projection_id or ""].detail


class _KeepFrame(Report):
    def __init__(self) -> None:
        self.frames: list[Frame] = []

    def wants_frame(self) -> bool:
        return True

    def show(self, frame: Frame) -> None:
        self.frames.append(Frame(array=frame.array.copy(), at=frame.at, total=frame.total))


@pytest.mark.parametrize("name", ["umap", "tsne"])
def test_the_recipe_of_a_kept_frame_makes_the_same_frame_again(opened: Workspace, name: str) -> None:
    step = build(step_named(name), {"epochs": 30} if name == "umap" else {"iterations": 60, "perplexity": 5})
    report, inputs = _KeepFrame(), Inputs(space=opened.space())
    perform(step, inputs, report)
    frame = next(frame for frame in report.frames if frame.at >= 10)

    again = perform(step.stopped_at(frame.at), inputs)

    assert np.array_equal(frame.array, again.coordinates)  # type: ignore[union-attr]


def test_without_a_frame_stopping_keeps_nothing(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)

    workspace.stop_and_keep(job.id)
    runner.messages.append(Stopped(job=job.id))
    workspace.poll()

    assert "cancelled" == workspace.jobs[job.id].state
    assert 2 == len(workspace.items)


def test_before_the_first_move_stopping_keeps_nothing(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    runner.say_framed(job, 0, 1.0, ROWS)
    workspace.poll()

    workspace.stop_and_keep(job.id)
    runner.messages.append(Stopped(job=job.id))
    workspace.poll()

    assert "cancelled" == workspace.jobs[job.id].state
    assert 2 == len(workspace.items)


def test_a_cancelled_job_leaves_nothing_in_the_project(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    runner.say_framed(job, 1, 1.0, ROWS)
    workspace.cancel(job.id)
    runner.messages.append(Stopped(job=job.id))

    workspace.poll()

    assert [(job.id, 0.5)] == runner.cancelled
    assert workspace.watched is None
    assert not job.frames.exists() and not Path(job.result).exists()


def test_a_crash_is_a_notice_with_its_trace_and_the_map_goes_back(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)
    heard, shown = notices_of(workspace), workspace.projection_id

    runner.messages.append(Failed(job=job.id, message="UMAP crashed.", hint="Run it again.", trace="line 7"))
    workspace.poll()

    state = workspace.jobs[job.id]
    assert ("failed", "UMAP crashed.", "Run it again.", "line 7") == (
        state.state, state.message, state.hint, state.trace)  # fmt: skip
    assert [("UMAP crashed.", "Run it again.", "line 7")] == [(n.text, n.hint, n.details) for n in heard]
    assert (None, shown) == (workspace.watched, workspace.projection_id)


def test_a_frame_that_lies_elsewhere_is_not_opened(scripted: Scripted, tmp_path: Path) -> None:
    workspace, runner, job = _running_umap(scripted)
    np.save(tmp_path / "secret.npy", np.zeros((ROWS, 2), np.float32))

    runner.messages.append(Framed(job=job.id, path=str(tmp_path / "secret.npy"), at=1, total=2))
    workspace.poll()

    assert 0 == workspace.jobs[job.id].frame_at


def test_a_frame_that_is_gone_is_passed_over(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)

    runner.messages.append(Framed(job=job.id, path=str(job.frames / "7.npy"), at=7, total=9))
    workspace.poll()

    assert "running" == workspace.jobs[job.id].state


def test_a_question_that_was_overtaken_is_asked_to_stop_but_its_worker_is_not_killed(scripted: Scripted) -> None:
    workspace, runner = scripted
    step = build(step_named("neighbors"), {"words": ["w1"]})
    workspace.ask(step, lambda _: None, key="nearest")

    workspace.ask(step, lambda _: None, key="nearest")

    assert [runner.jobs[0].id] == [job for job, _ in runner.cancelled]
    assert runner.cancelled[0][1] > 1e6


def test_removing_a_space_stops_what_works_on_it(scripted: Scripted) -> None:
    workspace, runner, job = _running_umap(scripted)

    workspace.remove(workspace.space_id or "")
    runner.say_finished(job, ROWS)
    workspace.poll()

    assert [job.id] == [cancelled for cancelled, _ in runner.cancelled]
    assert {} == dict(workspace.items)
    assert not Path(job.result).exists()


def test_t_sne_continues_from_the_projection_that_is_named(scripted: Scripted) -> None:
    workspace, runner = scripted
    pca = workspace.projection_id or ""

    workspace.start(build(step_named("tsne"), {}))
    workspace.start(build(step_named("tsne"), {}), projection=pca)

    assert [None, str(workspace.items[pca].folder)] == [job.inputs.get("projection") for job in runner.jobs]
    assert [str(workspace.items[workspace.space_id or ""].folder)] * 2 == [job.inputs["space"] for job in runner.jobs]


def test_a_selection_goes_to_the_worker_as_a_file(scripted: Scripted, tmp_path: Path) -> None:
    workspace, runner = scripted
    step = build(step_named("to-npy"), {"path": str(tmp_path / "out.npy")})

    workspace.start(step, rows=[9, 3, 3])

    assert [3, 9] == np.load(runner.jobs[0].inputs["rows"]).tolist()


def _listener(seen: list[tuple[str, float]]) -> Any:
    def listen(job: str, array: FloatArray) -> None:
        seen.append((job, float(array[0, 0])))

    return listen


def test_after_a_frame_that_was_slow_to_draw_the_window_rests(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, runner, job = _running_umap(scripted)
    seen: list[tuple[str, float]] = []
    now = [100.0]
    monkeypatch.setattr(running.time, "monotonic", lambda: now[0])
    listen = _listener(seen)
    workspace.framed.connect(listen)

    for number, at in enumerate((100.0, 100.2, 100.3, 100.6), 1):
        now[0] = at
        runner.say_framed(job, number, float(number), ROWS)
        workspace.poll()

    assert [(job.id, 1.0), (job.id, 4.0)] == seen
