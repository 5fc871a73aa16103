"""The neighbour graph of a space: the k nearest rows of every row, computed once and kept beside the space."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.folder import map_array, read_meta, write_folder
from embexplorer.core.neighbor_search import GraphMetric, Sieve, approximate, exact, sieve
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.turn import turn
from embexplorer.core.typing import FloatArray, IndexArray

Search = Literal["auto", "exact", "approximate"]
EXACT_COST = 2.2e11  # n²·d up to which the exact search takes a few seconds on two cores: 45,000 rows of 100
LEAST = 15  # neighbours that are computed at once: trust and UMAP then share one graph
WAITING = "Waiting for the neighbours, which another job is finding"
SAMPLE = 1000
SAMPLE_SEED = 0


@dataclass(frozen=True, kw_only=True)
class NeighborGraph:
    """Row i of `indices` (n × k) are the nearest other rows of row i, nearest first, ties by row id.

    `distances` are cosine distances (1 − cos; 1 with a zero row) or Euclidean ones. `recall` is the share of the true
    neighbours that an approximate graph holds, measured on `sample` rows; None for an exact graph.
    """

    indices: IndexArray
    distances: FloatArray
    metric: GraphMetric
    exact: bool
    recall: float | None = None
    sample: int = 0

    @property
    def rows(self) -> int:
        return int(self.indices.shape[0])

    @property
    def k(self) -> int:
        return int(self.indices.shape[1])

    def first(self, k: int) -> "NeighborGraph":
        """The graph of the k nearest only; `recall` stays that of the whole graph."""
        if k > self.k:
            raise ValueError(f"first({k}) of a graph of {self.k} neighbours")
        return NeighborGraph(
            indices=self.indices[:, :k],
            distances=self.distances[:, :k],
            metric=self.metric,
            exact=self.exact,
            recall=self.recall,
            sample=self.sample,
        )

    def caption(self) -> str:
        """“exact”, or “approximate (97.1 % of the true neighbours on 1,000 sampled rows)”."""
        if self.exact or self.recall is None:
            return "exact"
        return f"approximate ({100 * self.recall:.1f} % of the true neighbours on {self.sample:,} sampled rows)"

    def notes(self) -> tuple[str, ...]:
        """The sentence for the badge, when the graph is not exact."""
        return () if self.exact else (f"Neighbours are {self.caption()}.",)


def neighbor_graph(
    space: EmbeddingSpace,
    k: int,
    metric: GraphMetric = "cosine",
    report: Report = ignore,
    search: Search = "auto",
) -> NeighborGraph:
    """The space's graph of min(k, n − 1) neighbours, from its folder when it lies there, else computed and kept there.

    An exact graph is the same whether computed or cut from a larger one; an approximate one is kept for each k apart.
    While another process computes the same or a larger one, this one waits for it instead of doing the work again.
    Raises UserError when there is no other row to be a neighbour.
    """
    if space.rows < 2 or k < 1:
        raise UserError(f"A space of {space.rows} rows has no {k} neighbours.", "Use a space of two rows or more.")
    k = min(k, space.rows - 1)
    size = min(max(k, LEAST), space.rows - 1)
    exactly = search == "exact" or (search == "auto" and is_cheap(space.rows, space.dimensions))
    if space.folder is None:
        return _computed(space, size, metric, exactly, report).first(k)
    kept = _kept(space.folder, size, metric, exactly)
    if kept is None:
        kept = _kept_or_computed(space, space.folder / "graphs", size, metric, exactly, report)
    return kept.first(k)


def exact_graph_kept(space: EmbeddingSpace, k: int, metric: GraphMetric) -> NeighborGraph | None:
    """The exact graph of at least k neighbours if it lies beside the space already, cut to k; None otherwise."""
    if space.folder is None or not 1 <= k < space.rows:
        return None
    return _kept(space.folder, k, metric, exactly=True)


def _kept_or_computed(
    space: EmbeddingSpace, graphs: Path, size: int, metric: GraphMetric, exactly: bool, report: Report
) -> NeighborGraph:
    """When it is our turn: what another process has left here meanwhile, else our own, kept for the next."""
    name = _name(metric, exactly, size)
    larger = [lock for lock in graphs.glob(f".{_name(metric, True)}*.lock") if _size(lock.stem) > size]
    with turn(graphs / f".{name}.lock", larger if exactly else [], report, WAITING):
        kept = _kept(graphs.parent, size, metric, exactly)
        if kept is not None:
            return kept
        for left in graphs.glob(f".{name}.*/"):  # by a process that was ended while it wrote
            shutil.rmtree(left, ignore_errors=True)
        graph = _computed(space, size, metric, exactly, report)
        _keep(graphs.parent, graph)
        return graph


def _computed(space: EmbeddingSpace, k: int, metric: GraphMetric, exactly: bool, report: Report) -> NeighborGraph:
    prepared = sieve(space.vectors, metric)
    return _exact_graph(prepared, k, metric, report) if exactly else _approximate_graph(prepared, k, metric, report)


def is_cheap(rows: int, dimensions: int) -> bool:
    """Whether comparing all rows with all rows takes no more than a few seconds."""
    return float(rows) ** 2 * max(dimensions, 32) <= EXACT_COST


def warm() -> None:
    """Load and compile what the search needs, on a few rows."""
    vectors = np.random.default_rng(0).normal(size=(64, 8)).astype(np.float32)
    for metric in ("cosine", "euclidean"):
        exact(sieve(vectors, metric), np.arange(64), 3, ignore)


def _exact_graph(prepared: Sieve, k: int, metric: GraphMetric, report: Report) -> NeighborGraph:
    indices, distances = exact(prepared, np.arange(len(prepared.rows)), k, report)
    return NeighborGraph(indices=indices, distances=distances, metric=metric, exact=True)


def _approximate_graph(prepared: Sieve, k: int, metric: GraphMetric, report: Report) -> NeighborGraph:
    indices, distances = approximate(prepared, k, Part(report, 0.0, 0.95))
    size = min(SAMPLE, len(indices))
    sampled = np.sort(np.random.default_rng(SAMPLE_SEED).choice(len(indices), size, replace=False))
    _, true_distances = exact(prepared, sampled, k, Part(report, 0.95, 1.0))
    recall = float((distances[sampled] <= true_distances[:, -1:]).mean())  # a tie with the k-th is as true as the k-th
    return NeighborGraph(indices=indices, distances=distances, metric=metric, exact=False, recall=recall, sample=size)


def _kept(folder: Path, k: int, metric: GraphMetric, exactly: bool) -> NeighborGraph | None:
    for kept in sorted((folder / "graphs").glob(f"{_name(metric, exactly)}*")):
        size = _size(kept.name)
        if size == k or (exactly and size > k):
            try:
                return _open(kept, metric).first(k)
            except (OSError, ValueError, EOFError, UserError):  # damaged: it is computed again
                shutil.rmtree(kept, ignore_errors=True)
    return None


def _name(metric: GraphMetric, exactly: bool, size: int | str = "") -> str:
    return f"{metric}-{'exact' if exactly else 'approximate'}-{size}"


def _size(name: str) -> int:
    return int(name.rpartition("-")[2])


def _open(folder: Path, metric: GraphMetric) -> NeighborGraph:
    meta = read_meta(folder)
    return NeighborGraph(
        indices=map_array(folder / "indices.npy"),
        distances=map_array(folder / "distances.npy"),
        metric=metric,
        exact=meta["exact"],
        recall=meta["recall"],
        sample=meta["sample"],
    )


def _keep(folder: Path, graph: NeighborGraph) -> None:
    place = folder / "graphs" / _name(graph.metric, graph.exact, graph.k)
    meta = {"kind": "graph", "exact": graph.exact, "recall": graph.recall, "sample": graph.sample}
    try:
        write_folder(place, meta, {"indices": graph.indices, "distances": graph.distances}, {})
    except OSError:
        return  # a read-only folder, or a full disk: this one is still good
