"""What the window says of a job: its title and stage, the time left, and its state in a word."""

from embexplorer.workspace.job_states import JobState

STATES = {
    "queued": "Waiting",
    "running": "Running",
    "cancelling": "Cancelling…",
    "cancelled": "Cancelled",
    "finished": "Done",
    "failed": "Failed",
    "kept": "Stopped and kept",
}


def line(job: JobState) -> str:
    """“UMAP of glove-100d · epoch 120 of 500”, or what became of it."""
    if job.state == "running":
        return f"{job.title} · {job.text}" if job.text and job.text != job.title else job.title
    if job.state == "failed":
        return f"{job.title} · {job.message}" if job.message else f"{job.title} · failed"
    return f"{job.title} · {STATES[job.state]}"


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
