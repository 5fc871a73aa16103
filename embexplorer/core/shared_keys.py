"""Two spaces on the keys that they share: the only ground on which vectors of two spaces meet."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.family import places_in
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray

FEWEST = 4


@dataclass(frozen=True, kw_only=True)
class Shared:
    """`rows` of the space and `other_rows` of the other, in the order of the space: row i of both is the same key."""

    space: EmbeddingSpace
    other: EmbeddingSpace
    rows: IntArray
    other_rows: IntArray

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def keys(self) -> Keys:
        return Keys(self.space.keys.array.take(self.rows))

    @property
    def left(self) -> FloatArray:
        """The vectors of the space, m × d."""
        return np.asarray(self.space.vectors[self.rows])

    @property
    def right(self) -> FloatArray:
        """The vectors of the other space, m × e."""
        return np.asarray(self.other.vectors[self.other_rows])

    def others_of(self, rows: IntArray) -> IntArray:
        """The rows of the other that are the same keys as these rows of the space; those that it lacks are left out."""
        return self.other_rows[_found(self.rows, np.asarray(rows, np.int64))]

    def rows_of(self, others: IntArray) -> IntArray:
        """The rows of the space that are the same keys as these rows of the other."""
        order = self._by_other
        return self.rows[order][_found(self.other_rows[order], np.asarray(others, np.int64))]

    @cached_property
    def _by_other(self) -> IntArray:
        return np.argsort(self.other_rows, kind="stable")

    def caption(self) -> str:
        """“4,706 shared words · glove, raw, and word2vec, centred”."""
        return f"{len(self):,} shared {self.space.unit} · {captioned(self.space)}, and {captioned(self.other)}"

    def note(self) -> str:
        """What was left out on each side."""
        left, right = self.space.rows - len(self), self.other.rows - len(self)
        return f"Left out since the other lacks them: {left:,} of {self.space.name}, {right:,} of {self.other.name}."


def _found(ordered: IntArray, wanted: IntArray) -> IntArray:
    """Where those of `wanted` that there are stand in an ordered array."""
    places = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.asarray(places[ordered[places] == wanted], np.int64)


def shared_keys(space: EmbeddingSpace, other: EmbeddingSpace, fewest: int = FEWEST) -> Shared:
    """The keys that both have; raises UserError where there are fewer than `fewest`."""
    places = places_in(space.keys, other.keys)
    rows = np.flatnonzero(places >= 0)
    if len(rows) < fewest:
        raise UserError(
            f"{space.name} and {other.name} share {len(rows):,} keys; at least {fewest} are needed.",
            "Choose two spaces of the same words.",
        )
    return Shared(space=space, other=other, rows=rows, other_rows=places[rows])
