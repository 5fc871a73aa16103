"""Keeps the layouts and trainings that were running when the last window ended, as if they had been stopped then."""

import shutil
from pathlib import Path

from embexplorer.core.errors import UserError
from embexplorer.core.folder import META
from embexplorer.core.space import EmbeddingSpace
from embexplorer.jobs.frames import checkpoint_in, frames_of, last_frame
from embexplorer.jobs.messages import Job
from embexplorer.workspace.catalogue import Unfinished
from embexplorer.workspace.following import Following
from embexplorer.workspace.project import Project
from embexplorer.workspace.starting import kind_made
from embexplorer.workspace.work import Given, Work


def recover(project: Project, following: Following) -> dict[str, str]:
    """Make projections of the last frames: the item of each, and a sentence."""
    kept = [_recovered(project, following, job) for job in project.catalogue.unfinished()]
    return {item: sentence for item, sentence in kept if item}


def _recovered(project: Project, following: Following, unfinished: Unfinished) -> tuple[str, str]:
    """What a job left is taken up; its frames go."""
    result = project.place(kind_made(unfinished.step), unfinished.result)
    project.catalogue.end_job(unfinished.job)
    try:
        if unfinished.step.keeps_itself:
            return _of_training(following, unfinished, result)
        return _of_layout(project, following, unfinished, result)
    except UserError:  # the step cannot be stopped, or there is no room
        return "", ""
    finally:
        shutil.rmtree(frames_of(result), ignore_errors=True)


def _of_training(following: Following, unfinished: Unfinished, result: Path) -> tuple[str, str]:
    kept = checkpoint_in(frames_of(result))
    if not (kept / META).is_file():
        return "", ""
    space = EmbeddingSpace.open(kept)
    space.save(result)
    item = following.on_space(result, unfinished.step, unfinished.space)
    return item, f"{space.name} was kept as it was some seconds before the program was killed."


def _of_layout(project: Project, following: Following, unfinished: Unfinished, result: Path) -> tuple[str, str]:
    frame = last_frame(frames_of(result))
    if frame is None or frame.at < 1:
        return "", ""
    work = Work(
        job=Job(id=unfinished.job, step={}, inputs={}, result=str(result)),
        step=unfinished.step,
        given=Given(space=unfinished.space, projection=unfinished.projection),
        project=project,
        finished=following.on_finished,
        frame=frame,
    )
    item = following.keep_frame(work)
    return item, f"{unfinished.step.title} was kept as it was at {frame.at:,} of {frame.total:,}."
