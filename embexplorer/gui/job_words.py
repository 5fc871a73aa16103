"""What the window says of a job: its title and stage, the time left, and its state in a word."""

from embexplorer.workspace.job_states import JobState

STATES = {
    "queued": "Waiting",
    "running": "Running",
    "paused": "Paused",
    "finishing": "Finishing…",
    "cancelling": "Cancelling…",
    "cancelled": "Cancelled",
    "finished": "Done",
    "failed": "Failed",
    "kept": "Stopped and kept",
}


def line(job: JobState) -> str:
    """“UMAP · glove-100d · Epoch 120 of 500”, or what became of it."""
    return f"{job.title} · {stage(job)}" if stage(job) else job.title


def stage(job: JobState) -> str:
    """“Epoch 120 of 500”, or its state in a word."""
    if job.state == "running":
        return "" if job.text == job.title else job.text
    if job.state == "failed" and job.message:
        return job.message
    return STATES[job.state]


def time_left(job: JobState) -> str:
    """“0:14 left”, nothing while there is no honest estimate."""
    if job.state != "running" or job.seconds_left is None:
        return ""
    return f"{clock(job.seconds_left)} left"


def clock(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any."""
    whole = max(0, round(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
