"""Open the window, with files if there are any; refuses what is neither a command nor a file before Qt is loaded."""

import difflib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from embexplorer.cli.commands import OWN, step_commands
from embexplorer.cli.files import path_of
from embexplorer.cli.maps import HEADLESS
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
    elif argument.startswith("-") and not Path(argument).exists():
        raise UserError(f"‘{argument}’ is no option of the window.", "See: embexplorer --help")
    elif not Path(argument).exists():
        near = difflib.get_close_matches(argument, [*OWN, *step_commands()], n=1)
        meant = f"Did you mean ‘{near[0]}’?" if near else "See: embexplorer --help"
        raise UserError(f"‘{argument}’ is neither a command nor a file.", meant)


def refuse_without_display() -> None:
    """Raise UserError where no window can be shown; QT_QPA_PLATFORM is taken as the user's word."""
    here = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith(HEADLESS) and not here:
        hint = "Draw to a file instead: embexplorer umap FILE -o map.png"
        raise UserError("There is no display to show the window on.", hint)
