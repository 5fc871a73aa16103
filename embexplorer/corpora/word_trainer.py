"""The parameters and promises that all trainers of word vectors share: vocabulary, epochs, what is watched and kept."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import automatic_columns
from embexplorer.core.corpus import Corpus
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.corpora.vector_trainer import VectorTrainer, words_left_out

FEWEST = 100  # documents; of fewer none is held out


@dataclass(frozen=True, kw_only=True)
class WordTrainer(VectorTrainer):
    """Learns a vector for every word of a text that is frequent enough, in epochs, and is judged while it does."""

    epochs: int = param(5, "How often the whole text is read.", low=1, high=1000)
    held_out: float = param(
        0.01, "Share of documents that is not learned from, to measure the loss on; 0: on those learned from.",
        low=0, high=0.5, advanced=True,
    )  # fmt: skip
    evaluate: Literal["none", "wordsim353", "simlex999", "analogies"] = param(
        "none", "A test set whose score is measured after each epoch.", advanced=True
    )
    keep: Literal["last", "best"] = param(
        "last", "Which vectors are kept: those of the last epoch, or of the epoch with the best score.", advanced=True
    )

    def split(self, corpus: Corpus) -> tuple[Corpus, Corpus | None]:
        """What is learned from, and what is held out to measure the loss (None: nothing)."""
        count = round(self.held_out * len(corpus))
        if count < 1 or len(corpus) < FEWEST:
            return corpus, None
        chosen = np.random.default_rng(self.seed).permutation(len(corpus))
        return corpus.only(np.sort(chosen[count:])), corpus.only(np.sort(chosen[:count]))

    def notes_on(self, corpus: Corpus, held_out: Corpus | None, kept: int) -> tuple[str, ...]:
        """What the user must see of what was learned from."""
        rare = words_left_out(len(corpus.words), kept, self.min_count)
        apart = () if held_out is None else (f"{len(held_out):,} documents were held out to measure the loss.",)
        return (*corpus.notes, *rare, *apart)


def word_space(name: str, words: tuple[str, ...], counts: IntArray, vectors: FloatArray) -> EmbeddingSpace:
    """Trained vectors with their automatic columns: rank, norm and how often each word occurs."""
    columns = automatic_columns(vectors).append_column("count", pa.array(np.asarray(counts, np.int64)))
    return EmbeddingSpace(name=name, keys=Keys(words), vectors=vectors, columns=columns)
