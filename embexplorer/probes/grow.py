"""What a selection becomes when it grows in the space itself, or shrinks, and not on a map of it."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.growing import edge_of, hops_from, within
from embexplorer.core.inputs import Inputs
from embexplorer.core.neighbor_graph import neighbor_graph, warm
from embexplorer.core.number_text import number_text
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IndexArray, IntArray
from embexplorer.core.word_lookup import ABSENT, Found, WordStep

How = Literal["radius", "hops", "shrink"]


@register
@dataclass(frozen=True, kw_only=True)
class Grow(WordStep):
    """The words that come to a selection when it grows in the space, by radius or from neighbour to neighbour."""

    name: ClassVar[str] = "grow"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Grow"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("rows",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy", "faiss-cpu")

    words: tuple[str, ...] = param((), "Words of the selection")
    how: How = param("radius", "All words within a radius, those some hops away, or without its own outermost")
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows near")
    radius: float = param(0.6, "The least cosine with any word of the selection, or the greatest distance from one")
    hops: int = param(1, "How many times to go on to neighbours, or to take off the outermost", low=1, high=100)
    k: int = param(15, "Neighbours of each word to which one hop leads", low=1, high=1000)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row for each word that comes (or goes), nearest first; `facts` have how many there were and will be."""
        space = inputs.the_space()
        report(0.0, "Looking up the selection")
        chosen, found = self._chosen(space, inputs.rows)
        if self.how == "radius":
            columns, exactness = self._by_radius(space, chosen, report), "exact"
        else:
            columns, exactness = self._by_hops(space, chosen, report)
        before, change = len(chosen), columns.num_rows
        after = before - change if self.how == "shrink" else before + change
        said = (self._said(), self.metric, captioned(space), exactness, f"n = {space.rows:,}")
        report(1.0, "Done")
        return Table(
            name="Lost by the selection" if self.how == "shrink" else "Grown to",
            columns=columns,
            caption=" · ".join((f"{before:,} → {after:,} {space.unit}", *said)),
            missing=found.missing,
            facts={"before": float(before), "after": float(after)},
            notes=found.notes(),
        )

    @classmethod
    def warm(cls) -> None:
        warm()

    def _chosen(self, space: EmbeddingSpace, rows: IntArray | None) -> tuple[IntArray, Found]:
        """The rows of the selection, sorted, from the words, the given rows or both."""
        found = self.look_up(space, self.words)
        given = np.empty(0, np.int64) if rows is None else rows
        chosen = np.union1d(found.rows[found.rows != ABSENT], given).astype(np.int64)
        if len(chosen):
            return chosen, found
        found.the_one()
        raise UserError("Nothing is selected, so there is nothing that could grow.", "Select rows, or name --words.")

    def _by_radius(self, space: EmbeddingSpace, chosen: IntArray, report: Report) -> pa.Table:
        grown = within(space.vectors, chosen, self.metric, self.radius, Part(report, 0.0, 0.95))
        nearness = grown.scores if self.metric == "euclidean" else -grown.scores
        order = np.lexsort((grown.rows, nearness))
        nearest = space.keys.array.take(pa.array(grown.nearest[order]))
        return _table(space, grown.rows[order], {"score": pa.array(grown.scores[order]), "nearest": nearest})

    def _by_hops(self, space: EmbeddingSpace, chosen: IntArray, report: Report) -> tuple[pa.Table, str]:
        graph = neighbor_graph(space, self.k, self.metric, Part(report, 0.0, 0.9))
        report(0.9, "Going from neighbour to neighbour")
        walk = edge_of if self.how == "shrink" else hops_from
        rows, hop = walk(graph.indices, chosen, self.hops)
        order = np.lexsort((rows, hop))
        return _table(space, rows[order], {"hop": pa.array(_narrow(hop[order]))}), graph.caption()

    def _said(self) -> str:
        hops = "1 hop" if self.hops == 1 else f"{self.hops} hops"
        match self.how:
            case "radius" if self.metric == "cosine":
                return f"cosine ≥ {number_text(self.radius)} with any"
            case "radius":
                return f"distance ≤ {number_text(self.radius)} from any"
            case "hops":
                return f"{hops} over {self.k} neighbours"
        return f"without its outermost, {hops} over {self.k} neighbours"


def _narrow(hop: IndexArray) -> IndexArray:
    return hop.astype(np.int32)


def _table(space: EmbeddingSpace, rows: IntArray, columns: dict[str, pa.Array]) -> pa.Table:
    return pa.table({"row": pa.array(rows), "word": space.keys.array.take(pa.array(rows)), **columns})
