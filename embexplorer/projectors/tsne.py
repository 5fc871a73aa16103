"""t-SNE: the closest look at who lies near whom, by openTSNE on the space's own neighbour graph."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np

from embexplorer.core import neighbor_graph as graphs
from embexplorer.core.checks import fitting_perplexity, refuse_diverged, refuse_unfit
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
from embexplorer.core.typing import DoubleArray, FloatArray

OPENING_SPREAD = 1e-4  # standard deviation of the opening layout (van der Maaten & Hinton 2008)
GRAPH_SHARE = 0.15  # of the time, roughly
FFT_ROWS = 30_000  # from which on the FFT is quicker than Barnes–Hut
Method = Literal["auto", "barnes-hut", "fft"]
Objective = Callable[..., tuple[float, DoubleArray]]


@dataclass(frozen=True)
class Phase:
    """So many iterations under one exaggeration of the attraction."""

    iterations: int
    exaggeration: float
    momentum: float


@register
@dataclass(frozen=True, kw_only=True)
class Tsne(Step):
    """Keeps each point's nearest neighbours best; slower than UMAP. Sizes of and distances between clusters mean little."""

    name: ClassVar[str] = "tsne"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "t-SNE"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("projection",)
    makes: ClassVar[type] = Projection
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy", "openTSNE", "faiss-cpu")

    perplexity: float = param(30.0, "Neighbours that count for each point: few show detail, many the whole", low=2, high=500)
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows near: their angle, or their distance")
    seed: int = param(0, "Another seed gives another layout; the same seed the same layout", low=0, high=2**31 - 1)
    iterations: int = param(750, "Rounds of movement in all", low=10, high=100_000, advanced=True)
    exaggerated: int = param(250, "Of these, first rounds with exaggerated attraction", low=0, high=10_000, advanced=True)
    exaggeration: float = param(12.0, "How much attraction is exaggerated at first", low=1.0, high=100.0, advanced=True)
    learning_rate: float | None = param(None, "Length of the steps; empty: rows / exaggeration", low=0.01, advanced=True)
    init: Opening = param("pca", "Where the points begin: PCA keeps the broad arrangement of the space", advanced=True)
    method: Method = param("auto", "How repulsion is summed; auto takes the quicker one for the rows", advanced=True)
    stop_after: int | None = param(None, "Stop after so many iterations and keep the layout", low=1, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """The layout after the last iteration; a given projection is moved on from where it stands, not exaggerated again."""
        space = inputs.the_space()
        report(0.0, "Checking the rows")
        notes = refuse_unfit(space, self.metric)
        perplexity, lowered = fitting_perplexity(self.perplexity, space.rows)
        opening, phases = self._beginning(space, inputs.projection)
        graph = neighbor_graph(space, int(3 * perplexity), self.metric, Part(report, 0.0, GRAPH_SHARE))
        layout = self._moved(opening, phases, graph, perplexity, Part(report, GRAPH_SHARE, 1.0))
        refuse_diverged(layout, self.title)
        return Projection(name=self._named(perplexity), coordinates=layout, notes=(*notes, *lowered, *graph.notes()))

    def stopped_at(self, iteration: int) -> "Tsne":
        return replace(self, stop_after=max(1, iteration))

    @classmethod
    def warm(cls) -> None:
        graphs.warm()
        keys = [str(row) for row in range(32)]
        vectors = np.random.default_rng(0).normal(size=(32, 4)).astype(np.float32)
        step = cls(perplexity=5.0, iterations=10, exaggerated=5)
        step.run(Inputs(space=EmbeddingSpace(name="warm", keys=Keys(keys), vectors=vectors)))

    def _beginning(self, space: EmbeddingSpace, before: Projection | None) -> tuple[DoubleArray, tuple[Phase, ...]]:
        if before is None:
            exaggerated = min(self.exaggerated, self.iterations)
            phases = (Phase(exaggerated, self.exaggeration, 0.5), Phase(self.iterations - exaggerated, 1.0, 0.8))
            return OPENING_SPREAD * opening_layout(space, self.init, self.metric, self.seed), phases
        if before.rows != space.rows:
            raise UserError(
                f"{before.name} has {before.rows:,} points, but {space.name} has {space.rows:,} rows.",
                "Go on from a projection of the same space.",
            )
        return np.array(before.coordinates[:, :2], np.float64), (Phase(self.iterations, 1.0, 0.8),)

    def _moved(
        self, opening: DoubleArray, phases: tuple[Phase, ...], graph: NeighborGraph, perplexity: float, report: Report
    ) -> FloatArray:
        from openTSNE import TSNEEmbedding

        report(0.0, "Weighing the neighbours")
        embedding = TSNEEmbedding(opening, _affinities(graph, perplexity))
        objective = self._watched(self._objective(graph.rows), report)
        left = self.stop_after or self.iterations
        for phase in phases:
            count = min(phase.iterations, left)
            left -= count
            embedding.optimize(
                n_iter=count,
                inplace=True,
                exaggeration=phase.exaggeration,
                momentum=phase.momentum,
                learning_rate=self.learning_rate or "auto",
                negative_gradient_method=objective,
                n_jobs=_threads(),
            )
        report(1.0, "Done")
        return np.asarray(embedding, np.float32)

    def _objective(self, rows: int) -> Objective:
        from openTSNE.tsne import kl_divergence_bh, kl_divergence_fft

        fft = self.method == "fft" or (self.method == "auto" and rows >= FFT_ROWS)
        chosen: Objective = kl_divergence_fft if fft else kl_divergence_bh
        return chosen

    def _watched(self, objective: Objective, report: Report) -> Objective:
        """The objective, called once an iteration with the layout so far, made to report on the way.

        openTSNE's own callbacks would cost an evaluation of the error at each frame.
        """
        done = 0

        def watched(embedding: Any, *arguments: Any, **options: Any) -> tuple[float, DoubleArray]:
            nonlocal done
            report(done / self.iterations, f"Iteration {done} of {self.iterations}")
            if report.wants_frame():
                report.show(Frame(array=np.asarray(embedding, np.float32), at=done, total=self.iterations))
            done += 1
            return objective(embedding, *arguments, **options)

        return watched

    def _named(self, perplexity: float) -> str:
        stopped = f" · stopped at {self.stop_after}" if self.stop_after else ""
        return f"t-SNE · perplexity {perplexity:g}{stopped}"


def _affinities(graph: NeighborGraph, perplexity: float) -> Any:
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    known = PrecomputedNeighbors(np.asarray(graph.indices), np.asarray(graph.distances))
    return PerplexityBasedNN(knn_index=known, perplexity=perplexity, n_jobs=_threads())


def _threads() -> int:
    """All cores: openTSNE sums each point apart and in one order, so the number of threads does not change the layout."""
    import os

    return len(os.sched_getaffinity(0))
