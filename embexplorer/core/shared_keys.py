"""What two spaces have in common: the rows with the same key, and how many have no counterpart."""

from dataclasses import dataclass

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.family import places_in
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import IntArray


@dataclass(frozen=True, kw_only=True)
class SharedKeys:
    """Row `rows[i]` of the first space (ascending) and row `others[i]` of the second have the same key."""

    rows: IntArray
    others: IntArray
    note: str

    def __len__(self) -> int:
        return len(self.rows)


def shared_keys(space: EmbeddingSpace, other: EmbeddingSpace) -> SharedKeys:
    """Match by the exact key; raises UserError when nothing is shared."""
    places = places_in(space.keys, other.keys)
    rows = np.flatnonzero(places >= 0).astype(np.int64)
    if not len(rows):
        raise UserError(
            f"{space.name} and {other.name} share no key: the rows of one are like ‘{space.keys[0]}’, "
            f"those of the other like ‘{other.keys[0]}’.",
            "Choose two spaces of the same words.",
        )
    return SharedKeys(rows=rows, others=places[rows], note=_note(space, other, len(rows)))


def _note(space: EmbeddingSpace, other: EmbeddingSpace, shared: int) -> str:
    """“4,800 keys are shared; 200 of glove and 11 of word2vec have no counterpart.”."""
    said = "1 key is shared" if shared == 1 else f"{shared:,} keys are shared"
    left = [(len(one.keys) - shared, one.name) for one in (space, other)]
    lost = " and ".join(f"{count:,} of {name}" for count, name in left if count)
    return f"{said}; {lost} have no counterpart." if lost else f"All {shared:,} keys are shared."
