"""The walks of a graph as sentences: none is stored, each is walked again whenever it is read."""

import numpy as np

from embexplorer.core.corpus import Corpus
from embexplorer.core.report import Report
from embexplorer.core.typing import IndexArray, IntArray
from embexplorer.corpora.graph import Graph
from embexplorer.trainers._walks_kernel import aliases, walk

BLOCK = 1 << 20  # steps that are walked at once where all are


class Walks:
    """`rounds` walks of at most `length` nodes from every node, in an order drawn anew for each round.

    It stands where gensim expects a list of sentences; a slice of it is one.
    """

    def __init__(self, graph: Graph, *, rounds: int, length: int, p: float, q: float, seed: int) -> None:
        self.length = length
        self._graph = graph
        self._totals = np.bincount(np.repeat(np.arange(len(graph)), graph.out_degree), graph.weights, len(graph))
        self._share, self._alias = aliases(graph.starts, graph.weights)
        random = np.random.default_rng(seed)
        self._begins = np.concatenate([random.permutation(len(graph)) for _ in range(rounds)]).astype(np.int32)
        self._names = np.array(graph.names, object)
        self._bias = (float(p), float(q), seed)

    def __len__(self) -> int:
        return len(self._begins)

    def __getitem__(self, part: slice) -> list[list[str]]:
        numbers = np.arange(*part.indices(len(self)))
        walked = self.walked(self._begins[part], numbers)
        spelt = self._names[walked].tolist()
        ends = (walked >= 0).sum(axis=1).tolist()
        return [nodes[:end] for nodes, end in zip(spelt, ends, strict=True)]

    def walked(self, begins: IndexArray, numbers: IntArray) -> IndexArray:
        """m × length numbers of nodes, −1 after the end; the same begin and number always give the same walk."""
        graph = self._graph
        walks = np.empty((len(begins), self.length), np.int32)
        tables = (graph.starts, graph.targets, graph.weights, self._totals, self._share, self._alias)
        walk(*tables, np.ascontiguousarray(begins, np.int32), numbers.astype(np.int64), *self._bias, walks)
        return walks

    def counts(self, report: Report) -> tuple[IntArray, int]:
        """How often each node is met in a walk that meets another one too, and how many walks end early."""
        counts = np.zeros(len(self._graph), np.int64)
        early = 0
        step = max(1, BLOCK // self.length)
        for start in range(0, len(self), step):
            report(start / len(self), f"Walking: {start:,} of {len(self):,} walks")
            part = slice(start, start + step)
            walks = self.walked(self._begins[part], np.arange(*part.indices(len(self))))
            early += int((walks[:, -1] < 0).sum())
            walks = walks[walks[:, 1] >= 0]
            counts += np.bincount(walks[walks >= 0], minlength=len(counts))
        report(1.0, f"Walked {len(self):,} walks")
        return counts, early

    def others(self, count: int, counts: IntArray) -> Corpus:
        """Walks that are not among these, to measure the loss on."""
        random = np.random.default_rng(self._bias[2])
        begins = random.integers(0, len(self._graph), count).astype(np.int32)
        walks = self.walked(begins, len(self) + np.arange(count))
        starts = np.concatenate([[0], np.cumsum((walks >= 0).sum(axis=1))]).astype(np.int64)
        words = tuple(self._names.tolist())
        return Corpus(name="walks", words=words, counts=counts, tokens=walks[walks >= 0], starts=starts)


def compiled() -> None:
    """Compile the kernels, or load them from their cache."""
    from embexplorer.corpora.graph import graph_of

    line = graph_of("line", ("a", "b", "c"), np.array([[0, 1], [1, 2]], np.int32), np.ones(2))
    _ = Walks(line, rounds=1, length=3, p=0.5, q=2.0, seed=0)[:2]
