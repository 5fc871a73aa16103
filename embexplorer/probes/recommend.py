"""Recommend items to a user, or to somebody who likes these items: the best scores among what was not seen."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import nearest
from embexplorer.models.recommendation import Recommendation, recommendation_of

SCORES = {
    "bpr": "score by BPR, only its order means something",
    "implicit": "preference, about 1 for what a user has and 0 for the rest",
    "explicit": "predicted rating",
}
FOLDED = {
    "bpr": "the mean of the vectors of what is liked",
    "implicit": "solved by least squares from what is liked",
    "explicit": "solved by least squares from the best rating of what is liked",
}


@register
@dataclass(frozen=True, kw_only=True)
class Recommend(Step):
    """The items a recommender puts first for one user, without those the user has already.

    Of a user who is none of the learned ones say what is liked instead.
    """

    name: ClassVar[str] = "recommend"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Recommend"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    word: str = param("", "The user, as named in the interactions; empty: somebody new, who likes --liked.")
    liked: tuple[str, ...] = param((), "Items that a new user likes, by title or by id.")
    k: int = param(10, "How many items", low=1, high=1000)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row an item, the best first."""
        space = inputs.the_space()
        report(0.0, "Looking up the user")
        known = recommendation_of(space)
        user, vector, seen, made = self._asked(known, space)
        if len(seen) >= space.rows:
            raise UserError(f"{user} has all {space.rows:,} items: nothing is left.", "Ask for another user.")
        report(0.3, "Scoring all items")
        rows, scores = nearest(vector[None, :], space.vectors, self.k, "dot", skip=seen)
        left = space.rows - len(seen)
        has = f"without {len(seen):,} that {user} has" if not self.liked else f"without the {len(seen):,} liked"
        return Table(
            name=f"Recommended to {user}",
            columns=_columns(space, user, rows[0], scores[0]),
            caption=f"dot product ({SCORES[known.method]}) · {captioned(space)} · exact · {has} · n = {left:,}{made}",
            form="bars",
        )

    def _asked(self, known: Recommendation, space: EmbeddingSpace) -> tuple[str, FloatArray, IntArray, str]:
        """Who asks, with which vector, what is left out, and how the vector of somebody new was made."""
        if self.word and self.liked:
            raise UserError(f"Both the user ‘{self.word}’ and liked items were given.", "Give one of the two.")
        if self.word:
            row = known.row_of(self.word)
            return self.word, known.vectors[row], known.seen_by(row), ""
        if not self.liked:
            raise UserError("No user was given.", "Name a user, or items that somebody new likes: --liked.")
        rows = np.unique([_item(space, item) for item in self.liked]).astype(np.int64)
        made = f" · their vector is {FOLDED[known.method]}"
        return "somebody new", known.folded(rows, np.asarray(space.vectors)), rows, made


def _item(space: EmbeddingSpace, item: str) -> int:
    """The row of an item by title, else by id; raises UserError with near spellings."""
    row = space.keys.find(item)
    if row is None and "id" in space.columns.column_names:
        ids = space.columns["id"].to_pylist()
        row = ids.index(item) if item in ids else None
    return space.keys.row_of(item) if row is None else row


def _columns(space: EmbeddingSpace, user: str, rows: IntArray, scores: FloatArray) -> pa.Table:
    columns = {
        "row": pa.array(rows, pa.int64()),
        "user": pa.array([user] * len(rows), pa.string()),
        "rank": pa.array(range(1, len(rows) + 1), pa.int64()),
        "item": pa.array(space.keys.at(rows), pa.string()),
        "score": pa.array(scores, pa.float32()),
    }
    return pa.table(columns)
