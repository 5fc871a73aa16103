"""How a worker process died, as a sentence for the user."""

import signal

from embexplorer.core.errors import UserError
from embexplorer.core.registry import step_named
from embexplorer.jobs.messages import Job

AGAIN = "Everything else goes on. Run it again, perhaps with other parameters or fewer rows."
LESS = "Take fewer rows, or close other programs."
NO_MEMORY = ("Memory allocation still failed", "std::bad_alloc", "Cannot allocate memory", "Out of memory")
NAMES = {signal.SIGSEGV: "segmentation fault", signal.SIGABRT: "abort", signal.SIGBUS: "bus error",
         signal.SIGFPE: "arithmetic fault", signal.SIGILL: "illegal instruction"}  # fmt: skip


def how_it_died(job: Job, ended: int, last_output: str = "") -> tuple[str, str]:
    """What happened, and what to do, from the exit status of a process (negative: a signal) and its last words."""
    title = title_of_step(job.step["step"])
    if any(words in last_output for words in NO_MEMORY):
        return f"There was not enough memory for {title}.", LESS
    if ended == -signal.SIGKILL:
        return f"{title} was ended by the system, most likely because memory ran out.", LESS
    if -ended in NAMES:
        return f"{title} crashed ({NAMES[signal.Signals(-ended)]}) in the library that it uses.", AGAIN
    if ended < 0:
        return f"{title} was ended by signal {-ended}.", AGAIN
    return f"{title} ended its process (status {ended}) without a result.", AGAIN


def title_of_step(name: str) -> str:
    """The step's title, or its name where it is not known here."""
    try:
        return step_named(name).title
    except UserError:
        return name
