"""Single-category WEAT: which of two sets of attributes is one word nearer to, and could that be chance?"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.found_sets import FoundSets, find_sets
from embexplorer.core.holm import holm
from embexplorer.core.inputs import Inputs
from embexplorer.core.partitions import Partitions
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.resampling import interval
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray
from embexplorer.core.weat import cosines, effect_size, resampled_single_sizes
from embexplorer.core.weat_tests import NAMES
from embexplorer.probes._association import AssociationStep, numbers

WORDS, A, B = "words X", NAMES["A"], NAMES["B"]


@register
@dataclass(frozen=True, kw_only=True)
class SingleCategoryWeat(AssociationStep):
    """Single words: is each nearer to attributes A than to B, more than by a random parting of the attributes.

    The single-category test (WEFAT) of Caliskan et al. (2017): the difference of mean cosines over their deviation.
    """

    name: ClassVar[str] = "sc-weat"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Single-category WEAT"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    x: tuple[str, ...] = param((), "Words that are tested, each for itself", title="Words")
    a: tuple[str, ...] = param((), "Attribute words A, such as female terms", title="Attribute A")
    b: tuple[str, ...] = param((), "Attribute words B, such as male terms", title="Attribute B")

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a word, in the order given."""
        space = inputs.the_space()
        report(0.0, "Looking up the words")
        if not self.x:
            raise UserError(
                "No word was given.", "Name the words to be tested by --x, and the attributes by --a and --b."
            )
        found = find_sets(space, self, {WORDS: self.x, A: self.a, B: self.b})
        angles = cosines(found.vectors(WORDS), found.vectors(A, B))
        ways = self.ways(angles.shape[1], len(found.sets[A].words))
        report(0.3, "Counting partitions")
        return Table(
            name="Single-category WEAT",
            columns=self._columns(found, angles, ways),
            caption=self._caption(space, found, ways),
            missing=found.missing,
            notes=(*found.notes, *self._notes(len(angles))),
        )

    def _columns(self, found: FoundSets, angles: DoubleArray, ways: Partitions) -> pa.Table:
        first, times = len(found.sets[A].words), len(angles)
        p, error = ways.p_values(angles, self.side), ways.null(angles[0]).error
        spread = resampled_single_sizes(angles, first, seed=self.seed, ddof=self.ddof)
        ends = [_ends(values) for values in spread.T]
        return pa.table(
            {
                "row": pa.array(found.rows(WORDS), pa.int64()),
                "word": pa.array(found.words(WORDS), pa.string()),
                "effect_size": pa.array(numbers(effect_size(angles, first)), pa.float64()),
                "effect_size_sample": pa.array(numbers(effect_size(angles, first, ddof=1)), pa.float64()),
                "p": pa.array(p, pa.float64()),
                "p_holm": pa.array(holm(p), pa.float64()),
                "exact": pa.array([ways.exact] * times, pa.bool_()),
                "partitions": pa.array([ways.used] * times, pa.int64()),
                "low": pa.array([low for low, _ in ends], pa.float64()),
                "high": pa.array([high for _, high in ends], pa.float64()),
                "p_two_sided": pa.array(ways.p_values(angles, "two"), pa.float64()),
                "p_error": pa.array([error(share) for share in p], pa.float64()),
            }
        )

    def _caption(self, space: EmbeddingSpace, found: FoundSets, ways: Partitions) -> str:
        counts = f"n = {len(found.sets[A].words)} + {len(found.sets[B].words)} attributes"
        return f"cosine · {captioned(space)} · {self.counted(ways)} · {counts}{found.caption()}"

    def _notes(self, count: int) -> tuple[str, ...]:
        divided = (
            "effect_size divides by the population standard deviation of a word's cosines with all attributes, "
            f"effect_size_sample by the sample's; intervals are of the {self.divide_by}'s, over the attribute words."
        )
        return divided, f"p_holm corrects p for {count} word{'s' if count > 1 else ''} (Holm 1979)."


def _ends(values: DoubleArray) -> tuple[float | None, float | None]:
    return interval(values) if np.isfinite(values).any() else (None, None)
