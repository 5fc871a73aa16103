"""A window in miniature that starts a job, says which process does it, and waits to be killed."""

import sys
import time
from pathlib import Path

from embexplorer.jobs.messages import Job, Progressed
from embexplorer.jobs.process_runner import ProcessRunner

runner = ProcessRunner(load=["trial_steps"])
step = {"step": "trial", "parameters": {"how": sys.argv[2]}}
runner.start(Job(id="job", step=step, inputs={}, result=str(Path(sys.argv[1]) / "job")))
while not any(isinstance(message, Progressed) for message in runner.poll()):
    time.sleep(0.01)
print(*[child.process_id for lane in runner._lanes.values() for child in lane.children()], flush=True)  # noqa: T201
time.sleep(60)
