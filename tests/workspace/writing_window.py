"""A window in miniature that selects and looks without end, says how far it is, and waits to be killed."""

import itertools
import sys
from dataclasses import replace
from pathlib import Path

from embexplorer.core.look import Camera
from embexplorer.jobs.inline_runner import InlineRunner
from embexplorer.workspace.settings import Settings
from embexplorer.workspace.untitled import first_project
from embexplorer.workspace.workspace import Workspace

settings = Settings()
workspace = Workspace(first_project(settings)[0], InlineRunner(), settings)
workspace.open_file(Path(sys.argv[1]))
for _ in range(6):
    workspace.poll()
for number in itertools.count():
    workspace.select([number % 40, (number + 1) % 40], name="Box")
    workspace.set_look(replace(workspace.look, camera=Camera(x=number, y=0, scale=1)), "Pan")
    print(number, flush=True)  # noqa: T201
