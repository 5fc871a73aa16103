"""The rows of a space that are to be written: all, or a selection, checked before the first byte."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.shown import shown
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """`rows` is None for the whole space, so that its vectors are never copied as a whole."""

    space: EmbeddingSpace
    rows: IntArray | None

    def __len__(self) -> int:
        return self.space.rows if self.rows is None else len(self.rows)

    def labels(self) -> pa.Array:
        """The labels of the chosen rows."""
        array = self.space.keys.array.cast(pa.large_string())
        return array if self.rows is None else array.take(pa.array(self.rows))

    def vectors(self, start: int, end: int) -> FloatArray:
        """The vectors of the chosen rows start … end; raises UserError for NaN and infinity."""
        rows = slice(start, end) if self.rows is None else self.rows[start:end]
        block = np.ascontiguousarray(self.space.vectors[rows], np.float32)
        bad = np.flatnonzero(~np.isfinite(block).all(axis=1))
        if len(bad):
            label = self.labels()[start + int(bad[0])].as_py()
            raise UserError(
                f"The vector of ‘{shown(label)}’ holds NaN or infinity.", "Leave that row out of what is written."
            )
        return block


def chosen(inputs: Inputs) -> Chosen:
    """What is to be written; raises UserError for an empty selection."""
    space = inputs.the_space()
    if inputs.rows is not None and not len(inputs.rows):
        raise UserError(
            "No row is selected, so there is nothing to write.", "Select some rows, or write the whole space."
        )
    return Chosen(space=space, rows=inputs.rows)


def refuse_labels(labels: pa.Array, letters: dict[str, str], hint: str) -> None:
    """Raise UserError for the first label that is empty or holds one of these letters (letter: its name)."""
    import pyarrow.compute as pc

    empty = pc.equal(labels, "")
    if pc.any(empty).as_py():
        raise UserError(f"The label of row {pc.index(empty, True).as_py() + 1} is empty.", hint)
    for letter, name in letters.items():
        found = pc.match_substring(labels, letter)
        if pc.any(found).as_py():
            label = labels[pc.index(found, True).as_py()].as_py()
            raise UserError(f"The label ‘{shown(label)}’ holds {name}, which this format cannot keep.", hint)
