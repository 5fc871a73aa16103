"""Let gensim train while this thread looks on: its C code trains the arrays in place with the interpreter released."""

import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event

from embexplorer.core.corpus import DryingUp
from embexplorer.core.errors import Cancelled
from embexplorer.core.report import Report

LOOK = 0.05  # seconds between two looks: every one may become a frame
TURN = 0.0005  # seconds after which a thread that waits for the interpreter gets it


@dataclass(kw_only=True)
class Reading:
    """How far gensim has read, over all epochs; set `dry` and the corpus ends, `stop_after` and it ends there.

    With `waits` each epoch begins only after a look at the end of the one before: its scores are then exact.
    gensim asks for the next pass when all that was read has been learned.
    """

    documents: int
    stop_after: int = 0
    dry: bool = False
    waits: bool = False
    waiting: Event | None = field(default=None, init=False)
    passes: int = field(default=-1, init=False)
    done: int = field(default=0, init=False)  # documents that have gone out since the beginning

    @property
    def settled(self) -> int:
        """As `done`, but an epoch is over only when all that went out in it has been learned, not only read."""
        done = self.done
        begun = max(0, self.passes) * self.documents
        return done - 1 if done > begun and done % self.documents == 0 else done

    def is_dry(self) -> bool:
        """Whether the corpus should end here."""
        return self.dry or (0 < self.stop_after <= self.done)

    def wait_for_a_look(self) -> None:
        """Called where gensim reads, at the beginning of a pass; a stop ends the wait."""
        if not self.waits or self.passes < 1:
            return
        self.waiting = looked_at = Event()
        while not looked_at.wait(LOOK) and not self.is_dry():
            pass

    def corpus(self, sentences: list[list[str]], rest: Callable[[], None]) -> "Passes":
        """The sentences, counting themselves."""
        return Passes(sentences=sentences, reading=self, rest=rest)


@dataclass(frozen=True, kw_only=True)
class Passes:
    """Sentences that count how often they have been read."""

    sentences: list[list[str]]
    reading: Reading
    rest: Callable[[], None]

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[list[str]]:
        reading = self.reading
        if reading.is_dry():
            return
        reading.passes += 1
        reading.done = reading.passes * reading.documents
        reading.wait_for_a_look()
        yield from DryingUp(sentences=self.sentences, read=self._read, dry=reading.is_dry)

    def _read(self, count: int) -> None:
        self.reading.done = self.reading.passes * self.reading.documents + count  # at once: others look at it
        with suppress(Cancelled):  # inside gensim it would be waited for for ever; `look` raises it too
            self.rest()


class Dried(Exception):
    """The corpus has dried up: gensim need not go through the epochs that are left."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A callback of gensim's training that ends it at the beginning of an epoch in which there is nothing to read."""

    reading: Reading

    def on_epoch_begin(self, model: object) -> None:
        """gensim's name; between two epochs no thread of its own is at work."""
        if self.reading.is_dry():
            raise Dried

    def on_epoch_end(self, model: object) -> None:
        """gensim's name."""

    def on_train_begin(self, model: object) -> None:
        """gensim's name."""

    def on_train_end(self, model: object) -> None:
        """gensim's name."""


def train_watched(train: Callable[[], object], reading: Reading, look: Callable[[], object], report: Report) -> None:
    """Run `train` beside this thread and call `look` until it is over; a stop lets the corpus dry up first."""
    from threadpoolctl import threadpool_limits

    # looking must not take the cores from the training, and gensim's own sums are done by one thread anyway
    with ThreadPoolExecutor(1) as beside, quiet(), soon(), threadpool_limits(1, "blas"):
        training = beside.submit(train)
        try:
            while not _is_over(training.result):
                waiting = reading.waiting
                look()
                if waiting is not None:
                    waiting.set()
                reading.dry = reading.dry or (reading.done > 0 and report.enough())
        except BaseException:
            reading.dry = True
            raise
    if reading.dry:
        report.keep(reading.done)


def _is_over(result: Callable[[float], object]) -> bool:
    try:
        result(LOOK)
    except NotYet:
        return False
    except Dried:
        return True
    return True


@contextmanager
def soon() -> Iterator[None]:
    """This thread waits for the interpreter at every array operation, while gensim's threads cut the text up."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def quiet() -> Iterator[None]:
    """gensim warns in its log that a corpus is small or has dried up, which is no news here."""
    log = logging.getLogger("gensim")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
