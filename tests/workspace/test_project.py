"""A project is on disk from the first moment, is opened by one window at a time, and survives kills and damage."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.look import Camera, Look
from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.migrations import VERSIONS
from embexplorer.workspace.project import CATALOGUE, Project, ProjectInUse
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import first_project, new_untitled
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import Make, ScriptedRunner, drain, notices_of


def test_the_next_start_brings_everything_back_without_computing(opened: Workspace, make: Make) -> None:
    look = Look(color_by="norm", axes=(1, 2), camera=Camera(x=1.0, y=2.0, scale=3.0))
    opened.select([3, 5, 8], name="Lasso")
    opened.pin(5)
    opened.set_look(look, "Colour by norm")
    opened.keep_window_state(b"docks")
    drain(opened)
    items, coordinates = dict(opened.items), opened.projection().coordinates.tolist()  # type: ignore[union-attr]
    opened.close()
    runner = ScriptedRunner()

    again = make(runner)
    again.poll()

    assert items == dict(again.items)
    assert coordinates == again.projection().coordinates.tolist()  # type: ignore[union-attr]
    assert [3, 5, 8] == again.selection.tolist()
    assert 5 == again.pinned
    assert look == again.look
    assert b"docks" == again.window_state
    assert "colour by norm" == again.undo_name
    assert again.trust() is not None
    assert [] == runner.jobs


def test_undo_goes_on_where_the_last_start_ended(opened: Workspace, make: Make) -> None:
    opened.select([3], name="Click")
    opened.select([3, 4], name="Lasso")
    opened.undo()
    opened.close()

    again = make(InlineRunner())

    assert ("click, 1 point", "lasso, 2 points") == (again.undo_name, again.redo_name)
    again.redo()
    assert [3, 4] == again.selection.tolist()


def test_an_empty_untitled_project_leaves_nothing(make: Make) -> None:
    workspace = make(InlineRunner())
    folder = workspace.project.folder

    workspace.close()

    assert not folder.exists()


def test_an_untitled_project_with_content_is_never_lost(opened: Workspace) -> None:
    folder = opened.project.folder

    opened.new_project()
    opened.poll()

    assert {} == dict(opened.items)
    assert [folder] == [recent.folder for recent in opened.recents]
    opened.open_project(folder)
    assert 2 == len(opened.items)


def test_a_window_that_was_killed_is_restored_and_says_so(vectors: Path, home: Path, make: Make) -> None:
    window = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("writing_window.py")), str(vectors)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdout is not None
    lines = [window.stdout.readline() for _ in range(60)]
    os.kill(window.pid, signal.SIGKILL)
    lines += window.communicate()[0].splitlines()
    number = int([line for line in lines if line.strip().isdigit()][-1])

    workspace = make(InlineRunner())
    heard = notices_of(workspace)
    workspace.poll()

    assert ["embexplorer did not end properly. Restored: 1 space, 1 projection, 2 selected."] == [n.text for n in heard]
    assert workspace.look.camera is not None
    assert workspace.look.camera.x - number in (0, 1)
    pairs = [sorted({n % 40, (n + 1) % 40}) for n in (number, number + 1)]
    assert workspace.selection.tolist() in pairs


def test_a_clean_end_says_nothing(opened: Workspace, make: Make) -> None:
    opened.close()

    workspace = make(InlineRunner())
    heard = notices_of(workspace)
    workspace.poll()

    assert [] == heard


def test_a_second_window_gets_a_project_of_its_own(opened: Workspace) -> None:
    project, notices = first_project(Settings())

    assert project.folder != opened.project.folder
    assert ["Another window has the last project open; this window begins a new one."] == [n.text for n in notices]
    project.close()


def test_a_project_in_use_is_refused(opened: Workspace) -> None:
    with pytest.raises(ProjectInUse, match="is open in another window"):
        Project.open(opened.project.folder)


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no project"):
        Project.open(tmp_path)


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UserError, match="cannot be written"):
        Project(tmp_path / "file" / "project")


def test_a_damaged_catalogue_is_a_sentence_and_the_window_begins_anew(opened: Workspace, make: Make) -> None:
    folder = opened.project.folder
    opened.close()
    (folder / CATALOGUE).write_bytes(b"not a database" * 1000)

    project, notices = first_project(Settings())

    assert project.folder != folder
    assert "is damaged" in notices[0].text
    assert (folder / "spaces").exists()
    project.close()


def test_a_project_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    Project(tmp_path / "new").close()
    with sqlite3.connect(tmp_path / "new" / CATALOGUE) as connection:
        connection.execute(f"PRAGMA user_version = {len(VERSIONS) + 1}")
    connection.close()

    with pytest.raises(UserError, match="was written by a newer embexplorer"):
        Project.open(tmp_path / "new")


def test_a_full_disk_is_a_notice_and_the_window_goes_on(opened: Workspace) -> None:
    heard = notices_of(opened)
    connection = opened.project.catalogue._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")

    for number in range(200):
        opened.select([number % 40], name="Click " * 300)

    assert [39] == opened.selection.tolist()
    assert f"The disk that holds {opened.project.folder} is full." in {notice.text for notice in heard}


def test_what_a_killed_worker_left_is_removed(opened: Workspace, make: Make) -> None:
    folder = opened.project.folder
    opened.close()
    (folder / "spaces" / ".half.abc").mkdir()
    (folder / "projections" / "unknown").mkdir()

    again = make(InlineRunner())

    assert folder == again.project.folder
    assert not (folder / "spaces" / ".half.abc").exists()
    assert not (folder / "projections" / "unknown").exists()
    assert 2 == len(again.items)


def test_when_nothing_of_the_user_can_be_written_a_temporary_project_serves(home: Path) -> None:
    home.write_text("in the way", encoding="ascii")

    project = new_untitled(Settings())

    assert "is lost when the machine restarts" in project.restored
    project.close()


def test_a_layout_that_was_forming_when_the_window_died_is_kept_as_it_was(
    scripted: tuple[Workspace, ScriptedRunner], make: Make
) -> None:
    workspace, runner = scripted
    workspace.start(build(step_named("umap"), {}))
    job = runner.jobs[-1]
    runner.say_started(job)
    runner.say_framed(job, 9, 0.9, rows=40, total=200)
    runner.say_framed(job, 10, 1.0, rows=40, total=200)
    workspace.poll()
    workspace.close()

    again = make(ScriptedRunner())
    heard = notices_of(again)
    again.poll()

    kept = again.projection()
    assert kept is not None
    assert np.full((40, 2), 1.0).tolist() == kept.coordinates.tolist()
    assert ("Stopped at 10 of 200.",) == kept.notes
    assert ["UMAP was kept as it was at 10 of 200."] == [notice.text for notice in heard]
    assert not job.frames.exists()
