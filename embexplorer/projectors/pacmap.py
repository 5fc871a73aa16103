"""PaCMAP: near, mid-near and further pairs, by the package pacmap on the space's own neighbour graph."""

import contextlib
import importlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from embexplorer.core import neighbor_graph as graphs
from embexplorer.core.checks import refuse_diverged, refuse_unfit
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.live_map import MOST_NUMBERS
from embexplorer.core.neighbor_graph import NeighborGraph, neighbor_graph
from embexplorer.core.opening import Opening, opening_layout
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.typing import IndexArray
from embexplorer.core.vectors import unit

SPARE = 50  # neighbours beyond those that are kept, among which the scaled distance chooses (Wang et al. 2021, §5)
LOCAL = slice(3, 6)  # the 4th to the 6th neighbour, counted without the row: their distance is the local scale
PHASES = (100, 100, 250)  # iterations under falling, then no attraction of mid-near pairs
OFTEN = 10  # iterations between two frames of the film; more where the film would be large
GRAPH_SHARE = 0.3
HINT = 'Install it: pip install "embexplorer[projections]"'


@register
@dataclass(frozen=True, kw_only=True)
class Pacmap(Step):
    """Keeps neighbours and the broad arrangement alike, with little to set. Cannot be watched while it runs."""

    name: ClassVar[str] = "pacmap"
    kind: ClassVar[Kind] = "projector"
    title: ClassVar[str] = "PaCMAP"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Projection
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scikit-learn", "faiss-cpu", "pacmap")

    n_neighbors: int = param(
        10, "Neighbours of each point that are held near: few show detail", low=2, high=200, title="Neighbours"
    )
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows near: their angle, or their distance")
    seed: int = param(0, "Another seed gives another layout; the same seed the same layout", low=0, high=2**31 - 1)
    dimensions: int = param(2, "2 for a flat map, 3 for one that is turned in the 3-D view", low=2, high=3)
    mid_near: float = param(0.5, "Mid-near pairs for each neighbour: the broad arrangement", low=0.1, high=10.0)
    further: float = param(2.0, "Further pairs for each neighbour: what is pushed apart", low=0.1, high=20.0)
    init: Opening = param(
        "pca", "Where the points begin: PCA keeps the broad arrangement of the space", advanced=True, title="Start"
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> Projection:
        """The layout after 450 iterations (Wang et al. 2021), and how it came about as a film."""
        space = inputs.the_space()
        report(0.0, "Checking the rows")
        package = _package()
        notes = refuse_unfit(space, self.metric)
        count, lowered = self._fitting(space.rows)
        graph = neighbor_graph(space, count + SPARE, self.metric, Part(report, 0.0, GRAPH_SHARE))
        report(GRAPH_SHARE, f"Moving the points, {sum(PHASES)} iterations; cannot be watched")
        vectors = unit(space.vectors) if self.metric == "cosine" else np.asarray(space.vectors, np.float32)
        moments = _moments(space.rows * self.dimensions)
        opening = opening_layout(space, self.init, self.metric, self.seed, self.dimensions)
        with _quiet():
            mover = package.PaCMAP(
                n_components=self.dimensions,
                n_neighbors=count,
                MN_ratio=self.mid_near,
                FP_ratio=self.further,
                pair_neighbors=chosen_pairs(graph, count),
                apply_pca=False,  # the pairs are chosen in the space as it is
                num_iters=PHASES,
                intermediate=True,
                intermediate_snapshots=list(moments),
                random_state=self.seed,
            )
            states = np.asarray(mover.fit_transform(vectors, init=opening), np.float32)
        layout = np.ascontiguousarray(states[-1])
        refuse_diverged(layout, self.title)
        report(1.0, "Done")
        name = f"PaCMAP · {count} neighbours" + ("" if self.dimensions == 2 else f" · {self.dimensions}-D")
        told = (*notes, *lowered, *graph.notes())
        return Projection(
            name=name, coordinates=layout, notes=told, film=states, moments=tuple(float(one) for one in moments)
        )

    def _fitting(self, rows: int) -> tuple[int, tuple[str, ...]]:
        """The neighbours that n rows allow beside so many mid-near and further pairs, and a sentence if lowered."""
        most = int((rows - 1) / (1 + self.mid_near + self.further))
        if most < 1 or round(most * self.further) < 1:
            raise UserError(f"{rows:,} rows are too few for PaCMAP.", "Choose PCA or UMAP.")
        if self.n_neighbors <= most:
            return self.n_neighbors, ()
        return most, (f"{self.n_neighbors} neighbours are too many for {rows:,} rows; {most} were used.",)

    @classmethod
    def warm(cls) -> None:
        graphs.warm()
        with contextlib.suppress(UserError):
            _package()


def _moments(numbers: int) -> tuple[int, ...]:
    """The iterations that the film shows: the first, the last, and what memory allows between them."""
    frames = max(2, min(sum(PHASES) // OFTEN, MOST_NUMBERS // max(1, numbers)))
    return tuple(sorted({round(share) for share in np.linspace(0, sum(PHASES), frames + 1)}))


def chosen_pairs(graph: NeighborGraph, count: int) -> IndexArray:
    """(n · count) × 2 pairs of a row and one it is to stay near: the nearest by d²ᵢⱼ / (σᵢ σⱼ), σ the local scale."""
    distances = np.asarray(graph.distances, np.float64)
    if graph.metric == "cosine":
        distances = np.sqrt(2 * np.maximum(distances, 0))  # between the unit rows
    scale = np.maximum(distances[:, LOCAL].mean(axis=1) if graph.k > LOCAL.start else distances.mean(axis=1), 1e-10)
    indices = np.asarray(graph.indices)
    scaled = distances**2 / (scale[:, None] * scale[indices])
    chosen = np.argsort(scaled, axis=1, kind="stable")[:, :count]
    rows = np.repeat(np.arange(graph.rows, dtype=np.int32), count)
    return np.column_stack([rows, np.take_along_axis(indices, chosen, axis=1).ravel()]).astype(np.int32)


def _package() -> Any:
    try:
        return importlib.import_module("pacmap")
    except ImportError as missing:
        raise UserError("PaCMAP needs the package pacmap, which is not installed.", HINT) from missing


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the package's warnings about a seed, which is what is wanted here."""
    logger = logging.getLogger("pacmap.pacmap")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
