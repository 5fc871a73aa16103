"""How near two clusters truly are: the cosine of their centroids, and how far they share their neighbours."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.columns import readable
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.map_neighbors import shown_places
from embexplorer.core.neighbor_graph import NeighborGraph, neighbor_graph
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import interval_of_means
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.two_groups import Estimate, centroid_cosine, pair_cosine, shared_neighbors
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.core.word_lookup import WordStep

NEVER = "Distances between clusters of this map are not data: the layout does not keep them."


@dataclass(frozen=True, kw_only=True)
class Groups:
    """The rows of both sides, sorted and unique, what they are called, and the words that were not found."""

    left: IntArray
    right: IntArray
    names: tuple[str, str]
    missing: tuple[str, ...] = ()


@register
@dataclass(frozen=True, kw_only=True)
class Between(WordStep):
    """How near two clusters truly are, in the space and not on a map.

    Two classes of a column, or two lists of words. With a map, its distance stands beside.
    """

    name: ClassVar[str] = "between"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Between two clusters"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("projection",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "faiss-cpu")
    quick: ClassVar[bool] = True

    left: tuple[str, ...] = param((), "One cluster: its words, or its classes in the column", title="One side")
    right: tuple[str, ...] = param((), "The other cluster", title="Other side")
    column: str | None = param(None, "The column whose classes they are; empty: they are words")
    k: int = param(15, "Nearest rows of each row that are looked at for the overlap", low=1, high=1000)
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows near", advanced=True)
    times: int = param(1000, "Draws of the rows, for the intervals", low=100, high=100_000, advanced=True)
    seed: int = param(0, "Chooses the draws", low=0, high=2**31 - 2)
    axes: tuple[int, ...] = param((0, 1), "The components of the map shown, counted from 0", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a measure: value and 95 % interval; what can have no interval has none."""
        space = inputs.the_space()
        report(0.0, "Finding the rows")
        groups = self._groups(space)
        graph = neighbor_graph(space, self.k, self.metric, Part(report, 0.05, 0.6))
        report(0.6, "Drawing the rows anew")
        measures = self._measures(space, groups, graph)
        facts = {"k": float(graph.k), "left": float(len(groups.left)), "right": float(len(groups.right))}
        notes = [*_shared(groups), *graph.notes(), self._overlap_note(groups, graph)]
        if inputs.projection is not None:
            places = shown_places(inputs.projection, space, self.axes)
            middles = [places[rows].mean(axis=0) for rows in (groups.left, groups.right)]
            measures["map distance"] = Estimate(value=float(np.linalg.norm(middles[0] - middles[1])))
            facts |= _places(middles)
            notes += () if inputs.projection.axes else (NEVER,)
        report(1.0, "Done")
        sizes = f"{len(groups.left):,} and {len(groups.right):,} rows"
        return Table(
            name=f"{groups.names[0]} – {groups.names[1]}",
            columns=_columns(measures),
            caption=f"{sizes} · k = {graph.k} · {self.metric} · {captioned(space)} · {graph.caption()} · "
            f"n = {space.rows:,}",
            missing=groups.missing,
            facts=facts,
            notes=tuple(notes),
        )

    def _groups(self, space: EmbeddingSpace) -> Groups:
        if not self.left or not self.right:
            raise UserError("Two clusters are needed.", "Give --left and --right: words, or classes of a --column.")
        if self.column is not None:
            column = _classes(space, self.column)
            rows = [_of_classes(column, self.column, side) for side in (self.left, self.right)]
            names = (", ".join(self.left), ", ".join(self.right))
            return Groups(left=rows[0], right=rows[1], names=names)
        found = [self.look_up(space, side) for side in (self.left, self.right)]
        for side in found:
            if not side.words:
                side.the_one()  # raises, with near spellings
        rows = [np.unique(side.rows[side.rows >= 0]) for side in found]
        for words, there in zip((self.left, self.right), rows, strict=True):
            if not len(there):
                raise UserError(f"‘{words[0]}’ has no row of its own.", "Take words that are in the space.")
        missing = tuple(dict.fromkeys([*found[0].missing, *found[1].missing]))
        names = (_called(found[0].words), _called(found[1].words))
        return Groups(left=rows[0], right=rows[1], names=names, missing=missing)

    def _measures(self, space: EmbeddingSpace, groups: Groups, graph: NeighborGraph) -> dict[str, Estimate]:
        left, right, vectors = groups.left, groups.right, space.vectors
        pairs = {
            "cosine of pairs, one from each": pair_cosine(vectors, left, right),
            f"cosine of pairs within {groups.names[0]}": pair_cosine(vectors, left),
            f"cosine of pairs within {groups.names[1]}": pair_cosine(vectors, right),
        }
        return {
            "centroid cosine": centroid_cosine(vectors, left, right, self.times, self.seed),
            f"neighbours of {groups.names[0]} in {groups.names[1]}": self._overlap(graph, left, right),
            f"neighbours of {groups.names[1]} in {groups.names[0]}": self._overlap(graph, right, left),
            **{name: Estimate(value=value) for name, value in pairs.items() if value is not None},
        }

    def _overlap(self, graph: NeighborGraph, members: IntArray, others: IntArray) -> Estimate:
        shares = shared_neighbors(graph.indices, members, others, graph.rows)
        if len(shares) < 2:
            return Estimate(value=float(shares.mean()))
        low, high = interval_of_means(shares[:, None], self.times, self.seed)
        return Estimate(value=float(shares.mean()), low=float(low[0]), high=float(high[0]))

    def _overlap_note(self, groups: Groups, graph: NeighborGraph) -> str:
        chance = [100 * min(1.0, len(side) / (graph.rows - 1)) for side in (groups.right, groups.left)]
        told = f"Overlap is the share of the {graph.k} nearest rows of each row of one cluster that lie in the other"
        return f"{told}; by chance {chance[0]:.2g} % and {chance[1]:.2g} %. Intervals: 95 %, rows drawn anew."


def _classes(space: EmbeddingSpace, name: str) -> pa.ChunkedArray:
    if name not in space.columns.column_names:
        known = ", ".join(readable(space.columns).column_names)
        raise UserError(f"{space.name} has no column ‘{name}’.", f"It has: {known}.")
    column = space.columns[name]
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _of_classes(column: pa.ChunkedArray, name: str, classes: tuple[str, ...]) -> IntArray:
    inside = pc.is_in(column.cast(pa.string()), value_set=pa.array(classes, pa.string()))
    rows = np.flatnonzero(inside.to_numpy()).astype(np.int64)
    if not len(rows):
        few = ", ".join(sorted(str(one) for one in pc.unique(column).to_pylist() if one is not None)[:8])
        raise UserError(f"No row has ‘{classes[0]}’ in the column ‘{name}’.", f"It has: {few}.")
    return rows


def _called(words: tuple[str, ...]) -> str:
    """A group of words by its first ones."""
    return ", ".join(words) if len(words) < 3 else f"{words[0]}, {words[1]} … ({len(words):,})"


def _shared(groups: Groups) -> tuple[str, ...]:
    count = len(np.intersect1d(groups.left, groups.right, assume_unique=True))
    return (f"{count:,} rows are in both.",) if count else ()


def _places(middles: list[DoubleArray]) -> dict[str, float]:
    """Where both lie on the map."""
    sides = zip(("left", "right"), middles, strict=True)
    return {f"{side}_{name}": float(middle[at]) for side, middle in sides for at, name in enumerate("xy")}


def _columns(measures: dict[str, Estimate]) -> pa.Table:
    return pa.table(
        {
            "measure": list(measures),
            "value": [one.value for one in measures.values()],
            "low": pa.array([one.low for one in measures.values()], pa.float64()),
            "high": pa.array([one.high for one in measures.values()], pa.float64()),
        }
    )
