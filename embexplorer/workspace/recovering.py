"""Keeps the layouts of jobs that were running when the last window ended, as if they had been stopped then."""

import shutil

from embexplorer.core.errors import UserError
from embexplorer.jobs.frames import frames_of, last_frame
from embexplorer.jobs.messages import Job
from embexplorer.workspace.catalogue import Unfinished
from embexplorer.workspace.following import Following
from embexplorer.workspace.project import Project
from embexplorer.workspace.work import Given, Work


def recover(project: Project, following: Following) -> dict[str, str]:
    """Make projections of the last frames: the item of each, and a sentence."""
    kept = [_recovered(project, following, job) for job in project.catalogue.unfinished()]
    return {item: sentence for item, sentence in kept if item}


def _recovered(project: Project, following: Following, unfinished: Unfinished) -> tuple[str, str]:
    result = project.place("projection", unfinished.result)
    frame = last_frame(frames_of(result))
    project.catalogue.end_job(unfinished.job)
    shutil.rmtree(frames_of(result), ignore_errors=True)
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
    try:
        item = following.keep_frame(work)
    except UserError:  # the step cannot be stopped, or there is no room
        return "", ""
    return item, f"{unfinished.step.title} was kept as it was at {frame.at:,} of {frame.total:,}."
