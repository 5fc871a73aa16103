"""How jobs are shown: in the status bar and in the drawer, from waiting to their end."""

from dataclasses import replace

from embexplorer.core.registry import step_named
from embexplorer.gui.job_words import clock, line, time_left
from embexplorer.gui.window import MainWindow
from embexplorer.workspace.job_states import JobState


def running() -> JobState:
    """A UMAP in the middle."""
    return JobState(
        id="1",
        title="UMAP · glove",
        step=step_named("umap")(),
        state="running",
        text="Epoch 120 of 500",
        done=0.24,
        seconds_left=14.2,
    )


def test_a_running_job_says_what_it_does() -> None:
    assert line(running()) == "UMAP · glove · Epoch 120 of 500"


def test_the_time_left_is_minutes_and_seconds() -> None:
    assert time_left(running()) == "0:14 left"


def test_there_is_no_time_left_without_an_estimate() -> None:
    assert time_left(replace(running(), seconds_left=None)) == ""


def test_hours_are_shown_when_there_are_any() -> None:
    assert clock(3725) == "1:02:05"


def test_a_failed_job_says_its_sentence() -> None:
    failed = replace(running(), state="failed", message="Perplexity 90 is too large for 12 rows.")

    assert line(failed) == "UMAP · glove · Perplexity 90 is too large for 12 rows."


def test_a_cancelled_job_says_so_in_the_status_bar(open_window: MainWindow) -> None:
    job = open_window.workspace.start(step_named("umap")())

    open_window.workspace.cancel(job)

    assert open_window.status.job.said().endswith("Cancelling…")


def test_the_drawer_lists_the_newest_job_first(open_window: MainWindow) -> None:
    open_window.actions_.trigger("window.jobs")

    titles = open_window.drawer.titles()

    assert titles[-1].startswith("Open small.txt")
    assert all(title.endswith("Done") for title in titles)


def test_the_drawer_closes_when_asked_again(open_window: MainWindow) -> None:
    open_window.actions_.trigger("window.jobs")

    open_window.actions_.trigger("window.jobs")

    assert open_window.drawer.isHidden()


def test_notices_that_are_errors_stay(window: MainWindow) -> None:
    window.toasts.say("Broken", "error")

    assert not window.toasts.shown()[0]._timer.isActive()


def test_old_notices_make_room(window: MainWindow) -> None:
    toasts = [window.toasts.say(f"Note {number}") for number in range(6)]

    assert window.toasts.shown() == tuple(toasts[2:])


def test_the_button_of_a_notice_does_its_thing_and_closes_it(window: MainWindow) -> None:
    done: list[str] = []
    toast = window.toasts.say("Removed", "info", "Put back", lambda: done.append("back"))

    toast._on_button()

    assert (done, window.toasts.shown()) == (["back"], ())
