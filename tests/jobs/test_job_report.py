"""A report says enough and not too much, guesses the time left, and stops the step when it is told to."""

from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import Cancelled
from embexplorer.core.keys import Keys
from embexplorer.core.report import Frame
from embexplorer.core.space import EmbeddingSpace
from embexplorer.jobs.frames import checkpoint_in
from embexplorer.jobs.job_report import KEPT_FRAMES, JobReport
from embexplorer.jobs.messages import Framed, Job, Message, Progressed


class Scene:
    """A report with a clock that is set by hand."""

    def __init__(self, folder: Path) -> None:
        self.now = 0.0
        self.sent: list[Message] = []
        job = Job(id="job", step={}, inputs={}, result=str(folder / "result"))
        self.report = JobReport(job, self.sent.append, lambda: self.now)

    def frame(self, at: int) -> None:
        self.report.show(Frame(array=np.full((3, 2), at, np.float32), at=at, total=100))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def _count(scene: Scene, seconds: int, per_second: int, text: str = "Epoch {}") -> None:
    for number in range(seconds * per_second):
        scene.now = number / per_second
        scene.report(number / (seconds * per_second), text.format(number))


def test_progress_of_one_stage_is_sent_at_most_twenty_times_a_second(scene: Scene) -> None:
    _count(scene, seconds=2, per_second=1000)

    assert 38 <= len(scene.sent) <= 41


def test_a_new_stage_is_always_sent(scene: Scene) -> None:
    scene.report(0.1, "Reading")
    scene.report(0.1, "Comparing")

    assert ["Reading", "Comparing"] == [message.text for message in scene.sent if isinstance(message, Progressed)]


def test_the_time_left_follows_the_speed(scene: Scene) -> None:
    _count(scene, seconds=10, per_second=10)

    last = scene.sent[-1]
    assert isinstance(last, Progressed) and last.seconds_left is not None
    assert last.seconds_left == pytest.approx(10 - scene.now, abs=0.05)


def test_there_is_no_guess_in_the_first_moment(scene: Scene) -> None:
    scene.now = 0.1
    scene.report(0.5, "Reading")

    assert [Progressed(job="job", done=0.5, text="Reading", seconds_left=None)] == scene.sent


def test_a_share_out_of_range_is_brought_into_it(scene: Scene) -> None:
    scene.report(1.7, "Too far")

    assert [1.0] == [message.done for message in scene.sent if isinstance(message, Progressed)]


def test_frames_are_sent_at_most_twenty_times_a_second(scene: Scene) -> None:
    for number in range(1000):
        scene.now = number / 1000
        scene.frame(number)

    assert 19 <= len(scene.sent) <= 21


def test_a_frame_is_not_wanted_just_after_another(scene: Scene) -> None:
    first = scene.report.wants_frame()
    scene.frame(1)
    second = scene.report.wants_frame()
    scene.now = 0.06

    assert (True, False, True) == (first, second, scene.report.wants_frame())


def test_only_the_last_frames_are_kept_on_disk(scene: Scene, tmp_path: Path) -> None:
    for number in range(10):
        scene.now = number
        scene.frame(number)

    files = sorted((tmp_path / ".result.frames").iterdir())
    last = scene.sent[-1]
    assert KEPT_FRAMES == len(files)
    assert isinstance(last, Framed) and Path(last.path) in files
    assert 9.0 == np.load(last.path)[0, 0]


def test_a_stopped_step_hears_it_at_its_next_word(scene: Scene) -> None:
    scene.report(0.1, "Going on")

    scene.report.stop()

    with pytest.raises(Cancelled):
        scene.report(0.2, "Going on")
    with pytest.raises(Cancelled):
        scene.report.wants_frame()


def test_vectors_are_written_down_every_twenty_seconds(tmp_path: Path) -> None:
    now = [0.0]
    job = Job(id="a", step={}, inputs={}, result=str(tmp_path / "spaces" / "a"))
    report = JobReport(job, lambda _: None, clock=lambda: now[0])
    report.begin(EmbeddingSpace(name="s", keys=Keys(["a"]), vectors=np.zeros((1, 2), np.float32)))
    report.checkpoint(np.ones((1, 2), np.float32), 0.5)
    soon = checkpoint_in(job.frames).exists()

    now[0] = 21.0
    report.checkpoint(np.full((1, 2), 2, np.float32), 1.0)

    assert (False, 2.0) == (soon, float(EmbeddingSpace.open(checkpoint_in(job.frames)).vectors[0, 0]))
