"""The parameters that trainers share which learn from a text in epochs and hold no documents out."""

from dataclasses import dataclass, replace
from typing import ClassVar

from embexplorer.core.estimate import Size
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Step, param
from embexplorer.core.trainer import Trainer
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep


@dataclass(frozen=True, kw_only=True)
class VectorTrainer(TextStep, Trainer):
    """Learns vectors from a text, in epochs, for words that are frequent enough."""

    may_take: ClassVar[tuple[str, ...]] = ("space",)

    min_count: int = param(5, "Leave out words that occur less often.", low=1, high=1_000_000, title="Minimum count")
    dimensions: int = param(100, "Numbers in a vector.", low=2, high=2000)
    epochs: int = param(10, "How often everything is learned from.", low=1, high=1000)
    seed: int = param(0, "Of everything that is drawn at random; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    watch: tuple[str, ...] = param(
        (), "Keys whose neighbours, and pairs as king–queen whose cosine, are followed.", advanced=True
    )
    stop_after: int = param(
        0, "End after so many documents, counting every epoch, as a stopped run did; 0: at the end.", low=0,
        advanced=True,
    )  # fmt: skip

    def measured(self, report: Report = ignore) -> Size | None:
        corpus = read_corpus(self, report)
        return Size(documents=len(corpus), units=len(corpus.tokens), rows=corpus.kept(self.min_count))

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)


def words_left_out(words: int, kept: int, min_count: int) -> tuple[str, ...]:
    """A sentence where rare words were left out."""
    if kept == words:
        return ()
    return (f"{words - kept:,} words that occur less than {min_count} times were left out.",)
