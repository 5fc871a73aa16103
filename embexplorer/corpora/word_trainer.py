"""The parameters and promises that all trainers of word vectors share: vocabulary, epochs, what is watched and kept."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import automatic_columns
from embexplorer.core.corpus import Corpus
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.trainer import Trainer
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.text_step import TextStep

FEWEST = 100  # documents; of fewer none is held out


@dataclass(frozen=True, kw_only=True)
class WordTrainer(TextStep, Trainer):
    """Learns a vector for every word of a text that is frequent enough, in epochs."""

    may_take: ClassVar[tuple[str, ...]] = ("space",)

    min_count: int = param(5, "Leave out words that occur less often.", low=1, high=1_000_000, title="Minimum count")
    dimensions: int = param(100, "Numbers in a vector.", low=2, high=2000)
    epochs: int = param(5, "How often the whole text is read.", low=1, high=1000)
    seed: int = param(0, "Of everything that is drawn at random; the same seed gives the same vectors.", low=0,
                      high=2**31 - 1)  # fmt: skip
    held_out: float = param(
        0.01, "Share of documents that is not learned from, to measure the loss on; 0: on those learned from.",
        low=0, high=0.5, advanced=True,
    )  # fmt: skip
    watch: tuple[str, ...] = param(
        (), "Words whose neighbours, and pairs as king–queen whose cosine, are followed.", advanced=True
    )
    evaluate: Literal["none", "wordsim353", "simlex999", "analogies"] = param(
        "none", "A test set whose score is measured after each epoch.", advanced=True
    )
    keep: Literal["last", "best"] = param(
        "last", "Which vectors are kept: those of the last epoch, or of the epoch with the best score.", advanced=True
    )
    stop_after: int = param(
        0, "End after so many documents, counting every epoch, as a stopped run did; 0: at the end.", low=0,
        advanced=True,
    )  # fmt: skip

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)

    def split(self, corpus: Corpus) -> tuple[Corpus, Corpus | None]:
        """What is learned from, and what is held out to measure the loss (None: nothing)."""
        count = round(self.held_out * len(corpus))
        if count < 1 or len(corpus) < FEWEST:
            return corpus, None
        chosen = np.random.default_rng(self.seed).permutation(len(corpus))
        return corpus.only(np.sort(chosen[count:])), corpus.only(np.sort(chosen[:count]))

    def notes_on(self, corpus: Corpus, held_out: Corpus | None, kept: int) -> tuple[str, ...]:
        """What the user must see of what was learned from."""
        notes = list(corpus.notes)
        if kept < len(corpus.words):
            notes.append(
                f"{len(corpus.words) - kept:,} words that occur less than {self.min_count} times were left out."
            )
        if held_out is not None:
            notes.append(f"{len(held_out):,} documents were held out to measure the loss.")
        return tuple(notes)


def word_space(name: str, words: tuple[str, ...], counts: IntArray, vectors: FloatArray) -> EmbeddingSpace:
    """Trained vectors with their automatic columns: rank, norm and how often each word occurs."""
    columns = automatic_columns(vectors).append_column("count", pa.array(np.asarray(counts, np.int64)))
    return EmbeddingSpace(name=name, keys=Keys(words), vectors=vectors, columns=columns)
