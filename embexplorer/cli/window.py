"""Open the window, with files if there are any; refuses what is neither a command nor a file before Qt is loaded."""

import difflib
from collections.abc import Sequence
from pathlib import Path

from embexplorer.cli.commands import OWN, step_commands
from embexplorer.cli.display import refuse_without_display
from embexplorer.cli.files import path_of
from embexplorer.core.errors import UserError


def open_window(given: Sequence[str]) -> int:
    """Show the window and answer the exit status when it has been closed."""
    for argument in given:
        refuse_unknown(argument)
    paths = [path_of(argument) for argument in given]
    refuse_without_display()
    from embexplorer.app import main

    return main(paths)


def refuse_unknown(argument: str) -> None:
    """Raise UserError for what is no file, with the command or flag that may have been meant."""
    if argument.startswith("demo:"):
        path_of(argument)
    elif argument.startswith("-") and not _is_there(argument):
        raise UserError(f"‘{argument}’ is no option of the window.", "See: embexplorer --help")
    elif not _is_there(argument):
        near = difflib.get_close_matches(argument, [*OWN, *step_commands()], n=1)
        meant = f"Did you mean ‘{near[0]}’?" if near else "See: embexplorer --help"
        raise UserError(f"‘{argument}’ is neither a command nor a file.", meant)


def _is_there(argument: str) -> bool:
    try:
        return Path(argument).exists()
    except (OSError, ValueError):  # such as a name too long for the disk
        return False
