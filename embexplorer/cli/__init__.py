"""The command line: every step as a sub-command; without one it opens the window."""

import errno
import io
import os
import sys
from collections.abc import Sequence

from embexplorer import __version__
from embexplorer.core.errors import UserError

OUTPUT_FAULTS = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
USER_MISTAKE, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say and answer the exit status; what is no user's mistake keeps its traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # for labels where the terminal has no UTF-8
    try:
        return _dispatch(given)
    except UserError as mistake:
        from embexplorer.cli.table_lines import as_written

        print(as_written(f"embexplorer: {mistake}"), file=sys.stderr)  # a file's name may hold a line end
        return USER_MISTAKE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence_output()
        return PIPE_CLOSED
    except OSError as full:
        if full.errno not in OUTPUT_FAULTS or full.filename is not None:
            raise
        _silence_output()
        print(f"embexplorer: The results cannot be written to standard output: {full.strerror}.", file=sys.stderr)
        return USER_MISTAKE


def _silence_output() -> None:
    """Python writes what is left once more at its end, and would complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(given: list[str]) -> int:
    if given[:1] == ["--version"]:
        print(f"embexplorer {__version__}")
        return 0
    if given[:1] in (["-h"], ["--help"], ["help"]):
        from embexplorer.cli.overview import overview

        print(overview())
        return 0
    from embexplorer.cli.commands import command_named

    command = command_named(given[0]) if given else None
    if command is not None:
        status = command(given[1:])
        sys.stdout.flush()  # a closed pipe shows here, not after the last line of this program
        return status
    from embexplorer.cli.window import open_window

    return open_window(given)
