"""Which sub-commands there are: one for every step, and `info` and `steps`."""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from embexplorer.core.command import PREFIXES
from embexplorer.core.registry import find_step, steps
from embexplorer.core.step import Step

Command = Callable[[Sequence[str]], int]
OWN = {
    "info": "Read and check a whole file, and say what is in it",
    "steps": "List every step with its parameters",
}


def command_named(name: str) -> Command | None:
    """What to call with the remaining arguments; None when there is no such sub-command."""
    if name == "info":
        from embexplorer.cli.info import info

        return info
    if name == "steps":
        from embexplorer.cli.step_list import step_list

        return step_list
    step = _step_of(name)
    if step is None:
        return None
    from embexplorer.cli.running import run_step

    return partial(run_step, step)


def _step_of(command: str) -> type[Step] | None:
    """The step behind a sub-command, of which only the file is imported."""
    possible = (command.removeprefix(prefix) for prefix in ("", *PREFIXES.values()))
    found = [step for step in map(find_step, dict.fromkeys(possible)) if step is not None]
    return next((step for step in found if command_of(step) == command), None)


def step_commands() -> dict[str, type[Step]]:
    """Every step by its sub-command."""
    return {command_of(step): step for step in steps().values()}


def command_of(step: type[Step]) -> str:
    """The step's name, with `train-` and `encode-` before those two kinds."""
    return PREFIXES.get(step.kind, "") + step.name


def width() -> int:
    """The width for help and tables: that of the terminal, at most 120."""
    import shutil

    return min(120, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 100
