"""The shape of a space: lengths, anisotropy, components, hubs, dimensions, and what is worth looking at."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.comparison import blocks_of, jackknife
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.geometry import (
    Cloud,
    anisotropy,
    counted_in_doubling_bins,
    likelihood_dimension,
    mean_length,
    occurrences,
    participation_ratio,
    share_of_first,
    share_of_mean,
    skewness,
    spread_of_lengths,
    two_nn,
)
from embexplorer.core.inputs import Inputs
from embexplorer.core.neighbor_graph import NeighborGraph, neighbor_graph
from embexplorer.core.principal import principal_components
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import NORMAL
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import norms

FEWEST = 4
AROUND = 20  # neighbours that the likelihood of the dimension looks at
SHOWN = 20  # words that a finding lists
HUBS, TWINS, LONGEST, SHORTEST, ENDS = "hubs", "twins", "longest", "shortest", "ends of component 1"
LISTS, NORMS = "rows by lists of neighbours", "rows by norm"
BINS = 32
STRONG = {"anisotropy": 0.1, "component": 0.2, "frequency": 0.3, "skew": 1.4}  # from where on a finding is told
FREQUENCY = ("count", "frequency", "rank")
Row = dict[str, object]
Measure = Callable[[Cloud], float]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the findings are told of."""

    space: EmbeddingSpace
    lengths: FloatArray
    counts: IntArray
    component: DoubleArray
    twins: IntArray
    anisotropy: float
    share: float
    frequency: float | None
    k: int


@register
@dataclass(frozen=True, kw_only=True)
class Geometry(Step):
    """The shape of a space: lengths, anisotropy, components, hubs, and how many dimensions it fills."""

    name: ClassVar[str] = "geometry"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Geometry"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy")

    k: int = param(10, "Neighbours in whose lists hubs are counted", low=1, high=200)
    seed: int = param(0, "Chooses the blocks of the intervals", low=0)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a measure; the part `findings` says what is worth looking at, and in which further part it is."""
        space = inputs.the_space()
        if space.rows < max(FEWEST, self.k + 1):
            raise UserError(
                f"A space of {space.rows} rows has no shape to speak of.", f"Use {self.k + 1} rows or more."
            )
        graph = neighbor_graph(space, max(self.k, AROUND), "cosine", Part(report, 0.0, 0.6))
        blocks = blocks_of(space.rows, self.seed)
        rows, clouds = [], _clouds(space, blocks, Part(report, 0.6, 0.75))
        report(0.75, "Leaving out one block of rows after the other")
        rows += [_measured(*measure, clouds) for measure in self._of_clouds(space)]
        counts = occurrences(graph.first(self.k).indices)
        rows += self._of_hubs(counts, blocks)
        rows += _of_dimension(graph)
        first = principal_components(space.vectors, 1, Part(report, 0.8, 0.95)).coordinates[:, 0]
        rows += (frequency := _of_frequency(space, np.asarray(first, np.float64), blocks))
        _put_tops(rows, space)
        told = frequency[0]["value"] if frequency else None
        seen = self._seen(space, graph, counts, first, rows, told if isinstance(told, float) else None)
        return Table(
            name=f"Geometry of {space.name}",
            columns=pa.Table.from_pylist(rows, SCHEMA),
            caption=f"{captioned(space)} · neighbours by cosine, {graph.caption()} · n = {space.rows:,}",
            notes=(INTERVALS, *graph.notes()),
            parts={**_findings(seen), **_histograms(seen)},
        )

    def _of_clouds(self, space: EmbeddingSpace) -> list[tuple[str, Measure, str]]:
        some = [count for count in (1, 3, 10) if count <= min(space.dimensions, space.rows - 1)]
        names = {1: "variance in component 1"}
        return [
            ("mean length", mean_length, "mean Euclidean norm of a row"),
            ("spread of lengths", spread_of_lengths, "standard deviation of the norms"),
            ("anisotropy", anisotropy, "mean cosine of two rows, over all pairs; 0 is even"),
            ("share of the mean", share_of_mean, "of the squared length; 0 is centred"),
            *((names.get(count, f"variance in {count} components"), partial(share_of_first, components=count),
               "share of the first principal components") for count in some),
            ("participation ratio", participation_ratio, f"components that carry it, 1 to {space.dimensions}"),
        ]  # fmt: skip

    def _of_hubs(self, counts: IntArray, blocks: IntArray) -> list[Row]:
        without = [skewness(counts[blocks != block]) for block in range(int(blocks.max()) + 1)]
        skew = skewness(counts)
        never = (counts == 0).astype(np.float64)
        left = [float(never[blocks != block].mean()) for block in range(int(blocks.max()) + 1)]
        says = f"in how many lists of {self.k} neighbours a row stands; 0 is without hubs"
        return [
            _row("hubness", skew, *jackknife(skew, without, -np.inf, np.inf), "skew of the counts " + says),
            _row("antihubs", float(never.mean()), *jackknife(float(never.mean()), left, 0.0, 1.0),
                 f"share of rows that are in no list of {self.k} neighbours"),
        ]  # fmt: skip

    def _seen(
        self, space: EmbeddingSpace, graph: NeighborGraph, counts: IntArray, first: FloatArray, rows: list[Row],
        frequency: float | None,
    ) -> Seen:  # fmt: skip
        values = {str(row["measure"]): row["value"] for row in rows}
        return Seen(
            space=space,
            lengths=norms(space.vectors),
            counts=counts,
            component=np.asarray(first, np.float64),
            twins=np.flatnonzero((graph.distances[:, 0] <= 1e-7) & (norms(space.vectors) > 0)),
            anisotropy=float(str(values["anisotropy"])),
            share=float(str(values.get("variance in component 1", 0.0))),
            frequency=frequency,
            k=self.k,
        )


INTERVALS = (
    "low and high: 95 % intervals, by leaving out each of 20 random blocks of rows (jackknife); those of the dimension "
    "are of its likelihood."
)
SCHEMA = pa.schema(
    [("measure", pa.string()), ("value", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
     ("most", pa.float64()), ("says", pa.string())]
)  # fmt: skip


def _row(measure: str, value: float, low: float, high: float, says: str) -> Row:
    return {"measure": measure, "value": value, "low": low, "high": high, "says": says}


def _put_tops(rows: list[Row], space: EmbeddingSpace) -> None:
    """The greatest value that each measure could have in this space, where there is one."""
    longest = float(norms(space.vectors).max())
    for row in rows:
        name = str(row["measure"])
        if "length" in name:
            row["most"] = longest
        elif "dimension" in name or name == "participation ratio":
            row["most"] = float(space.dimensions)
        elif name != "hubness":
            row["most"] = 1.0


def _clouds(space: EmbeddingSpace, blocks: IntArray, report: Report) -> list[Cloud]:
    clouds = []
    for block in range(int(blocks.max()) + 1):
        report(block / (int(blocks.max()) + 1), "Summing lengths and products")
        clouds.append(Cloud.of(space.vectors[blocks == block]))
    return clouds


def _measured(name: str, measure: Measure, says: str, clouds: list[Cloud]) -> Row:
    whole = clouds[0]
    for cloud in clouds[1:]:
        whole = whole + cloud
    value = measure(whole)
    low, high = jackknife(value, [measure(whole - cloud) for cloud in clouds], -np.inf, np.inf)
    return _row(name, value, low, high, says)


def _of_dimension(graph: NeighborGraph) -> list[Row]:
    """Of the rows scaled to length 1, whose Euclidean distances follow from the cosines."""
    distances = np.sqrt(np.maximum(0.0, 2.0 * np.asarray(graph.distances, np.float64)))
    if distances.shape[1] < 3:
        return []
    dimension, error, count = two_nn(distances[:, :2])
    rows = [
        _row("intrinsic dimension, TwoNN", dimension, dimension - NORMAL * error, dimension + NORMAL * error,
             f"from the two nearest of {count:,} rows of length 1")
    ]  # fmt: skip
    said = f"likelihood of the {distances.shape[1]} nearest, rows of length 1"
    dimension, error = likelihood_dimension(distances)
    ends = dimension - NORMAL * error, dimension + NORMAL * error
    return [*rows, _row("intrinsic dimension, MLE", dimension, *ends, said)]


def _of_frequency(space: EmbeddingSpace, first: DoubleArray, blocks: IntArray) -> list[Row]:
    """How strongly the first component follows the frequency column, where there is one."""
    from scipy.stats import spearmanr

    name = next((name for name in FREQUENCY if name in space.columns.column_names), None)
    if name is None:
        return []
    frequency = np.asarray(space.columns[name].to_numpy(), np.float64)
    if not np.isfinite(frequency).all() or np.ptp(frequency) == 0 or np.ptp(first) == 0:
        return []
    value = abs(float(spearmanr(first, frequency).statistic))
    without = [
        abs(float(spearmanr(first[blocks != block], frequency[blocks != block]).statistic))
        for block in range(int(blocks.max()) + 1)
    ]
    says = f"Spearman of component 1 with {name}, without sign"
    return [_row("component 1 and frequency", value, *jackknife(value, without, 0.0, 1.0), says)]


def _findings(seen: Seen) -> dict[str, pa.Table]:
    """What is worth looking at in words, and the rows of each in a part of its own."""
    lists = _lists(seen)
    worst, longest, shortest = (seen.space.keys[int(lists[name][0])] for name in (HUBS, LONGEST, SHORTEST))
    told = _told(seen, worst, longest, shortest)
    findings = pa.table({"finding": [text for text, _ in told], "part": [part for _, part in told]})
    return {"findings": findings, **{name: _listed(seen, rows) for name, rows in lists.items() if len(rows)}}


def _told(seen: Seen, worst: str, longest: str, shortest: str) -> list[tuple[str, str]]:
    """The sentences, each with the part that shows what it is about."""
    zeros, frequency = int((seen.lengths == 0).sum()), seen.frequency or 0.0
    cosines = f"Two rows have a mean cosine of {seen.anisotropy:.3f}"
    hub = f"‘{worst}’ is a hub: it is among the {seen.k} nearest of {int(seen.counts.max()):,} others."
    told = [
        (seen.anisotropy > STRONG["anisotropy"], f"{cosines}: judge cosines by their percentile, or centre.", ""),
        (seen.share > STRONG["component"], f"Component 1 holds {100 * seen.share:.0f} % of the variance.", ENDS),
        (frequency > STRONG["frequency"], f"Component 1 follows frequency (Spearman {frequency:.2f}).", ENDS),
        (skewness(seen.counts) > STRONG["skew"], hub, HUBS),
        (len(seen.twins) > 0, f"{_many(len(seen.twins), 'point')} the same way as another one.", TWINS),
        (zeros > 0, f"{'1 row is' if zeros == 1 else f'{zeros:,} rows are'} all zeros: no cosine.", SHORTEST),
        (True, f"‘{longest}’ is the longest row, norm {seen.lengths.max():.2f}.", LONGEST),
        (zeros == 0, f"‘{shortest}’ is the shortest row, norm {seen.lengths.min():.2f}.", SHORTEST),
    ]
    return [(text, part) for holds, text, part in told if holds]


def _many(count: int, verb: str) -> str:
    return f"1 row {verb}s" if count == 1 else f"{count:,} rows {verb}"


def _lists(seen: Seen) -> dict[str, IntArray]:
    by_length = np.argsort(-seen.lengths, kind="stable")
    by_component = np.argsort(seen.component, kind="stable")
    half = SHOWN // 2
    return {
        HUBS: np.argsort(-seen.counts, kind="stable")[:SHOWN],
        TWINS: seen.twins[:SHOWN],
        LONGEST: by_length[:SHOWN],
        SHORTEST: by_length[::-1][:SHOWN],
        ENDS: np.unique(np.concatenate([by_component[:half], by_component[-half:]])),
    }


def _listed(seen: Seen, rows: IntArray) -> pa.Table:
    return pa.table(
        {
            "row": pa.array(rows, pa.int64()),
            "word": pa.array(seen.space.keys.at(rows), pa.string()),
            "lists": pa.array(seen.counts[rows], pa.int64()),
            "norm": pa.array(seen.lengths[rows], pa.float64()),
            "component_1": pa.array(seen.component[rows], pa.float64()),
        }
    )


def _histograms(seen: Seen) -> dict[str, pa.Table]:
    """How often rows stand in lists of neighbours, in bins that double, and how long they are, in even ones."""
    return {LISTS: _bins(*counted_in_doubling_bins(seen.counts)), NORMS: _bins(*_even_bins(seen.lengths))}


def _even_bins(values: FloatArray) -> tuple[DoubleArray, DoubleArray, IntArray]:
    counts, edges = np.histogram(np.asarray(values, np.float64), BINS)
    return edges[:-1], edges[1:], counts.astype(np.int64)


def _bins(low: DoubleArray | IntArray, high: DoubleArray | IntArray, rows: IntArray) -> pa.Table:
    return pa.table({"low": pa.array(low), "high": pa.array(high), "rows": pa.array(rows, pa.int64())})
