"""UMAP: neighbours stay together; the layout moves one epoch at a time, so that it can be watched and stopped."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from embexplorer.core import neighbor_graph as graphs
from embexplorer.core.carried import carried_layout, started_from
from embexplorer.core.checks import fitting_neighbors, refuse_diverged, refuse_unfit
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import NeighborGraph, neighbor_graph
from embexplorer.core.opening import Opening, opening_layout
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Frame, Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.typing import FloatArray

FEW_ROWS = 10_000  # up to which more epochs are affordable, as in umap-learn
WIDTH = 10.0  # of the opening layout, as in umap-learn
GRAPH_SHARE = 0.25  # of the time, roughly


@register
@dataclass(frozen=True, kw_only=True)
class Umap(Step):
    """Keeps neighbours together and shows clusters; quicker than t-SNE. Distances between clusters mean little."""

    name: ClassVar[str] = "umap"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "UMAP"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("other", "other_projection")
    makes: ClassVar[type] = Projection
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy", "faiss-cpu")

    n_neighbors: int = param(
        15,
        "Neighbours of each point, itself counted: few show detail, many the whole",
        low=2,
        high=200,
        title="Neighbours",
    )
    min_dist: float = param(
        0.1, "How close points may come: small packs clusters tightly", low=0.0, high=0.99, title="Minimum distance"
    )
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows near: their angle, or their distance")
    seed: int = param(0, "Another seed gives another layout; the same seed the same layout", low=0, high=2**31 - 1)
    epochs: int | None = param(
        None, "Rounds of movement; empty: 500 up to 10,000 rows, 200 above", low=10, high=10_000, advanced=True
    )
    init: Opening = param(
        "pca", "Where the points begin: PCA keeps the broad arrangement of the space", advanced=True, title="Start"
    )
    spread: float = param(1.0, "How far the clusters stand apart", low=0.1, high=10.0, advanced=True)
    negative_samples: int = param(5, "Pushes apart for each pull together", low=1, high=50, advanced=True)
    learning_rate: float = param(1.0, "Length of the first steps", low=0.001, high=10.0, advanced=True)
    stop_after: int | None = param(None, "Stop after so many epochs and keep the layout", low=1, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """The layout after the last epoch; a frame is offered after each.

        With the map of another space, it begins where that has the words that both share.
        """
        space = inputs.the_space()
        self._refuse_contradictions()
        report(0.0, "Checking the rows")
        notes = refuse_unfit(space, self.metric)
        neighbors, lowered = fitting_neighbors(self.n_neighbors, space.rows)
        opening = self._opening(space, inputs)
        report.show(Frame(array=opening, at=0, total=self._total(space.rows)))  # seen while the neighbours are found
        graph = neighbor_graph(space, neighbors - 1, self.metric, Part(report, 0.0, GRAPH_SHARE))
        layout = self._moved(opening, graph, Part(report, GRAPH_SHARE, 1.0))
        refuse_diverged(layout, self.title)
        notes = (*notes, *lowered, *graph.notes(), *started_from(inputs))
        return Projection(name=self._named(), coordinates=layout, notes=notes)

    def stopped_at(self, iteration: int) -> "Umap":
        return replace(self, stop_after=max(1, iteration))

    @classmethod
    def warm(cls) -> None:
        graphs.warm()
        keys = [str(row) for row in range(32)]
        vectors = np.random.default_rng(0).normal(size=(32, 4)).astype(np.float32)
        cls(n_neighbors=4, epochs=10).run(Inputs(space=EmbeddingSpace(name="warm", keys=Keys(keys), vectors=vectors)))

    def _refuse_contradictions(self) -> None:
        if self.min_dist > self.spread:
            raise UserError(
                f"--min-dist is {self.min_dist:g}, above --spread {self.spread:g}.", "Lower the one or raise the other."
            )

    def _opening(self, space: EmbeddingSpace, inputs: Inputs) -> FloatArray:
        carried = carried_layout(inputs, self.seed)
        places = opening_layout(space, self.init, self.metric, self.seed) if carried is None else carried
        low, extent = places.min(axis=0), np.ptp(places, axis=0)
        if carried is not None:
            extent = np.full(2, extent.max())  # its arrangement is kept, so that both maps can be compared
        return np.asarray(WIDTH * (places - low) / np.where(extent > 0, extent, 1), np.float32)

    def _moved(self, places: FloatArray, graph: NeighborGraph, report: Report) -> FloatArray:
        from embexplorer.projectors._umap_graph import curve, fuzzy_graph, pauses, without_weak
        from embexplorer.projectors._umap_kernel import epoch

        report(0.0, "Weighing the neighbours")
        total = self._total(graph.rows)
        edges = without_weak(fuzzy_graph(graph), total)
        a, b = curve(self.spread, self.min_dist)
        pause = pauses(edges)
        pause_apart = pause / self.negative_samples
        due, due_apart = pause.copy(), pause_apart.copy()
        for number in range(min(total, self.stop_after or total)):
            report(number / total, f"Epoch {number} of {total}")
            if report.wants_frame():
                report.show(Frame(array=places, at=number, total=total))
            rate = self.learning_rate * (1 - number / total)
            epoch(places, edges.heads, edges.tails, pause, due, pause_apart, due_apart, a, b, rate, number, self.seed)
        report(1.0, "Done")
        return places

    def _total(self, rows: int) -> int:
        return self.epochs or (500 if rows <= FEW_ROWS else 200)

    def _named(self) -> str:
        stopped = f" · stopped at {self.stop_after}" if self.stop_after else ""
        return f"UMAP · {self.n_neighbors} neighbours{stopped}"
