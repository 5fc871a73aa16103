"""One queue of jobs and the worker process that serves it: replaced when it dies or does not stop when asked."""

import time
from collections import deque
from collections.abc import Callable

from embexplorer.jobs.child import Child
from embexplorer.jobs.messages import ENDS, Failed, Job, Message, Stopped, Warmed, encode_job
from embexplorer.jobs.sentences import how_it_died


class LaneQueue:
    """`spawn` makes the child when there is something to do for it; it runs one job at a time."""

    def __init__(self, spawn: Callable[[], Child]) -> None:
        self._spawn = spawn
        self._child: Child | None = None
        self._corpses: list[Child] = []
        self._waiting: deque[Job] = deque()
        self._job: Job | None = None
        self._deadline: float | None = None
        self._cold: deque[str] = deque()
        self._warm: list[str] = []
        self._warming: str | None = None

    def add(self, job: Job) -> None:
        """Queue a job."""
        self._waiting.append(job)

    def warm(self, step: str) -> None:
        """Queue a warming; jobs go first."""
        if step not in self._warm and step not in self._cold:
            self._cold.append(step)

    def cancel(self, job: str, patience: float) -> list[Message]:
        """Drop a waiting job at once; ask the running one, whose process is ended after `patience` seconds."""
        if self._job is not None and self._job.id == job and self._child is not None:
            self._child.send({"do": "cancel", "job": job})
            deadline = time.monotonic() + patience
            self._deadline = min(deadline, self._deadline or deadline)
            return []
        kept = [waiting for waiting in self._waiting if waiting.id != job]
        dropped = len(self._waiting) - len(kept)
        self._waiting = deque(kept)
        return [Stopped(job=job)] * dropped

    def tell(self, job: str, wish: str) -> bool:
        """Send the running job a wish ("finish", "pause", "resume"); says whether it runs here."""
        if self._job is None or self._job.id != job or self._child is None:
            return False
        self._child.send({"do": wish, "job": job})
        return True

    def poll(self) -> list[Message]:
        """What the child has said, how it ended, and the next job for it."""
        messages = self._heard() if self._child is not None else []
        if self._deadline is not None and time.monotonic() >= self._deadline and self._job is not None:
            messages.append(Stopped(job=self._job.id))
            self._replace()
        self._feed()
        self._bury_the_dead()
        return messages

    def children(self) -> list[Child]:
        """Those that may still be alive."""
        return [*self._corpses, *([self._child] if self._child is not None else [])]

    def _heard(self) -> list[Message]:
        assert self._child is not None
        ended = self._child.ended()  # asked before reading, so that its last words are heard
        messages = [message for message in self._child.read() if self._is_ours(message)]
        for message in messages:
            if isinstance(message, ENDS):
                self._job = self._deadline = None
            elif isinstance(message, Warmed):
                self._warming = None
        if ended is not None:
            messages += self._buried(ended)
        return [message for message in messages if not isinstance(message, Warmed)]

    def _is_ours(self, message: Message) -> bool:
        if isinstance(message, Warmed):
            return message.step == self._warming
        return self._job is not None and message.job == self._job.id

    def _buried(self, ended: int) -> list[Message]:
        """The child died by itself: its job has failed, or was to be stopped anyway."""
        assert self._child is not None
        last_words: list[Message] = []
        if self._job is not None and self._deadline is not None:
            last_words = [Stopped(job=self._job.id)]
        elif self._job is not None:
            output = self._child.last_output()
            message, hint = how_it_died(self._job, ended, output)
            last_words = [Failed(job=self._job.id, message=message, hint=hint, trace=output)]
        if self._warming is not None:
            self._warm.remove(self._warming)  # it is what killed the child
        self._replace()
        return last_words

    def _replace(self) -> None:
        """Put the child away; the next one begins when there is something to do, and is warmed again."""
        assert self._child is not None
        self._child.kill()
        self._corpses.append(self._child)
        self._child = self._job = self._deadline = self._warming = None
        self._cold.extendleft(reversed(self._warm))
        self._warm = []

    def _bury_the_dead(self) -> None:
        dead = [corpse for corpse in self._corpses if corpse.ended() is not None]
        for corpse in dead:
            corpse.bury()
            self._corpses.remove(corpse)

    def _feed(self) -> None:
        if self._child is not None:
            self._child.flush()
        if self._job is not None or self._warming is not None or not (self._waiting or self._cold):
            return
        if self._child is None:
            self._child = self._spawn()
        if self._waiting:
            self._job = self._waiting.popleft()
            self._child.send({"do": "run", "job": encode_job(self._job)})
            return
        self._warming = self._cold.popleft()
        self._warm.append(self._warming)
        self._child.send({"do": "warm", "step": self._warming})
