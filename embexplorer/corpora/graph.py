"""Read an edge list into a graph: nodes by number, edges as sorted lists of neighbours with weights."""

import math
import re
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import DoubleArray, IndexArray, IntArray
from embexplorer.corpora.delimited import AT_ONCE, Cells, count_of, number_of, read_cells, with_header
from embexplorer.corpora.described import described
from embexplorer.corpora.graph_step import GraphStep

EXPECTED = "an edge in each line: two nodes, and a weight if there is one"
SOURCES = {"source", "src", "from", "node1", "nodea", "head", "start", "fromnodeid", "node_1", "id1", "u", "citing"}
TARGETS = {"target", "dst", "to", "node2", "nodeb", "tail", "end", "tonodeid", "node_2", "id2", "v", "cited"}
WEIGHT_OF_NETWORKX = re.compile(r"['\"]weight['\"]\s*:\s*([^,}\s]+)")


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Nodes with the most edges first. Node i leads to `targets[starts[i]:starts[i + 1]]`, sorted, with `weights`.

    An edge that is not directed stands with both of its nodes. There are no self loops, and no edge twice; a node may
    have no edge at all (isolated). `component` numbers the islands from 1, the largest first, whatever the direction.
    """

    name: str
    nodes: tuple[str, ...]
    starts: IntArray
    targets: IndexArray
    weights: DoubleArray
    component: IntArray
    directed: bool = False
    names: tuple[str, ...] = ()
    columns: pa.Table = field(default_factory=lambda: pa.table({}))
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def edges(self) -> int:
        return len(self.targets) if self.directed else len(self.targets) // 2

    @property
    def out_degree(self) -> IntArray:
        return np.diff(self.starts)

    @property
    def degree(self) -> IntArray:
        """How many edges each node has; of a directed graph those that arrive and those that leave."""
        return self.out_degree + (np.bincount(self.targets, minlength=len(self)) if self.directed else 0)

    @property
    def weighted_degree(self) -> DoubleArray:
        """The sum of the weights of the edges that `degree` counts."""
        sources = np.repeat(np.arange(len(self)), self.out_degree)
        leaving = _sums(sources, self.weights, len(self))
        return leaving + _sums(self.targets, self.weights, len(self)) if self.directed else leaving

    @property
    def weighted(self) -> bool:
        """Whether any two edges differ in weight."""
        return bool(len(self.weights)) and bool((self.weights != self.weights[0]).any())

    def without_isolated(self) -> "Graph":
        """The same edges among the nodes that have one; those without stand last, so that numbers stay."""
        kept = int(np.count_nonzero(self.degree))
        return replace(
            self,
            nodes=self.nodes[:kept],
            starts=self.starts[: kept + 1],
            component=self.component[:kept],
            names=self.names[:kept],
            columns=self.columns.slice(0, kept),
        )


def read_graph(step: GraphStep, report: Report = ignore) -> Graph:
    """The graph; raises UserError for a line that is no edge, naming it, what it holds and what it should."""
    cells = read_cells(step.path, EXPECTED, comments="#%", report=report)
    if cells.comments and cells.comments[0].startswith("%%MatrixMarket"):
        raise UserError(f"{step.path.name} is a Matrix Market file, expected {EXPECTED}.", "Remove its line of sizes.")
    cells = with_header(cells, step.header, frozenset(SOURCES | TARGETS)).in_order(step.columns, 2)
    pairs, weights = _edges(cells, step.weights, report)
    encoded = pa.array(pairs, pa.large_string()).dictionary_encode()
    ids = tuple(encoded.dictionary.to_pylist())
    ends = encoded.indices.to_numpy(zero_copy_only=False).reshape(-1, 2)
    about = described(step.nodes, ids, step.name_column, "a node in each line: its id, then what describes it", False)
    report(1.0, f"Read {step.path.name}: {len(ends):,} edges of {len(ids):,} nodes")
    graph = graph_of(
        step.path.name.split(".")[0], ids, ends, weights, step.directed, names=about.names, columns=about.columns
    )
    alone = int(np.count_nonzero(graph.degree == 0)) + len(about.beyond)
    notes = [f"{alone:,} nodes without an edge have no context and were left out."] if alone else []
    return replace(graph.without_isolated(), notes=(*cells.notes, *graph.notes, *notes, *about.notes))


def graph_of(
    name: str,
    ids: tuple[str, ...],
    ends: IndexArray,
    weights: DoubleArray,
    directed: bool = False,
    names: tuple[str, ...] = (),
    columns: pa.Table | None = None,
) -> Graph:
    """A graph from edges (m × 2 numbers of nodes, m weights): what is no edge is dropped, repeated ones are joined."""
    loops, nothing = ends[:, 0] == ends[:, 1], weights == 0
    sound = ~(loops | nothing)
    notes = [f"{int(loops.sum()):,} self loops were left out."] if loops.any() else []
    notes += [f"{int(nothing.sum()):,} edges of weight 0 were left out."] if nothing.any() else []
    joined, sums, said = _joined(ends[sound], weights[sound], len(ids), directed)
    if not len(joined):
        raise UserError(f"{name} has no edge between two nodes.", "Choose a graph with edges.")
    degree = np.bincount((joined if directed else joined[:, 0]).ravel(), minlength=len(ids))
    order = np.argsort(-degree, kind="stable")
    place = np.empty(len(ids), np.int64)
    place[order] = np.arange(len(ids))
    sources, targets = place[joined[:, 0]], place[joined[:, 1]]
    sorting = np.lexsort((targets, sources))
    starts = np.concatenate([[0], np.cumsum(np.bincount(sources, minlength=len(ids)))]).astype(np.int64)
    sorted_targets = targets[sorting].astype(np.int32)
    taken = pa.array(order)
    return Graph(
        name=name,
        nodes=tuple(ids[row] for row in order.tolist()),
        starts=starts,
        targets=sorted_targets,
        weights=sums[sorting],
        component=_components(starts, sorted_targets, len(ids)),
        directed=directed,
        names=tuple((names or ids)[row] for row in order.tolist()),
        columns=columns.take(taken) if columns is not None and columns.num_columns else pa.table({}),
        notes=(*notes, *said),
    )


def _edges(cells: Cells, weighted: bool, report: Report) -> tuple[list[str], DoubleArray]:
    """The two nodes of every edge, one after the other, and its weight."""
    pairs: list[str] = []
    weights = np.ones(len(cells.rows))
    for at, row in enumerate(cells.rows):
        if at % AT_ONCE == 0:
            report(0.5 + 0.3 * at / len(cells.rows), f"Reading {cells.path.name}: {at:,} edges")
        if len(row) < 2 or not row[0] or not row[1]:
            raise cells.refuse(at, count_of(row), "two nodes, and a weight if there is one")
        if weighted and len(row) > 2:
            weights[at] = _weight(cells, at, row)
        pairs += row[:2]
    report(0.8, f"Numbering the nodes of {cells.path.name}")
    return pairs, weights


def _weight(cells: Cells, at: int, row: list[str]) -> float:
    if row[2].startswith("{"):  # as networkx writes an edge list
        found = WEIGHT_OF_NETWORKX.search(" ".join(row[2:]))
        row = [*row[:2], found[1] if found else "1"]
    weight = number_of(row[2] or "1")
    if len(row) > 3:
        hint = "Say which columns count with --columns, which needs a header, or leave weights out: --no-weights."
        raise cells.refuse(at, count_of(row), "two nodes, and a weight if there is one", hint)
    if math.isnan(weight) or weight < 0:
        hint = "Mend that line, or leave the third column out: --no-weights."
        raise cells.refuse(at, f"the weight ‘{row[2]}’", "a number of at least 0", hint)
    return weight


def _joined(
    ends: IndexArray, weights: DoubleArray, nodes: int, directed: bool
) -> tuple[IndexArray, DoubleArray, list[str]]:
    """Each edge once, weights of repeated ones added; an edge that is not directed then stands in both directions."""
    codes, inverse = np.unique(ends[:, 0].astype(np.int64) * nodes + ends[:, 1], return_inverse=True)
    sums = _sums(inverse, weights, len(codes))
    repeated = len(ends) - len(codes)
    left, right = codes // max(1, nodes), codes % max(1, nodes)
    notes = []
    if not directed:
        back = np.minimum(np.searchsorted(codes, right * nodes + left), max(0, len(codes) - 1))
        mutual = codes[back] == right * nodes + left
        if len(codes) and bool(mutual.all()) and np.array_equal(sums, sums[back]):
            notes.append(f"Each of {len(codes) // 2:,} edges is listed in both directions and counts once.")
        else:
            repeated += int(mutual.sum()) // 2
            codes, inverse = np.unique(
                np.concatenate([left * nodes + right, right * nodes + left]), return_inverse=True
            )
            sums = _sums(inverse, np.concatenate([sums, sums]), len(codes))
            left, right = codes // max(1, nodes), codes % max(1, nodes)
    if repeated:
        notes.append(f"{repeated:,} lines repeat an edge: its weights were added.")
    return np.column_stack([left, right]).astype(np.int32), sums, notes


def _sums(owners: npt.NDArray[np.integer[Any]], weights: DoubleArray, count: int) -> DoubleArray:
    return np.asarray(np.bincount(owners, weights, count), np.float64)


def _components(starts: IntArray, targets: IndexArray, nodes: int) -> IntArray:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    links = csr_matrix((np.ones(len(targets), np.int8), targets, starts), shape=(nodes, nodes))
    found: IndexArray = connected_components(links, directed=False)[1]
    sizes = np.bincount(found)
    first = np.unique(found, return_index=True)[1]
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[found]
