"""Two spaces as one by writing their rows one behind the other (Yin & Schütze 2016): no common basis is needed."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.change import unit_rows
from embexplorer.core.derived import derived, zero_note
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.shared_keys import shared_keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform, left_out
from embexplorer.core.typing import FloatArray, IntArray

BLOCK = 8192


@register
@dataclass(frozen=True, kw_only=True)
class Concatenated(Transform):
    """Write each shared word's vectors of two spaces one behind the other; the spaces need no common basis."""

    name: ClassVar[str] = "concatenated"
    title: ClassVar[str] = "Concatenated"
    takes: ClassVar[tuple[str, ...]] = ("space", "other")

    unit_length: bool = param(True, "Bring both to unit length first, so that neither outweighs the other")
    weight: float = param(1.0, "What the other space's numbers are multiplied by", low=0.001, high=1000)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """The dimensions of the first space, then those of the other."""
        space, other = inputs.the_space(), inputs.the_other()
        report(0.0, "Matching keys")
        shared = shared_keys(space, other, fewest=1)
        vectors = np.empty((len(shared), space.dimensions + other.dimensions), np.float32)
        for start in range(0, len(shared), BLOCK):
            report(start / len(shared), "Concatenating")
            block = slice(start, start + BLOCK)
            vectors[block, : space.dimensions] = self._read(space, shared.rows[block])
            vectors[block, space.dimensions :] = self.weight * self._read(other, shared.other_rows[block])
        notes = (*left_out(shared), *zero_note(vectors, " in both"))
        made = derived(space, vectors, f"concatenated with {other.name}", rows=shared.rows, notes=notes)
        report(1.0, "Done")
        return made

    def _read(self, space: EmbeddingSpace, rows: IntArray) -> FloatArray:
        chosen = np.asarray(space.vectors[rows], np.float64)
        return np.asarray(unit_rows(chosen) if self.unit_length else chosen, np.float32)
