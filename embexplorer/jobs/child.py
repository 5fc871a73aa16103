"""A worker process as the window holds it: commands go in, messages come out, and it can be ended with its group."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from embexplorer.jobs.messages import Lane, Message, decode

READ_AT_ONCE = 1 << 16
MOST_READ = 1 << 20  # bytes a poll: a worker that babbles must not hold the window
LONGEST_LINE = 1 << 20
LAST_OUTPUT = 4000
# Threads that wait for work must sleep, not spin: the window draws on the same cores. Their number is left at all
# cores, since it may change the last digits, and a result must be the same through window and command line.
CALM = {"OMP_WAIT_POLICY": "PASSIVE", "KMP_BLOCKTIME": "0", "TOKENIZERS_PARALLELISM": "false", "PYTHONUNBUFFERED": "1"}


class Child:
    """No call waits for the child. What it prints goes to a temporary file, of which the end tells why it died."""

    def __init__(self, lane: Lane, load: Sequence[str] = ()) -> None:
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `bury`
        self._replies, reply = os.pipe()
        os.set_blocking(self._replies, False)
        arguments = [f"--reply={reply}", f"--parent={os.getpid()}", f"--lane={lane}", *(f"--load={m}" for m in load)]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "embexplorer.jobs.worker", *arguments],
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            pass_fds=[reply],
            start_new_session=True,
            env=_environment(),
            bufsize=0,
        )
        os.close(reply)
        assert self._process.stdin is not None
        self._commands = self._process.stdin.fileno()
        os.set_blocking(self._commands, False)
        self._unsent = b""
        self._unread = b""

    @property
    def process_id(self) -> int:
        """As the system knows it; also the id of its process group."""
        return self._process.pid

    def send(self, command: dict[str, Any]) -> None:
        """Queue a command and send what the pipe takes."""
        self._unsent += json.dumps(command).encode() + b"\n"
        self.flush()

    def flush(self) -> None:
        """Send more of what is queued; a child that is gone is noticed elsewhere."""
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            while self._unsent:
                self._unsent = self._unsent[os.write(self._commands, self._unsent) :]

    def read(self) -> list[Message]:
        """The messages that have come; whatever is none is dropped."""
        read = 0
        with contextlib.suppress(BlockingIOError):
            while read < MOST_READ and (block := os.read(self._replies, READ_AT_ONCE)):
                self._unread += block
                read += len(block)
        *lines, rest = self._unread.split(b"\n")
        self._unread = rest if len(rest) <= LONGEST_LINE else b""
        return [message for line in lines for message in _decoded(line)]

    def ended(self) -> int | None:
        """None while it lives, else its exit status, negative for a signal."""
        return self._process.poll()

    def kill(self) -> None:
        """End it and all that it started, now."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def bury(self) -> None:
        """Close our ends of its pipes, once it has ended."""
        os.close(self._replies)
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        self._output.close()

    def wait(self, seconds: float) -> None:
        """Give a killed child a moment to be gone."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def last_output(self) -> str:
        """The end of what it printed: for a crash, where it happened."""
        size = self._output.seek(0, os.SEEK_END)
        self._output.seek(max(0, size - LAST_OUTPUT))
        return self._output.read().decode(errors="replace")


def _decoded(line: bytes) -> list[Message]:
    try:
        return [decode(line)]
    except (ValueError, RecursionError):
        return []


def _environment() -> dict[str, str]:
    """Ours, with calm threads; a checkout that is not installed is put on the path."""
    environment = {**CALM, **os.environ}
    root = str(Path(__file__).parents[2])
    if root not in (sysconfig.get_path("purelib"), sysconfig.get_path("platlib")):
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [root, environment.get("PYTHONPATH", "")]))
    return environment
