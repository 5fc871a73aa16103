"""How near rows of one space are under a measure that the user chose: its nearest rows, and what is near by chance."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from embexplorer.core.csls import AMONG, Crowding, crowding, csls_of_pairs, nearest_by_csls
from embexplorer.core.kept_array import kept_array
from embexplorer.core.neighbor_graph import Search, exact_graph_kept
from embexplorer.core.random_pairs import Chance, chance_of
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.core.vectors import Metric, nearest, norms

Measure = Literal["cosine", "euclidean", "dot", "csls"]
MEASURES: tuple[Measure, ...] = ("cosine", "euclidean", "dot", "csls")


@dataclass(frozen=True)
class Nearness:
    """A space under a measure, with what the measure needs of every row; `crowd` is for CSLS alone."""

    space: EmbeddingSpace
    measure: Measure
    lengths: FloatArray | None
    crowd: Crowding | None = None

    @property
    def metric(self) -> Metric:
        """What is computed of two vectors; CSLS is made of cosines."""
        return "cosine" if self.measure == "csls" else self.measure

    @property
    def angular(self) -> bool:
        """Whether only directions count, so that a sum is one of unit rows."""
        return self.metric == "cosine"

    def nearest(
        self, queries: FloatArray, k: int, own: IntArray | None = None, skip: IntArray | None = None
    ) -> tuple[IntArray, FloatArray]:
        """The k nearest rows of each query and their scores, exact; `own` and `skip` as in `core.vectors.nearest`."""
        if self.crowd is not None:
            means, lengths = self.crowd.means, self.lengths
            return nearest_by_csls(self.space, queries, k, means, own=own, skip=skip, lengths=lengths)
        return nearest(queries, self.space.vectors, k, self.metric, own=own, skip=skip, lengths=self.lengths)

    def are_mutual(self, own: int, rows: IntArray, k: int) -> BoolArray:
        """Whether `own` is among the k nearest of each of these rows."""
        graph = None
        if self.measure == "cosine" or self.measure == "euclidean":
            graph = exact_graph_kept(self.space, k, self.measure)
        if graph is not None:
            lists = np.asarray(graph.indices[rows], np.int64)
        else:
            lists, _ = self.nearest(self.space.vectors[rows], k, own=rows)
        return np.asarray((lists == own).any(axis=1))

    def chance(self) -> Chance:
        """Random pairs under this measure."""
        if self.crowd is None:
            return chance_of(self.space, self.measure)
        means = self.crowd.means
        return chance_of(self.space, "csls", lambda left, right: csls_of_pairs(self.space, left, right, means))

    def said(self) -> str:
        """“exact”, for captions; of CSLS also how the 10 nearest were found where that was approximate."""
        if self.crowd is None or self.crowd.said == "exact":
            return "exact"
        return f"exact, but r is {self.crowd.said}"

    def notes(self) -> tuple[str, ...]:
        """What a score means that is no plain metric."""
        if self.crowd is None:
            return ()
        meaning = f"csls is 2 cos − r(x) − r(y), where r is a row's mean cosine to its {AMONG} nearest"
        return (f"{meaning} (Conneau et al. 2018, eq. 3).",)


def nearness(space: EmbeddingSpace, measure: Measure, report: Report = ignore, search: Search = "exact") -> Nearness:
    """Get what the measure needs of all rows, kept with the space; `search` is how CSLS finds the 10 nearest."""
    lengths = None if measure == "dot" else kept_array(space, "norms", lambda: norms(space.vectors))
    crowd = crowding(space, report, search) if measure == "csls" else None
    return Nearness(space, measure, lengths, crowd)
