"""The report a worker gives to a step: it throttles what is said, estimates the time left, and stops the step."""

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from embexplorer.core.errors import Cancelled
from embexplorer.core.report import Frame, Measured, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray
from embexplorer.jobs.frames import begun_in, checkpoint_in, frame_file
from embexplorer.jobs.messages import Begun, Framed, Job, Message, Progressed, Told

LEAST_GAP = 0.05  # seconds between two messages of one sort: at most 20 a second
CHECKPOINT = 20.0  # seconds: all that is lost of a training when everything is killed
FRAME_SHARE = 0.2  # most of the time that writing frames may take
KEPT_FRAMES = 3  # the window may still be about to read the last ones
MEMORY = 15.0  # seconds over which the speed is taken
LONGEST_TEXT = 500  # characters
SOONEST_ESTIMATE = 0.7
NO_DIGITS = str.maketrans("", "", "0123456789")


class JobReport(Report):
    """Sends what one job says. `stop` may be called from another thread; the next word of the step then raises."""

    def __init__(self, job: Job, send: Callable[[Message], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._job = job
        self._send = send
        self._clock = clock
        self._stop = threading.Event()
        self._enough = threading.Event()
        self._go_on = threading.Event()
        self._go_on.set()
        self._rested = False
        self._last_stage = ""
        self._last_progress = -1.0
        self._next_frame = 0.0
        self._frames: deque[Path] = deque()
        self._begun: EmbeddingSpace | None = None
        self._next_checkpoint = 0.0
        self._past: deque[tuple[float, float]] = deque([(clock(), 0.0)])

    def stop(self) -> None:
        """Ask the step to stop at its next word."""
        self._stop.set()
        self._go_on.set()

    def finish(self) -> None:
        """Ask the step to end soon with what it has."""
        self._enough.set()
        self._go_on.set()

    def pause(self, paused: bool) -> None:
        """Let the step wait where it may, or go on."""
        if paused and not self._enough.is_set():
            self._go_on.clear()
        else:
            self._go_on.set()

    def enough(self) -> bool:
        """True once `finish` was called."""
        self._raise_if_stopped()
        return self._enough.is_set()

    def rest(self) -> None:
        """Wait while paused; the time does not count for the estimate."""
        if self._go_on.is_set():
            return
        self._go_on.wait()
        self._rested = True
        self._raise_if_stopped()

    def begin(self, space: EmbeddingSpace) -> None:
        """Save what is being trained beside its frames, and say where."""
        self._raise_if_stopped()
        folder = begun_in(self._job.frames)
        space.save(folder)
        self._begun, self._next_checkpoint = space, self._clock() + CHECKPOINT
        self._send(Begun(job=self._job.id, folder=str(folder)))

    def checkpoint(self, vectors: FloatArray, at: float) -> None:
        """Write the vectors down, if that was not done lately."""
        begun = self._begun
        if begun is None or self._clock() < self._next_checkpoint or vectors.shape != begun.vectors.shape:
            return
        note = f"Kept as it was after {at:.1f} epochs, when the program was killed; it cannot be made again exactly."
        now = replace(begun, vectors=np.array(vectors, np.float32), notes=(*begun.notes, note))
        now.save(checkpoint_in(self._job.frames))
        self._next_checkpoint = self._clock() + CHECKPOINT

    def measure(self, measured: Measured) -> None:
        """Send it; what is no finite number is left out."""
        self._raise_if_stopped()
        numbers = {name: float(value) for name, value in measured.numbers.items() if np.isfinite(value)}
        lists = {word: list(near) for word, near in measured.lists.items()}
        self._send(Told(job=self._job.id, at=float(measured.at), numbers=numbers, lists=lists))

    def __call__(self, done: float, text: str) -> None:
        """Send the progress unless one of the same stage (the text without its numbers) was sent a moment ago."""
        self._raise_if_stopped()
        now = self._clock()
        done = min(1.0, max(0.0, float(done)))
        left = self._seconds_left(now, done)
        stage = text.translate(NO_DIGITS)
        if stage == self._last_stage and now - self._last_progress < LEAST_GAP:
            return
        self._last_stage, self._last_progress = stage, now
        self._send(Progressed(job=self._job.id, done=done, text=text[:LONGEST_TEXT], seconds_left=left))

    def wants_frame(self) -> bool:
        """True once enough time has passed since the last frame."""
        self._raise_if_stopped()
        return self._clock() >= self._next_frame

    def show(self, frame: Frame) -> None:
        """Write the frame to a file and name it, unless one was shown a moment ago."""
        if not self.wants_frame():
            return
        before = self._clock()
        path = self._write(frame)
        self._send(Framed(job=self._job.id, path=str(path), at=int(frame.at), total=int(frame.total)))
        now = self._clock()
        self._next_frame = before + max(LEAST_GAP, (now - before) / FRAME_SHARE)

    def _write(self, frame: Frame) -> Path:
        folder = self._job.frames
        folder.mkdir(parents=True, exist_ok=True)
        path = frame_file(folder, frame.at, frame.total)
        staging = folder / "new"
        with staging.open("wb") as stream:
            np.save(stream, np.ascontiguousarray(frame.array, np.float32), allow_pickle=False)
        os.replace(staging, path)
        self._frames.append(path)
        if len(self._frames) > KEPT_FRAMES and (oldest := self._frames.popleft()) not in self._frames:
            oldest.unlink(missing_ok=True)
        return path

    def _seconds_left(self, now: float, done: float) -> float | None:
        """From the speed of the last seconds, so that a slow stage does not spoil the guess for the next one."""
        if self._rested or done < self._past[-1][1]:
            self._rested = False
            self._past.clear()
        if not self._past or now - self._past[-1][0] >= LEAST_GAP:
            self._past.append((now, done))
        while len(self._past) > 2 and now - self._past[0][0] > MEMORY:
            self._past.popleft()
        start, share = self._past[0]
        if now - start < SOONEST_ESTIMATE or done - share <= 0:
            return None
        return (1.0 - done) * (now - start) / (done - share)

    def _raise_if_stopped(self) -> None:
        if self._stop.is_set():
            raise Cancelled
