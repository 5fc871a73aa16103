"""The process border with real workers: how jobs end, stop, crash, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.projection import Projection
from embexplorer.core.table import Table
from embexplorer.jobs.messages import Failed, Finished, Framed, Progressed, Started, Stopped
from tests.jobs.conftest import HERE, Listener, alive

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_a_job_reports_and_its_result_lies_in_its_folder(listener: Listener) -> None:
    job = listener.start("trial-layout", moves=3)

    ending = listener.end_of(job)

    assert isinstance(ending, Finished)
    assert listener.heard[0] == Started(job=job)
    assert any(isinstance(message, Progressed) for message in listener.heard)
    assert np.full((4, 2), 3, np.float32).tolist() == Projection.open(Path(ending.folder)).coordinates.tolist()


def test_frames_name_files_that_can_be_read(listener: Listener) -> None:
    job = listener.start("trial-layout", moves=100, pause=0.05)

    framed = listener.until(lambda message: isinstance(message, Framed))

    assert isinstance(framed, Framed) and framed.total == 100
    assert np.full((4, 2), framed.at, np.float32).tolist() == np.load(framed.path).tolist()
    listener.runner.cancel(job)


def test_a_step_that_listens_stops_and_its_worker_lives_on(listener: Listener) -> None:
    listener.start("trial", name="before")
    first = listener.end_of("before")
    job = listener.start("trial-layout", moves=1000, pause=0.02)
    listener.until(lambda message: isinstance(message, Framed))

    listener.runner.cancel(job)

    assert Stopped(job=job) == listener.end_of(job)
    listener.start("trial", name="after")
    second = listener.end_of("after")
    assert _process(first) == _process(second)


def test_control_is_back_within_a_second_from_a_step_that_holds_the_interpreter(listener: Listener) -> None:
    job = listener.start("trial", how="deaf")
    listener.start("trial", name="next")
    listener.until(lambda message: isinstance(message, Progressed))
    asked = time.monotonic()

    listener.runner.cancel(job)

    assert Stopped(job=job) == listener.end_of(job)
    assert time.monotonic() - asked < 1.0
    assert isinstance(listener.end_of("next"), Finished)


def test_a_waiting_job_is_cancelled_at_once(listener: Listener) -> None:
    listener.start("trial", name="first", how="sleeping")
    listener.start("trial", name="second")

    listener.runner.cancel("second")

    assert Stopped(job="second") == listener.end_of("second")
    listener.runner.cancel("first")


def test_a_question_is_answered_while_long_work_runs(listener: Listener) -> None:
    listener.start("trial", name="long", how="deaf")
    listener.until(lambda message: isinstance(message, Progressed))

    listener.start("trial", lane="quick", name="question")

    assert isinstance(listener.end_of("question"), Finished)
    listener.runner.cancel("long")


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("crashing", "trial crashed (segmentation fault) in the library that it uses."),
        ("killed", "trial was ended by the system, most likely because memory ran out."),
        ("leaving", "trial ended its process (status 3) without a result."),
        ("hungry", "There was not enough memory for Trial."),
        ("mistaken", "‘quene’ is not in this space."),
        ("buggy", "Trial failed: ZeroDivisionError: one by nought"),
        ("exiting", "Trial failed: SystemExit: 3"),
        ("interrupted", "Trial failed: KeyboardInterrupt"),
        ("wordy", f"Trial failed: ValueError: {'w' * 974}"),
        ("colourful", "Trial failed: ValueError: red"),
        ("deep", "Trial failed: RecursionError: maximum recursion depth exceeded"),
        ("starving", "There was not enough memory for trial."),
        ("unmapped", "There was not enough memory for Trial."),
        ("threadless", "There was not enough memory for Trial."),
        ("careless", "3"),
    ],
)
def test_a_failure_is_a_sentence_and_the_next_job_runs(listener: Listener, how: str, sentence: str) -> None:
    job = listener.start("trial", how=how)
    listener.start("trial", name="next")

    ending = listener.end_of(job)

    assert isinstance(ending, Failed)
    assert sentence == ending.message
    assert ending.hint
    assert isinstance(listener.end_of("next"), Finished)


def test_an_exception_that_cannot_be_told_is_named(listener: Listener) -> None:
    job = listener.start("trial", how="silent")

    ending = listener.end_of(job)

    assert isinstance(ending, Failed)
    assert "Silent" in ending.message


def test_the_trace_of_a_crash_says_where_it_happened(listener: Listener) -> None:
    job = listener.start("trial", how="crashing")

    ending = listener.end_of(job)

    assert isinstance(ending, Failed)
    assert "_crashing" in ending.trace


def test_a_full_disk_is_a_sentence(listener: Listener) -> None:
    job = listener.start("trial", how="full")

    ending = listener.end_of(job)

    assert isinstance(ending, Failed)
    assert f"The disk that holds {listener.folder} is full." == ending.message


def test_garbage_on_the_pipe_is_passed_over(listener: Listener) -> None:
    job = listener.start("trial", how="babbling")

    assert isinstance(listener.end_of(job), Finished)


def test_an_unknown_step_is_refused_with_a_sentence(listener: Listener) -> None:
    job = listener.start("no-such-step")

    ending = listener.end_of(job)

    assert isinstance(ending, Failed)
    assert ending.message == "There is no step ‘no-such-step’."


def test_a_warming_that_kills_its_worker_is_not_repeated(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRIAL_WARM_KILLS", "yes")
    listener.runner._lanes["heavy"].warm("trial")
    listener.wait((tmp_path / "warmed").exists)
    listener.start("trial")

    ending = listener.end_of("job")

    assert isinstance(ending, Finished)
    assert int((tmp_path / "warmed").read_text(encoding="ascii")) != _process(ending)


@linux
def test_a_cancelled_step_takes_along_what_it_started(listener: Listener, tmp_path: Path) -> None:
    noted = tmp_path / "child"
    job = listener.start("trial", how="breeding", path=str(noted))
    listener.wait(lambda: noted.exists() and bool(noted.read_text(encoding="ascii")))

    listener.runner.cancel(job)
    listener.end_of(job)

    listener.wait(lambda: not alive(int(noted.read_text(encoding="ascii"))))


@linux
def test_closing_ends_every_worker_within_two_seconds(listener: Listener) -> None:
    listener.start("trial", name="a", how="deaf")
    listener.start("trial", name="b", lane="quick", how="sleeping")
    listener.until(lambda message: message == Started(job="a"))
    listener.wait(lambda: Started(job="b") in listener.heard)
    workers = [child.process_id for lane in listener.runner._lanes.values() for child in lane.children()]
    began = time.monotonic()

    listener.runner.close()

    assert time.monotonic() - began < 2.0
    assert [alive(worker) for worker in workers] == [False, False]


@linux
@pytest.mark.parametrize("how", ["deaf", "sleeping"])
def test_workers_die_with_a_window_that_is_killed(listener: Listener, tmp_path: Path, how: str) -> None:
    window = subprocess.Popen(
        [sys.executable, str(HERE / "doomed_window.py"), str(tmp_path), how], stdout=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    worker = int(window.stdout.readline())

    os.kill(window.pid, signal.SIGKILL)
    window.communicate()

    listener.wait(lambda: not alive(worker))


@linux
def test_heavy_work_steps_back_behind_the_window(listener: Listener) -> None:
    listener.start("trial", name="heavy")
    listener.start("trial", name="quick", lane="quick")

    endings = listener.end_of("heavy"), listener.end_of("quick")

    assert _facts(endings[0])["nice"] > _facts(endings[1])["nice"]


def _facts(ending: object) -> dict[str, float]:
    assert isinstance(ending, Finished)
    return Table.open(Path(ending.folder)).facts


def _process(ending: object) -> int:
    return int(_facts(ending)["process"])
