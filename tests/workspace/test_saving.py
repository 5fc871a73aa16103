"""Saving elsewhere is whole or not at all, and work in progress moves along."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.registry import step_named
from embexplorer.core.step import build
from embexplorer.workspace.project import Project
from embexplorer.workspace.untitled import first_project
from embexplorer.workspace.workspace import Workspace
from tests.workspace.conftest import ScriptedRunner, drain, notices_of


@pytest.fixture
def other_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place to which files cannot be linked."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)


def _told(workspace: Workspace) -> tuple[object, ...]:
    projection = workspace.projection()
    assert projection is not None
    items = [(item.id, item.name, item.detail, item.parent) for item in workspace.items.values()]
    return items, projection.coordinates.tolist(), workspace.selection.tolist(), workspace.undo_name, workspace.look


def test_a_saved_project_is_the_same_elsewhere_and_the_untitled_one_goes(opened: Workspace, tmp_path: Path) -> None:
    opened.select([1, 2], name="Lasso")
    before, old = _told(opened), opened.project.folder

    opened.save_as(tmp_path / "mine")
    opened.poll()

    assert tmp_path / "mine" == opened.project.folder
    assert before == _told(opened)
    assert not old.exists()
    assert ["mine"] == [recent.name for recent in opened.recents]
    assert all(item.folder.is_relative_to(tmp_path / "mine") for item in opened.items.values())


def test_on_another_disk_everything_is_copied(opened: Workspace, tmp_path: Path, other_disk: None) -> None:
    before = _told(opened)

    opened.save_as(tmp_path / "mine")
    drain(opened)
    opened.poll()

    assert tmp_path / "mine" == opened.project.folder
    assert before == _told(opened)


def test_a_folder_with_something_in_it_is_refused(opened: Workspace, tmp_path: Path) -> None:
    heard, old = notices_of(opened), opened.project.folder
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").touch()

    opened.save_as(tmp_path / "full")

    assert [f"{tmp_path / 'full'} is not an empty folder."] == [notice.text for notice in heard]
    assert old == opened.project.folder


def test_a_place_inside_the_project_is_refused(opened: Workspace) -> None:
    notices, folder = notices_of(opened), opened.project.folder

    opened.save_as(folder / "copies" / "mine")

    assert [f"{folder / 'copies' / 'mine'} lies inside the project itself."] == [notice.text for notice in notices]
    assert folder == opened.project.folder


def test_what_a_worker_is_writing_is_left_out(opened: Workspace, tmp_path: Path) -> None:
    graphs = opened.items[opened.space_id or ""].folder / "graphs"
    (graphs / ".cosine-exact-90.half").mkdir(parents=True)
    (graphs / ".cosine-exact-90.half" / "indices.npy").write_bytes(b"half")

    opened.save_as(tmp_path / "mine")

    saved = opened.items[opened.space_id or ""].folder / "graphs"
    assert [] == [entry.name for entry in saved.glob(".*")]


def test_a_place_that_cannot_be_written_is_a_notice_and_the_project_stays(opened: Workspace, tmp_path: Path) -> None:
    heard, old = notices_of(opened), opened.project.folder
    (tmp_path / "file").touch()

    opened.save_as(tmp_path / "file" / "mine")

    assert "error" == heard[0].severity
    assert old == opened.project.folder


def test_a_disk_that_fills_up_leaves_nothing(
    opened: Workspace, tmp_path: Path, other_disk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, old = notices_of(opened), opened.project.folder

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("embexplorer.workspace.saving.shutil.copystat", full)
    opened.save_as(tmp_path / "mine")

    assert "No space left on device" in heard[0].text
    assert old == opened.project.folder
    assert [] == [path.name for path in tmp_path.iterdir() if "mine" in path.name]


def test_a_job_that_was_running_brings_its_result_to_the_new_place(
    scripted: tuple[Workspace, ScriptedRunner], tmp_path: Path
) -> None:
    workspace, runner = scripted
    old = workspace.project.folder
    workspace.start(build(step_named("umap"), {}))
    job = runner.jobs[0]
    workspace.save_as(tmp_path / "mine")
    workspace.poll()
    assert old.exists()

    runner.say_finished(job, 40, value=7.0)
    workspace.poll()
    workspace.poll()

    shown = workspace.projection()
    assert shown is not None and shown.folder is not None
    assert np.full((40, 2), 7.0).tolist() == shown.coordinates.tolist()
    assert shown.folder.is_relative_to(tmp_path / "mine")


def test_the_project_that_was_saved_opens_in_the_next_start(opened: Workspace, tmp_path: Path) -> None:
    opened.save_as(tmp_path / "mine")
    opened.close()

    project = Project.open(tmp_path / "mine")

    assert 2 == len(project.catalogue.items())
    assert "" == project.restored
    project.close()


def test_a_project_that_was_moved_is_missed_and_opens_from_its_new_place(opened: Workspace, tmp_path: Path) -> None:
    opened.save_as(tmp_path / "mine")
    opened.close()
    (tmp_path / "mine").rename(tmp_path / "moved")

    project, notices = first_project(opened.settings)

    assert [f"The last project is no longer in {tmp_path / 'mine'}."] == [notice.text for notice in notices]
    assert project.untitled
    project.close()


def test_opening_another_project_stops_what_runs(scripted: tuple[Workspace, ScriptedRunner], tmp_path: Path) -> None:
    workspace, runner = scripted
    Project(tmp_path / "other").close()
    job = workspace.start(build(step_named("umap"), {}))

    workspace.open_project(tmp_path / "other")

    assert [job] == [cancelled for cancelled, _ in runner.cancelled]
    assert tmp_path / "other" == workspace.project.folder
    assert {} == dict(workspace.items)


def test_opening_a_folder_without_a_project_is_a_notice(opened: Workspace, tmp_path: Path) -> None:
    heard, old = notices_of(opened), opened.project.folder

    opened.open_project(tmp_path)

    assert [f"{tmp_path} holds no project."] == [notice.text for notice in heard]
    assert old == opened.project.folder
