"""WEAT 1 to 10 in one table, with p-values corrected for there being ten of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.holm import holm
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.weat_tests import NAMES, SETS, weat_tests
from embexplorer.probes._association import (
    COLUMNS,
    DRAWN_ANEW,
    Association,
    AssociationStep,
    associate,
    deviation_note,
)


@register
@dataclass(frozen=True, kw_only=True)
class WeatBattery(AssociationStep):
    """The ten association tests of Caliskan et al. (2017), their p-values corrected after Holm (1979)."""

    name: ClassVar[str] = "weat-battery"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "All WEAT tests"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    tests: tuple[int, ...] = param(tuple(range(1, 11)), "Which of the ten tests", low=1, high=10)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a test: as `weat` answers, with p_holm, the names of its targets and how many words were missing."""
        space = inputs.the_space()
        chosen = [weat_tests()[str(number)] for number in dict.fromkeys(self.tests)]
        if not chosen:
            raise UserError("No test was chosen.", "Name some of the tests 1 to 10, or leave --tests out for all.")
        made: list[Association] = []
        refused: list[str] = []
        for number, test in enumerate(chosen):
            report(number / len(chosen), f"WEAT {test.number}: {test.title}")
            try:
                made.append(associate(space, self, test.number, {name: test.sets[name].words for name in SETS}))
            except UserError as lacking:
                refused.append(f"WEAT {test.number} was left out. {lacking.message}")
        if not made:
            raise UserError(f"None of the tests can be made in {space.name}: {refused[0]}", "Open a space of English.")
        missing = tuple(dict.fromkeys(word for one in made for word in one.found.missing))
        return Table(
            name="WEAT battery",
            columns=_columns(made),
            caption=self._caption(space, made),
            missing=missing,
            notes=(*refused, *_lacking(made), *self._notes(len(made))),
        )

    def _caption(self, space: EmbeddingSpace, made: Sequence[Association]) -> str:
        exact = [one.test for one in made if one.ways.exact]
        counts = {0: "Monte Carlo, without replacement", len(made): "exact"}
        kind = counts.get(len(exact), f"exact: {', '.join(exact)}, the others Monte Carlo")
        folded = sum(one.found.folded for one in made)
        other = f" · {folded} words in other case" if folded else ""
        return f"cosine · {captioned(space)} · {kind}, {self.side}-sided · n = {len(made)} tests{other}"

    def _notes(self, count: int) -> tuple[str, ...]:
        corrected = f"p_holm corrects p for {count} test{'s' if count > 1 else ''} (Holm 1979)."
        return (corrected, deviation_note("all target scores of a test", self.divide_by), DRAWN_ANEW)


def _columns(made: Sequence[Association]) -> pa.Table:
    rows = [one.row() for one in made]
    columns = pa.table({name: [row[name] for row in rows] for name in COLUMNS.names}, schema=COLUMNS)
    corrected = holm(np.array([row["p"] for row in rows]))
    named = pa.array([weat_tests()[one.test].targets for one in made], pa.string())
    columns = columns.add_column(1, "targets", named)
    columns = columns.add_column(columns.column_names.index("p") + 1, "p_holm", pa.array(corrected, pa.float64()))
    return columns.append_column("missing", pa.array([len(one.found.missing) for one in made], pa.int64()))


def _lacking(made: Sequence[Association]) -> list[str]:
    """A sentence for each test that lacks words: which, and how many each target set has left."""
    sentences = []
    for one in made:
        if one.found.missing:
            words = ", ".join(f"‘{word}’" for word in one.found.missing)
            left = ", ".join(f"{NAMES[name]} {len(one.found.sets[name].words)}" for name in SETS)
            sentences.append(f"WEAT {one.test} lacks {words}; words left: {left}.")
    return sentences
