"""One word in two spaces: its nearest neighbours in each, and where each of them stands in the other."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.shared_keys import Shared, shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import nearest, pair_scores
from embexplorer.core.word_lookup import WordStep


@register
@dataclass(frozen=True, kw_only=True)
class CompareWord(WordStep):
    """The nearest neighbours of a word in two spaces, side by side, each with its rank in the other."""

    name: ClassVar[str] = "compare-word"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Neighbours in two spaces"
    takes: ClassVar[tuple[str, ...]] = ("space", "other")
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    word: str = param(help="The word whose neighbours are compared")
    k: int = param(10, "How many neighbours in each space", low=1, high=1000)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """k rows of the space, then k of the other; `rank_in_other` counts from 1 among the shared words."""
        shared = shared_keys(inputs.the_space(), inputs.the_other())
        place, notes = self._place(shared)
        report(0.3, "Comparing with all shared words")
        sides = [(shared.left, shared.right, shared.space), (shared.right, shared.left, shared.other)]
        rows = [row for number, side in enumerate(sides) for row in self._side(shared, place, number, *side)]
        both = len({row["row"] for row in rows})
        kept = len(rows) - both
        return Table(
            name=f"{self.word} in two spaces",
            columns=pa.Table.from_pylist(rows, SCHEMA),
            caption=f"cosine · {shared.caption()} · exact · {kept} of {len(rows) // 2} neighbours shared",
            facts={"shared": float(kept), "k": float(len(rows) // 2)},
            notes=(shared.note(), *notes),
        )

    def _place(self, shared: Shared) -> tuple[int, tuple[str, ...]]:
        if not self.word.strip():
            raise UserError("No word was given.", "Name a word that both spaces have.")
        found = self.look_up(shared.space, [self.word]).the_one()
        places = np.flatnonzero(shared.rows == found.rows[0])
        if not len(places):
            raise UserError(f"‘{self.word}’ is not in {shared.other.name}.", "Choose a word that both spaces have.")
        return int(places[0]), found.notes()

    def _side(
        self, shared: Shared, place: int, side: int, vectors: FloatArray, others: FloatArray, space: EmbeddingSpace
    ) -> list[dict[str, object]]:
        own = np.array([place])
        rows, scores = nearest(vectors[own], vectors, self.k, "cosine", own=own)
        ranks = _ranks(others, place)[rows[0]]
        words = shared.keys.at(rows[0])
        return [
            {"row": int(shared.rows[row]), "side": side, "space": space.name, "rank": rank, "word": word,
             "score": float(score), "rank_in_other": int(there)}
            for rank, (row, word, score, there) in enumerate(zip(rows[0], words, scores[0], ranks, strict=True), 1)
        ]  # fmt: skip


SCHEMA = pa.schema(
    [("row", pa.int64()), ("side", pa.int64()), ("space", pa.string()), ("rank", pa.int64()), ("word", pa.string()),
     ("score", pa.float64()), ("rank_in_other", pa.int64())]
)  # fmt: skip


def _ranks(vectors: FloatArray, place: int) -> IntArray:
    """The rank of every row among the neighbours of one, from 1; its own is 0."""
    scores = pair_scores(np.broadcast_to(vectors[place], vectors.shape), vectors, "cosine")
    scores[place] = np.inf
    ranks = np.empty(len(scores), np.int64)
    ranks[np.lexsort((np.arange(len(scores)), -scores))] = np.arange(len(scores))
    return ranks
