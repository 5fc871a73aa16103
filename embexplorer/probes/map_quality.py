"""How good a map is as a whole: trustworthiness, continuity and kept neighbours, with intervals, and over every k."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.checks import refuse_unfit
from embexplorer.core.described import captioned
from embexplorer.core.inputs import Inputs
from embexplorer.core.map_neighbors import shown_places
from embexplorer.core.map_quality import (
    FARTHEST,
    Ranks,
    beyond_chance,
    continuity,
    curve_places,
    greatest_k,
    preservation,
    preservation_by_chance,
    trusted_by_chance,
    trustworthiness,
)
from embexplorer.core.quality_table import CURVE, measures_at
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import interval_of_means
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.probes._neighbor_ranks import ranks_between

SAMPLED = (100, 2000)  # rows on which a large space is measured: so many that it takes seconds
PAIRS = 6e7  # of a row and another, in a few seconds
WHOLE = 1e10  # n²·d up to which all rows are: 10,000 of 100 dimensions
MEASURES = {"trustworthiness": trustworthiness, "continuity": continuity, "kept": preservation}


@register
@dataclass(frozen=True, kw_only=True)
class MapQuality(Step):
    """Trustworthiness, continuity and the share of kept neighbours of a map, beside those of a random one."""

    name: ClassVar[str] = "map-quality"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Map quality"
    takes: ClassVar[tuple[str, ...]] = ("space", "projection")
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba")
    quick: ClassVar[bool] = True  # it takes seconds at most, and is asked while layouts are running

    k: int = param(15, "Neighbours compared for each point", low=1, high=1000)
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows of the space near")
    sample: int | None = param(
        None, "Rows that are measured, against all; empty: all where that takes seconds, else 2,000 to 100", low=2
    )
    times: int = param(2000, "Resamples of the rows behind the intervals", low=100, high=100_000, advanced=True)
    seed: int = param(0, "Another seed draws other rows and resamples", low=0, high=2**31 - 1)
    axes: tuple[int, ...] = param((0, 1), "The components shown, counted from 0", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a measure: `value`, its 95 % interval and what a random layout has; part `curve`: each over k."""
        space, projection = inputs.the_space(), inputs.the_projection()
        report(0.0, "Checking the rows")
        places = shown_places(projection, space, self.axes)
        refuse_unfit(space, self.metric)
        k = min(self.k, greatest_k(space.rows))
        rows = self._measured(space.rows, space.dimensions)
        most = min(max(k, FARTHEST), greatest_k(space.rows))
        ranks = ranks_between(space.vectors, places, rows, most, self.metric, Part(report, 0.02, 0.9))
        report(0.9, "Drawing the rows anew")
        places = np.union1d(curve_places(most), [k])
        curve = self._curve(ranks, places.tolist())
        columns = measures_at(curve, k)
        report(1.0, "Done")
        return Table(
            name=f"Quality of {projection.name}",
            columns=columns,
            caption=f"k = {k} · {projection.name} · {self.metric} · {captioned(space)} · {_counted(rows, space.rows)}",
            facts={"k": float(k), "rows": float(space.rows), "measured": float(len(rows))},
            notes=self._notes(k, len(rows), space.rows),
            parts={CURVE: curve},
        )

    def _measured(self, rows: int, dimensions: int) -> IntArray:
        """All rows, or a seeded sample of them, sorted."""
        cheap = float(rows) ** 2 * max(dimensions, 32) <= WHOLE
        wanted = self.sample or (rows if cheap else int(np.clip(PAIRS / rows, *SAMPLED)))
        if wanted >= rows:
            return np.arange(rows, dtype=np.int64)
        return np.sort(np.random.default_rng(self.seed).choice(rows, wanted, replace=False)).astype(np.int64)

    def _curve(self, ranks: Ranks, places: list[int]) -> pa.Table:
        """Each measure at each k with its interval, and what a random layout keeps."""
        each = [measure(ranks, k) for k in places for measure in MEASURES.values()]
        values = np.stack(each, axis=1)
        low, high = interval_of_means(values, self.times, self.seed)
        shape = (len(places), len(MEASURES))
        ends = {"": values.mean(axis=0).reshape(shape), "_low": low.reshape(shape), "_high": high.reshape(shape)}
        measured = {name + end: table[:, at] for at, name in enumerate(MEASURES) for end, table in ends.items()}
        return pa.table(
            {
                "k": pa.array(places, pa.int32()),
                **measured,
                "random": [preservation_by_chance(ranks.rows, k) for k in places],
                "random_trust": [trusted_by_chance(ranks.rows, k) for k in places],
                **{
                    "beyond_chance" + end: [
                        beyond_chance(float(share), ranks.rows, k)
                        for share, k in zip(measured["kept" + end], places, strict=True)
                    ]
                    for end in ends
                },
            }
        )

    def _notes(self, k: int, measured: int, rows: int) -> tuple[str, ...]:
        sampled = (f"Measured on {measured:,} rows drawn with seed {self.seed}, each against all {rows:,}.",)
        lowered = (f"k = {self.k} is too large for {rows:,} rows; {k} was used.",)
        return (
            *(sampled if measured < rows else ()),
            *(lowered if k < self.k else ()),
            (
                "Trustworthiness falls with strangers that the map puts among a point’s neighbours, continuity with "
                "true neighbours that it puts elsewhere (Venna & Kaski 2001); kept is the share that are both "
                "(Lee & Verleysen 2009). Intervals: 95 %, rows drawn anew."
            ),
        )


def _counted(rows: IntArray, all_rows: int) -> str:
    exact = f"exact · n = {all_rows:,}"
    return exact if len(rows) == all_rows else f"{len(rows):,} sampled of n = {all_rows:,}"
