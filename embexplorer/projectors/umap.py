"""UMAP: neighbours stay together; the layout moves one epoch at a time, so that it can be watched and stopped."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from embexplorer.core import neighbor_graph as graphs
from embexplorer.core.carried import carried_layout, started_from
from embexplorer.core.checks import fitting_neighbors, refuse_diverged, refuse_unfit
from embexplorer.core.class_labels import ClassLabels, class_labels
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

if TYPE_CHECKING:
    from embexplorer.projectors._umap_graph import FuzzyGraph
    from embexplorer.projectors._umap_motion import Motion

FEW_ROWS = 10_000  # up to which more epochs are affordable, as in umap-learn
WIDTH = 10.0  # of the opening layout, as in umap-learn
MORE_EPOCHS = 200  # for densMAP, as in umap-learn
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
    dimensions: int = param(2, "2 for a flat map, 3 for one that is turned in the 3-D view", low=2, high=3)
    density_weight: float = param(
        0.0,
        "densMAP: above 0, dense regions stay dense and sparse ones wide; 2 is usual",
        low=0.0,
        high=20.0,
        title="densMAP weight",
    )
    supervised_by: str = param("", "A column whose classes pull the map apart; empty: the vectors alone")
    label_weight: float = param(
        0.5, "How much the classes of a supervised map count, against the vectors", low=0.0, high=1.0, advanced=True
    )
    epochs: int | None = param(
        None,
        "Rounds of movement; empty: 500 up to 10,000 rows, 200 above; densMAP 200 more",
        low=10,
        high=10_000,
        advanced=True,
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

        With the map of another space, it begins where that has the words that both share. With `supervised_by` the
        fuzzy graph is intersected with that of the classes (McInnes et al. 2018); with a `density_weight` the
        correlation of local radii is part of what is sought (densMAP, Narayan et al. 2021).
        """
        space = inputs.the_space()
        self._refuse_contradictions()
        report(0.0, "Checking the rows")
        notes = refuse_unfit(space, self.metric)
        labels = class_labels(space, self.supervised_by) if self.supervised_by else None
        neighbors, lowered = fitting_neighbors(self.n_neighbors, space.rows)
        opening = self._opening(space, inputs)
        report.show(Frame(array=opening, at=0, total=self._total(space.rows)))  # seen while the neighbours are found
        graph = neighbor_graph(space, neighbors - 1, self.metric, Part(report, 0.0, GRAPH_SHARE))
        motion = self._motion(graph, labels, Part(report, GRAPH_SHARE, GRAPH_SHARE))
        layout = self._moved(opening, motion, Part(report, GRAPH_SHARE, 1.0))
        refuse_diverged(layout, self.title)
        told = (*notes, *(labels.notes() if labels else ()), *motion.notes(layout))
        notes = (*told, *lowered, *graph.notes(), *started_from(inputs))
        return Projection(name=self._named(), coordinates=layout, notes=notes, facts=motion.facts(layout))

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
        carried = carried_layout(inputs, self.seed, self.dimensions)
        places = carried
        if places is None:
            places = opening_layout(space, self.init, self.metric, self.seed, self.dimensions)
        low, extent = places.min(axis=0), np.ptp(places, axis=0)
        if carried is not None:
            extent = np.full(self.dimensions, extent.max())  # its arrangement is kept, so that both can be compared
        return np.asarray(WIDTH * (places - low) / np.where(extent > 0, extent, 1), np.float32)

    def _motion(self, graph: NeighborGraph, labels: ClassLabels | None, report: Report) -> "Motion":
        from embexplorer.projectors._umap_graph import curve, without_weak
        from embexplorer.projectors._umap_motion import motion_of

        report(0.0, "Weighing the neighbours")
        edges = without_weak(self._edges(graph, labels), self._total(graph.rows))
        return motion_of(graph, edges, curve(self.spread, self.min_dist), self)

    def _edges(self, graph: NeighborGraph, labels: ClassLabels | None) -> "FuzzyGraph":
        from embexplorer.projectors._umap_graph import fuzzy_graph, supervised

        edges = fuzzy_graph(graph)
        return edges if labels is None else supervised(edges, graph.rows, labels, self.label_weight)

    def _moved(self, places: FloatArray, motion: "Motion", report: Report) -> FloatArray:
        total = self._total(len(places))
        for number in range(min(total, self.stop_after or total)):
            report(number / total, f"Epoch {number} of {total}")
            if report.wants_frame():
                report.show(Frame(array=places, at=number, total=total))
            motion.epoch(places, self.learning_rate * (1 - number / total), number, total)
        report(1.0, "Done")
        return places

    def _total(self, rows: int) -> int:
        more = MORE_EPOCHS if self.density_weight > 0 else 0
        return self.epochs or (500 if rows <= FEW_ROWS else 200) + more

    def _named(self) -> str:
        kind = "densMAP" if self.density_weight > 0 else "UMAP"
        flat = "" if self.dimensions == 2 else f" · {self.dimensions}-D"
        by = f" · supervised by {self.supervised_by}" if self.supervised_by else ""
        stopped = f" · stopped at {self.stop_after}" if self.stop_after else ""
        return f"{kind} · {self.n_neighbors} neighbours{flat}{by}{stopped}"
