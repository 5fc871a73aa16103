"""Documents as rows of a space: their names, what stands beside them, and a fixed sample of their words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import automatic_columns
from embexplorer.core.corpus import Corpus
from embexplorer.core.keys import Keys
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.trainers._gensim_vocabulary import counts_of
from embexplorer.trainers._hidden_loss import hidden_loss

if TYPE_CHECKING:
    from gensim.models import Doc2Vec

LABEL = 40  # characters of a document that name it where nothing else does
START = 200  # characters of a document that are shown beside it
PREDICTED = 20_000  # words that the loss is measured on


@dataclass(frozen=True, kw_only=True)
class Documents:
    """What is known of the documents before anything is learned: keys, and columns that say how each begins."""

    name: str
    keys: Keys
    columns: pa.Table

    @staticmethod
    def of(corpus: Corpus, report: Report) -> "Documents":
        """The corpus' own columns stand behind ours, and win where they have the same name."""
        starts = []
        for number in range(len(corpus)):
            if number % 1000 == 0:
                report(0.0, f"Naming documents: {number:,} of {len(corpus):,}")
            starts.append(start_of(corpus, number, START))
        keys = Keys(unique(corpus.ids) if corpus.ids else numbered(starts))
        columns = pa.table({"words": np.diff(corpus.starts), "text": pa.array(starts, pa.large_string())})
        return Documents(name=f"{corpus.name} Doc2Vec", keys=keys, columns=columns).beside(corpus.columns)

    def beside(self, columns: pa.Table) -> "Documents":
        """With more columns."""
        space = self.space(np.zeros((len(self.keys), 1), np.float32)).with_columns(columns)
        more = space.columns.drop_columns([name for name in ("rank", "norm") if name not in columns.column_names])
        return Documents(name=self.name, keys=self.keys, columns=more)

    def space(self, vectors: FloatArray) -> EmbeddingSpace:
        """One row a document."""
        space = EmbeddingSpace(
            unit="documents", name=self.name, keys=self.keys, vectors=vectors, columns=automatic_columns(vectors)
        )
        return space.with_columns(self.columns)


def numbered(starts: list[str]) -> list[str]:
    """Names for documents that have none: their numbers and first words."""
    return [f"{number}: {shortened(start, LABEL)}" for number, start in enumerate(starts, 1)]


def unique(ids: tuple[str, ...]) -> list[str]:
    """The ids; one that comes again has a number behind it."""
    taken: set[str] = set()
    return [_free(name, taken) for name in ids]


def start_of(corpus: Corpus, document: int, most: int) -> str:
    """The first words of a document, cut to so many characters."""
    first = int(corpus.starts[document])
    last = min(int(corpus.starts[document + 1]), first + most)
    return shortened(" ".join([corpus.words[word] for word in corpus.tokens[first:last].tolist()]), most)


def shortened(text: str, most: int) -> str:
    """The text, ended by … where it is longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where an earlier document has it."""
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name} ({count})"
    taken.add(free)
    return free


@dataclass(frozen=True, kw_only=True)
class Predicted:
    """Words to be predicted from their `documents` and, in PV-DM, from `contexts` too (m × 2·window, where `known`)."""

    documents: IntArray
    targets: IntArray
    contexts: IntArray
    known: BoolArray
    noise: IntArray

    def loss(self, model: "Doc2Vec") -> dict[str, float]:
        """The trained objective, a prediction (Le & Mikolov 2014)."""
        hidden = model.dv.vectors[self.documents]
        if model.dm:
            words = np.einsum("ij,ijk->ik", self.known.astype(np.float32), model.wv.vectors[self.contexts])
            count = 1 + self.known.sum(axis=1, dtype=np.float32)[:, None] if model.cbow_mean else 1
            hidden = (hidden + words) / count
        return {"loss": hidden_loss(model, hidden, self.targets, self.noise)}


def sample_predicted(corpus: Corpus, model: "Doc2Vec", window: int, seed: int) -> Predicted:
    """At most 20,000 words of the documents, drawn once."""
    random = np.random.default_rng(seed)
    row_of = np.array([model.wv.key_to_index.get(word, -1) for word in corpus.words], np.int64)
    rows = row_of[corpus.tokens]
    document = np.repeat(np.arange(len(corpus)), np.diff(corpus.starts))[rows >= 0]
    rows = rows[rows >= 0]
    middle = np.sort(random.permutation(len(rows))[:PREDICTED])
    offsets = np.concatenate([np.arange(-window, 0), np.arange(1, window + 1)])
    place = middle[:, None] + offsets
    inside = (place >= 0) & (place < len(rows))
    place = np.clip(place, 0, len(rows) - 1)
    chance = counts_of(model.wv) ** float(model.ns_exponent)
    return Predicted(
        documents=document[middle],
        targets=rows[middle],
        contexts=rows[place],
        known=inside & (document[place] == document[middle][:, None]),
        noise=random.choice(len(chance), size=(len(middle), max(1, model.negative)), p=chance / chance.sum()),
    )
