"""Score a training after each epoch, and remember what it was like after the best one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from embexplorer.core.errors import UserError
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.evaluation import COVERED, Scorer

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(kw_only=True)
class BestEpoch:
    """`over` is told the vectors at the end of every epoch; `state` answers all arrays of the training, to be copied.

    Nothing is remembered unless `keeps`, and where the test set knows too few of the words.
    """

    score: Scorer
    state: Callable[[], Arrays]
    keeps: bool
    epochs: int = field(default=0, init=False)
    best: int = field(default=0, init=False)
    figure: tuple[str, float] = field(default=("", float("-inf")), init=False)
    kept: dict[str, npt.NDArray[Any]] = field(default_factory=dict, init=False)

    def over(self, vectors: FloatArray) -> Mapping[str, float]:
        """Count one more epoch, and answer its scores."""
        self.epochs += 1
        scores = self.score(vectors)
        for name, value in scores.items():
            if name != COVERED and self.keeps and value > self.figure[1]:
                self.best, self.figure = self.epochs, (name, value)
                self.kept = {part: array.copy() for part, array in self.state().items()}
        return scores

    def restore(self, arrays: Arrays) -> tuple[str, ...]:
        """Write what was best into these arrays, and answer what the user must know of it."""
        if not self.keeps:
            return ()
        if not self.best:
            return ("No epoch could be scored: the vectors of the last one are kept.",)
        for part, array in arrays.items():
            array[:] = self.kept[part]
        name, value = self.figure
        return (f"The vectors after epoch {self.best} of {self.epochs} are kept: {name} {value:.3f}.",)


def refuse_best_of_nothing(keep: str, evaluate: str) -> None:
    """`--keep best` needs something to be judged by."""
    if keep == "best" and evaluate == "none":
        raise UserError(
            "Nothing says which epoch is the best one.", "Choose a test set, as --evaluate wordsim353, or --keep last."
        )


def ended_early(done: int, total: int, unit: str) -> tuple[str, ...]:
    """A sentence where a training was ended before its last epoch."""
    return (f"Ended early, after {done:,} of {total:,} {unit}.",) if done < total else ()
