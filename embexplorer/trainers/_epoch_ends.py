"""Be told by gensim that an epoch is over, in its own thread, while nothing moves: so that scores can be repeated."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from embexplorer.trainers._gensim import Reading


@dataclass(kw_only=True)
class EpochEnds:
    """A callback of gensim's training; `over` scores an epoch. Those that the corpus dried up in are not scored."""

    reading: Reading
    over: Callable[[], Mapping[str, float]]
    finished: int = field(default=0, init=False)
    scores: deque[Mapping[str, float]] = field(default_factory=deque, init=False)

    @property
    def done(self) -> int:
        """Documents read; an epoch counts as over only when it has been scored."""
        return min(self.reading.done, (self.finished + 1) * self.reading.documents - 1)

    def next(self) -> Mapping[str, float]:
        """The scores of one epoch after the other."""
        return self.scores.popleft()

    def on_epoch_end(self, model: object) -> None:
        """gensim's name."""
        if self.reading.done >= (self.finished + 1) * self.reading.documents:
            self.scores.append(self.over())
            self.finished += 1

    def on_epoch_begin(self, model: object) -> None:
        """gensim's name."""

    def on_train_begin(self, model: object) -> None:
        """gensim's name."""

    def on_train_end(self, model: object) -> None:
        """gensim's name."""
