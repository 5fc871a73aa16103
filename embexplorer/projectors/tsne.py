"""t-SNE: the closest look at who lies near whom, by openTSNE on the space's own neighbour graph."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np

from embexplorer.core import neighbor_graph as graphs
from embexplorer.core.carried import carried_layout, started_from
from embexplorer.core.checks import fitting_perplexity, refuse_diverged, refuse_unfit
from embexplorer.core.class_labels import ClassLabels, class_labels
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Estimated
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.neighbor_graph import NeighborGraph, neighbor_graph
from embexplorer.core.opening import Opening, opening_layout
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Frame, Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.projectors._tsne_cost import estimate, is_of_pairs

OPENING_SPREAD = 1e-4  # standard deviation of the opening layout (van der Maaten & Hinton 2008)
GRAPH_SHARE = 0.15  # of the time, roughly
EXAGGERATION = 12.0
LEAST_RATE = (
    200.0  # with rows / exaggeration above it (Belkina et al. 2019); a greater rate throws single points far out
)
Method = Literal["fft", "barnes-hut"]
Objective = Callable[..., tuple[float, DoubleArray]]


@dataclass(frozen=True)
class Phase:
    """So many iterations under one exaggeration of the attraction."""

    iterations: int
    exaggeration: float
    momentum: float


@register
@dataclass(frozen=True, kw_only=True)
class Tsne(Estimated):
    """Keeps the nearest neighbours best; slower than UMAP. Sizes of clusters and gaps between them mean little."""

    name: ClassVar[str] = "tsne"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "t-SNE"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("projection", "other", "other_projection")
    makes: ClassVar[type] = Projection
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy", "openTSNE", "faiss-cpu")

    perplexity: float = param(
        30.0, "Neighbours that count for each point: few show detail, many the whole", low=2.0, high=500.0
    )
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows near: their angle, or their distance")
    seed: int = param(0, "Another seed gives another layout; the same seed the same layout", low=0, high=2**31 - 1)
    dimensions: int = param(
        2, "2 for a flat map; 3 for the 3-D view, which takes much longer from 20,000 rows on", low=2, high=3
    )
    supervised_by: str = param("", "A column whose classes pull the map apart; empty: the vectors alone")
    label_weight: float = param(
        0.5, "How much the classes of a supervised map count, against the vectors", low=0.0, high=1.0, advanced=True
    )
    iterations: int = param(750, "Rounds of movement in all", low=10, high=100_000, advanced=True)
    exaggerated: int = param(250, "How many of them first exaggerate attraction", low=0, high=10_000, advanced=True)
    exaggeration: float = param(EXAGGERATION, "By how much they exaggerate it", low=1.0, high=100.0, advanced=True)
    learning_rate: float | None = param(
        None, "Length of the steps; empty: rows / 12, at least 200", low=0.01, high=1e6, advanced=True
    )
    init: Opening = param(
        "pca", "Where the points begin: PCA keeps the broad arrangement of the space", advanced=True, title="Start"
    )
    method: Method = param(
        "fft",
        "How repulsion is summed: on a grid by FFT, or over a tree; in 3-D by pairs up to 100,000 rows, else a tree",
        advanced=True,
    )
    stop_after: int | None = param(None, "Stop after so many iterations and keep the layout", low=1, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """The layout after the last iteration; a given projection goes on from where it is, without exaggeration.

        With the map of another space, it begins where that has the words that both share. With `supervised_by`,
        neighbours of other classes count less before each row's affinities are made to sum to 1 again: the aim of
        supervised t-SNE (Hajderanj et al. 2019), by the distances between classes of supervised UMAP.
        """
        space = inputs.the_space()
        report(0.0, "Checking the rows")
        notes = refuse_unfit(space, self.metric)
        labels = class_labels(space, self.supervised_by) if self.supervised_by else None
        perplexity, lowered = fitting_perplexity(self.perplexity, space.rows)
        opening, phases = self._beginning(space, inputs)
        report.show(self._frame(opening, 0))  # to be seen while the neighbours are found
        graph = neighbor_graph(space, int(3 * perplexity), self.metric, Part(report, 0.0, GRAPH_SHARE))
        report(GRAPH_SHARE, "Weighing the neighbours")
        affinities = _affinities(graph, perplexity, labels, self.label_weight)
        layout = self._moved(opening, phases, affinities, Part(report, GRAPH_SHARE, 1.0))
        refuse_diverged(layout, self.title)
        notes = (*notes, *(labels.notes() if labels else ()), *lowered, *graph.notes(), *started_from(inputs))
        notes = (*notes, self._summed(space.rows))
        return Projection(name=self._named(perplexity), coordinates=layout, notes=notes)

    def estimate_on(self, space: EmbeddingSpace) -> Estimate:
        """Time and memory of a whole run, roughly."""
        perplexity, _ = fitting_perplexity(self.perplexity, space.rows)
        return estimate(
            space.rows, space.dimensions, self.dimensions, self._is_on_a_grid(), self.iterations, int(3 * perplexity)
        )

    def _summed(self, rows: int) -> str:
        """How repulsion was summed, and whether that is exact."""
        if is_of_pairs(rows, self.dimensions):
            return "Repulsion of all pairs, exact."
        way = "on a grid (FFT)" if self._is_on_a_grid() else "over a tree (Barnes–Hut, θ 0.5)"
        return f"Repulsion {way}, approximate."

    def stopped_at(self, iteration: int) -> "Tsne":
        return replace(self, stop_after=max(1, iteration))

    @classmethod
    def warm(cls) -> None:
        graphs.warm()
        keys = [str(row) for row in range(32)]
        vectors = np.random.default_rng(0).normal(size=(32, 4)).astype(np.float32)
        step = cls(perplexity=5.0, iterations=10, exaggerated=5)
        step.run(Inputs(space=EmbeddingSpace(name="warm", keys=Keys(keys), vectors=vectors)))

    def _beginning(self, space: EmbeddingSpace, inputs: Inputs) -> tuple[DoubleArray, tuple[Phase, ...]]:
        before = inputs.projection
        if before is None:
            exaggerated = min(self.exaggerated, self.iterations)
            phases = (Phase(exaggerated, self.exaggeration, 0.5), Phase(self.iterations - exaggerated, 1.0, 0.8))
            opening = carried_layout(inputs, self.seed, self.dimensions)
            if opening is None:
                opening = opening_layout(space, self.init, self.metric, self.seed, self.dimensions)
            return OPENING_SPREAD * opening, phases
        if before.rows != space.rows:
            raise UserError(
                f"{before.name} has {before.rows:,} points, but {space.name} has {space.rows:,} rows.",
                "Go on from a projection of the same space.",
            )
        if before.coordinates.shape[1] < self.dimensions:
            raise UserError(f"{before.name} has only two components.", "Go on in two dimensions.")
        return np.array(before.coordinates[:, : self.dimensions], np.float64), (Phase(self.iterations, 1.0, 0.8),)

    def _moved(self, opening: DoubleArray, phases: tuple[Phase, ...], affinities: Any, report: Report) -> FloatArray:
        from openTSNE import TSNEEmbedding

        places = opening
        left = self.stop_after or self.iterations
        with self._forces(len(opening)) as forces:
            objective = self._watched(forces, report)
            for phase in phases:
                count = min(phase.iterations, left)
                left -= count
                embedding = TSNEEmbedding(places, affinities)  # anew: the momentum of one phase misleads the next
                embedding.optimize(
                    n_iter=count,
                    inplace=True,
                    exaggeration=phase.exaggeration,
                    momentum=phase.momentum,
                    learning_rate=self.learning_rate or max(LEAST_RATE, len(opening) / EXAGGERATION),
                    negative_gradient_method=objective,
                    n_jobs=_threads(),
                )
                places = np.array(embedding)
        report(1.0, "Done")
        return np.asarray(places, np.float32)

    def _forces(self, rows: int) -> AbstractContextManager[Objective]:
        """What sums the repulsion: in three dimensions a grid fine enough would take seconds for each iteration."""
        if is_of_pairs(rows, self.dimensions):
            from embexplorer.projectors._tsne_pairs import PairForces

            return PairForces()
        if self._is_on_a_grid():
            from embexplorer.projectors._tsne_forces import GridForces

            return GridForces()
        return nullcontext(_barnes_hut())

    def _is_on_a_grid(self) -> bool:
        return self.method == "fft" and self.dimensions == 2

    def _watched(self, objective: Objective, report: Report) -> Objective:
        """The objective, which is called with the layout so far once an iteration, made to report on the way.

        openTSNE's own callbacks would cost an evaluation of the error for each frame. Once more at the end of each
        phase it asks for the error of the finished layout, which nobody reads.
        """
        done = 0

        def watched(embedding: Any, *arguments: Any, **options: Any) -> tuple[float, DoubleArray]:
            nonlocal done
            if options.get("should_eval_error"):
                return 0.0, np.zeros_like(embedding)
            report(done / self.iterations, f"Iteration {done} of {self.iterations}")
            if report.wants_frame():
                report.show(self._frame(embedding, done))
            done += 1
            return objective(embedding, *arguments, **options)

        return watched

    def _frame(self, places: DoubleArray, done: int) -> Frame:
        return Frame(array=np.asarray(places, np.float32), at=done, total=self.iterations)

    def _named(self, perplexity: float) -> str:
        stopped = f" · stopped at {self.stop_after}" if self.stop_after else ""
        flat = "" if self.dimensions == 2 else f" · {self.dimensions}-D"
        by = f" · supervised by {self.supervised_by}" if self.supervised_by else ""
        return f"t-SNE · perplexity {perplexity:g}{flat}{by}{stopped}"


def _barnes_hut() -> Objective:
    from openTSNE.tsne import kl_divergence_bh

    chosen: Objective = kl_divergence_bh
    return chosen


def _affinities(graph: NeighborGraph, perplexity: float, labels: ClassLabels | None, weight: float) -> Any:
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    known = PrecomputedNeighbors(np.asarray(graph.indices), np.asarray(graph.distances))
    found = PerplexityBasedNN(knn_index=known, perplexity=perplexity, n_jobs=_threads(), symmetrize=labels is None)
    if labels is not None:
        found.P = supervised(found.P, labels, weight)
    return found


def supervised(shares: Any, labels: ClassLabels, weight: float) -> Any:
    """Symmetric affinities that sum to 1, from those of each row to its neighbours (n × n, sparse), of which those of
    other classes count less: each row keeps its sum, so that no row falls out of the map.

    A row all of whose neighbours count nothing keeps them as they were.
    """
    from scipy.sparse import csr_matrix, diags_array

    rows = shares.tocoo()
    counted = rows.data * labels.closeness(rows.row, rows.col, weight)
    sums = np.bincount(rows.row, counted, shares.shape[0])
    counted = np.where(sums[rows.row] > 0, counted, rows.data)
    one_way = csr_matrix((counted, (rows.row, rows.col)), shape=shares.shape)
    one_way = diags_array(1 / np.asarray(one_way.sum(axis=1)).ravel()) @ one_way
    both = csr_matrix(one_way + one_way.T)
    both.eliminate_zeros()
    return both / both.sum()


def _threads() -> int:
    """All cores: openTSNE sums each point apart and in one order, so their number does not change the layout."""
    return len(os.sched_getaffinity(0))
