"""Say in a sentence what nothing can be learned from, that vectors grew without bound, that a training ended early."""

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.core.typing import FloatArray

SAMPLE = 1 << 15  # rows at a time


def refuse_lonely_words(corpus: Corpus, rows: int) -> None:
    """Words are learned from their neighbours; `rows` of the corpus' words are kept."""
    kept = np.flatnonzero(corpus.tokens < rows)
    document = np.searchsorted(corpus.starts, kept, side="right")
    if not (document[1:] == document[:-1]).any():
        raise UserError(
            f"No document of {corpus.name} has two words that are kept: no word has a neighbour to learn from.",
            "Lower the minimum count, or choose what one document is (--documents paragraphs).",
        )


def refuse_tree_of_one(loss: str, rows: int) -> None:
    """gensim waits for ever when the tree of hierarchical softmax has one leaf."""
    if loss == "hierarchical" and rows < 2:
        raise UserError(
            "Hierarchical softmax needs two different words or more, and only one is kept.",
            "Lower the minimum count, or train with --loss negative.",
        )


def refuse_endless(name: str, vectors: FloatArray) -> None:
    """Too large steps make vectors that are no numbers any more."""
    for start in range(0, len(vectors), SAMPLE):
        if not np.isfinite(vectors[start : start + SAMPLE]).all():
            raise UserError(f"The vectors of {name} grew without bound.", "Lower --learning-rate.")


def ended_early(done: int, total: int, unit: str) -> tuple[str, ...]:
    """A sentence where a training was ended before its last epoch."""
    return (f"Ended early, after {done:,} of {total:,} {unit}.",) if done < total else ()
