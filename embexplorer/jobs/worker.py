"""The worker process: takes jobs from its window one at a time, runs them, and answers in messages.

It is also where a job is carried out for the inline runner: the one place that catches whatever a step raises.
"""

import argparse
import errno
import faulthandler
import importlib
import json
import os
import queue
import re
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.folder import map_array
from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.projection import Projection
from embexplorer.core.registry import step_named
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build
from embexplorer.jobs import lifeline
from embexplorer.jobs.job_report import JobReport
from embexplorer.jobs.messages import Failed, Finished, Job, Message, Started, Stopped, Warmed, decode_job, encode
from embexplorer.jobs.sentences import title_of_step

FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
READ_AT_ONCE = 1 << 16
LONGEST_MESSAGE = 1000
LONGEST_TRACE = 20_000  # characters: a line that is too long for the window would be lost, and with it the end of a job
COLORED = re.compile(r"\x1b\[[0-9;]*m")
TOO_LITTLE = "Take fewer rows, or close other programs."


def main() -> None:
    """Serve the window until it closes the pipe or dies."""
    options = _options()
    lifeline.tie(options.parent)
    lifeline.step_back(options.lane)
    faulthandler.enable()
    os.set_inheritable(options.reply, False)
    worker = Worker(lambda message: lifeline.write_all(options.reply, encode(message)))
    commands = lifeline.take_standard_input()
    # a thread that only listens, so that a step can be asked to stop; the work itself stays on the main one
    threading.Thread(  # noqa: TID251
        target=_listen, args=(commands, worker), daemon=True
    ).start()
    for module in options.load:
        importlib.import_module(module)
    worker.serve()


class Worker:
    """Runs what was asked, in order, on the main thread; `obey` is called from the thread that listens."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        self._send = send
        self._asked: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._reports: dict[str, JobReport] = {}

    def serve(self) -> None:
        """Do what is asked, for ever."""
        while True:
            self._asked.get()()

    def obey(self, command: dict[str, Any]) -> None:
        """Queue a job or a warming, or ask the running job to stop."""
        match command:
            case {"do": "run", "job": dict(job)}:
                self._accept(decode_job(job))
            case {"do": "warm", "step": str(step)}:
                self._asked.put(lambda: self._warm(step))
            case {"do": "cancel", "job": str(job)} if job in self._reports:
                self._reports[job].stop()
            case {"do": "finish", "job": str(job)} if job in self._reports:
                self._reports[job].finish()
            case {"do": "pause" | "resume" as wish, "job": str(job)} if job in self._reports:
                self._reports[job].pause(wish == "pause")

    def _accept(self, job: Job) -> None:
        self._reports[job.id] = JobReport(job, self._send)
        self._asked.put(lambda: self._run(job))

    def _run(self, job: Job) -> None:
        self._send(Started(job=job.id))
        ending = carry_out(job, self._reports[job.id])
        del self._reports[job.id]
        self._send(ending)

    def _warm(self, name: str) -> None:
        try:
            step_named(name).warm()
        except (Exception, SystemExit) as failure:  # warming is a favour: the job itself will say what is wrong
            self._send(Warmed(step=name, trace="".join(traceback.format_exception(failure))))
            return
        self._send(Warmed(step=name))


def carry_out(job: Job, report: JobReport) -> Message:
    """Open the job's inputs, perform its step, save what it made, and say how it ended; nothing escapes."""
    began = time.monotonic()
    try:
        result = perform(_step_of(job), _inputs_of(job), report)
        result.save(Path(job.result))
        seconds = time.monotonic() - began
        return Finished(job=job.id, folder=job.result, seconds=seconds, kept_at=report.kept_at())
    except Cancelled:
        return Stopped(job=job.id)
    except BaseException as failure:  # the border: whatever a step raises becomes a message
        return _shortened(_failed(job, failure))


def _step_of(job: Job) -> Step:
    return build(step_named(job.step["step"]), job.step["parameters"])


def _inputs_of(job: Job) -> Inputs:
    where = {role: Path(path) for role, path in job.inputs.items()}
    return Inputs(
        space=EmbeddingSpace.open(where["space"]) if "space" in where else None,
        projection=Projection.open(where["projection"]) if "projection" in where else None,
        rows=map_array(where["rows"]) if "rows" in where else None,
        other=EmbeddingSpace.open(where["other"]) if "other" in where else None,
        other_projection=Projection.open(where["other_projection"]) if "other_projection" in where else None,
    )


def _failed(job: Job, failure: BaseException) -> Failed:
    title = title_of_step(job.step["step"])
    trace = "".join(traceback.format_exception(failure))
    match failure:
        case UserError():
            return Failed(job=job.id, message=str(failure.message), hint=str(failure.hint))
        case _ if _is_lack_of_memory(failure):
            message = f"There was not enough memory for {title}."
            return Failed(job=job.id, message=message, hint=TOO_LITTLE, trace=trace)
        case OSError() if failure.errno in FULL:
            message = f"The disk that holds {Path(job.result).parent} is full."
            hint = "Free some space, or save the project on another disk."
            return Failed(job=job.id, message=message, hint=hint, trace=trace)
        case OSError() if failure.errno in FORBIDDEN:
            message = f"{failure.filename or job.result} may not be opened or written."
            hint = "Check its permissions, or choose another place."
            return Failed(job=job.id, message=message, hint=hint, trace=trace)
    told = _first_line(traceback.format_exception_only(failure)[-1])  # even one that cannot say what it is
    hint = "This is a fault in the program; its trace is kept."
    return Failed(job=job.id, message=f"{title} failed: {told}", hint=hint, trace=trace)


def _first_line(told: str) -> str:
    """The first line of what an exception says, without a compiler's colours; the trace has the rest."""
    lines = (COLORED.sub("", line).strip() for line in told.splitlines())
    return next((line for line in lines if line), "")


def _is_lack_of_memory(failure: BaseException) -> bool:
    """Also where there was no room for another thread, or a file could not be mapped."""
    threadless = isinstance(failure, RuntimeError) and "can't start new thread" in str(failure)
    return isinstance(failure, MemoryError) or threadless or getattr(failure, "errno", None) == errno.ENOMEM


def _shortened(failed: Failed) -> Failed:
    """Short enough for a line; of a trace the end says most."""
    return replace(failed, message=failed.message[:LONGEST_MESSAGE], hint=failed.hint[:LONGEST_MESSAGE],
                   trace=failed.trace[-LONGEST_TRACE:])  # fmt: skip


def _listen(commands: int, worker: Worker) -> None:
    """Obey each line; the end of the pipe is the end of the window, and of this process."""
    rest = b""
    while block := os.read(commands, READ_AT_ONCE):
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            worker.obey(json.loads(line))
    os._exit(0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reply", type=int, required=True, help="descriptor of the pipe for messages")
    parser.add_argument("--parent", type=int, required=True, help="process id of the window")
    parser.add_argument("--lane", default="heavy", help="the queue that is served")
    parser.add_argument("--load", action="append", default=[], help="a module with more steps")
    return parser.parse_args()


if __name__ == "__main__":
    main()
