"""Train the subject–attribute model with Adam, one epoch after the other, on one thread."""

import time
from typing import Protocol

import torch
from torch.nn.functional import cross_entropy

from embexplorer.core.report import Report
from embexplorer.core.training_watch import TrainingWatch
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.pairs import Pairs
from embexplorer.models.attributes import SubjectAttribute
from embexplorer.models.threads import threads

LOOK = 0.02  # seconds between two looks


class Settings(Protocol):
    """What of the step is needed here."""

    @property
    def dimensions(self) -> int: ...
    @property
    def epochs(self) -> int: ...
    @property
    def batch(self) -> int: ...
    @property
    def learning_rate(self) -> float: ...
    @property
    def seed(self) -> int: ...
    @property
    def stop_after(self) -> int: ...


class Learning:
    """The tables are live: they change while `train` runs."""

    def __init__(self, step: Settings, pairs: Pairs) -> None:
        self._step = step
        self._subject, self._attribute = torch.from_numpy(pairs.subject), torch.from_numpy(pairs.attribute)
        self._random = torch.Generator().manual_seed(step.seed)
        self._model = SubjectAttribute(len(pairs.subjects), len(pairs.attributes), step.dimensions, random=self._random)
        self._adam = torch.optim.Adam(self._model.parameters(), lr=step.learning_rate)

    @property
    def vectors(self) -> FloatArray:
        table: FloatArray = self._model.embedding.weight.detach().numpy()
        return table

    @property
    def rows(self) -> FloatArray:
        table: FloatArray = self._model.linear.weight.detach().numpy()
        return table

    @property
    def bias(self) -> FloatArray:
        column: FloatArray = self._model.linear.bias.detach().numpy()
        return column

    def measure(self) -> dict[str, float]:
        """Cross-entropy in nats a pair, and the share of the pairs whose attribute is the likeliest one."""
        with torch.no_grad():
            logits = self._model(self._subject)
            right = (logits.argmax(1) == self._attribute).float().mean()
            return {"loss": float(cross_entropy(logits, self._attribute)), "accuracy": float(right)}

    def train(self, watch: TrainingWatch, report: Report) -> int:
        """Train to the end, or until it is enough; answers how many epochs are over."""
        last = min(self._step.epochs, self._step.stop_after or self._step.epochs)
        next_look = 0.0
        with threads(1):
            for done in range(last):
                order = torch.randperm(len(self._subject), generator=self._random)
                for chosen in order.split(self._step.batch or len(order)):
                    self._learn(chosen)
                    if time.perf_counter() >= next_look:
                        watch.look(self.vectors, done)
                        next_look = time.perf_counter() + LOOK
                if report.enough():
                    report.keep(done + 1)
                    return done + 1
        return last

    def _learn(self, chosen: torch.Tensor) -> None:
        self._adam.zero_grad()
        cross_entropy(self._model(self._subject[chosen]), self._attribute[chosen]).backward()
        self._adam.step()
