"""Documents as rows of a space: a matrix of which words they hold, labels that are unique, and their columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import automatic_columns
from embexplorer.core.corpus import Corpus
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.core.typing import FloatArray, IndexArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LONGEST = 60  # characters of a label


def word_counts(corpus: Corpus, columns: int) -> "csr_matrix":
    """Documents × the first `columns` words of the corpus: how often each document holds each word, float64."""
    return counts_of(corpus.tokens, corpus.starts, columns)


def counts_of(tokens: IndexArray, starts: IntArray, columns: int) -> "csr_matrix":
    """As `word_counts`, of numbered words; those below 0 or beyond the columns are left out."""
    from scipy.sparse import csr_matrix

    known = (tokens >= 0) & (tokens < columns)
    ends = np.concatenate([[0], np.cumsum(known)])[starts]
    counts = csr_matrix((np.ones(int(ends[-1])), np.asarray(tokens[known], np.int32), ends), (len(starts) - 1, columns))
    counts.sum_duplicates()
    return counts


def document_space(name: str, corpus: Corpus, documents: IntArray, vectors: FloatArray) -> EmbeddingSpace:
    """A space with a row for each of these documents: their columns, and how many words each has."""
    words = np.diff(corpus.starts)[documents]
    columns = automatic_columns(vectors).append_column("words", pa.array(words))
    space = EmbeddingSpace(
        unit="documents", name=name, keys=Keys(labels_of_documents(corpus, documents)), vectors=vectors, columns=columns
    )
    if not corpus.columns.num_columns:
        return space
    return space.with_columns(corpus.columns.take(pa.array(documents)))


def labels_of_documents(corpus: Corpus, documents: IntArray) -> list[str]:
    """The documents' ids; where they have none, the words that they begin with."""
    if corpus.ids:
        return unique_labels([corpus.ids[row] for row in documents.tolist()])
    firsts = corpus.starts[documents].tolist()
    ends = np.minimum(corpus.starts[documents] + LONGEST // 2, corpus.starts[documents + 1]).tolist()
    begun = [corpus.tokens[first:end].tolist() for first, end in zip(firsts, ends, strict=True)]
    return unique_labels([" ".join(corpus.words[token] for token in tokens) for tokens in begun])


def unique_labels(texts: Sequence[str]) -> list[str]:
    """Each text on one line and shortened to 60 characters; a second one of the same label gets " (2)" behind it."""
    taken: set[str] = set()
    counted: dict[str, int] = {}
    labels = []
    for text in texts:
        short = label = shortened(text)
        while label in taken:
            counted[short] = counted.get(short, 1) + 1
            label = f"{short} ({counted[short]})"
        taken.add(label)
        labels.append(label)
    return labels


def left_out(count: int, noun: str, why: str) -> str:
    """The sentence about rows that are not there: "3 texts without content were left out."."""
    return f"1 {noun} {why} was left out." if count == 1 else f"{count:,} {noun}s {why} were left out."


def shortened(text: str) -> str:
    """The text on one line, cut between two words where it is longer than 60 characters."""
    line = " ".join(text[: 4 * LONGEST].split())
    if len(line) <= LONGEST:
        return line
    return (line[:LONGEST].rpartition(" ")[0] or line[: LONGEST - 1]) + "…"


def counts_of_texts(texts: Sequence[str], tokeniser: Tokeniser, words: Sequence[str]) -> "csr_matrix":
    """New texts × known words, cut as the corpus was; words that are not known are left out."""
    row = {word: number for number, word in enumerate(words)}
    cut = [[row.get(word, -1) for word in tokeniser.words(text)] for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(tokens) for tokens in cut])]).astype(np.int64)
    return counts_of(np.array([token for tokens in cut for token in tokens], np.int32), starts, len(words))
