"""The Huffman tree of a vocabulary: frequent words get short paths, which is what hierarchical softmax walks along."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from embexplorer.core.typing import IntArray


@dataclass(frozen=True, kw_only=True)
class Huffman:
    """Row w of `points` holds the inner nodes above word w from the root down, −1 beyond its path; `turns` are 0 or 1.

    A tree of n words has n − 1 inner nodes, which are numbered as they were made: the root is the last one.
    """

    points: IntArray
    turns: IntArray

    @property
    def depth(self) -> int:
        return int(self.points.shape[1])

    def lengths(self) -> IntArray:
        """How long each word's path is."""
        return np.asarray((self.points >= 0).sum(axis=1), np.int64)


def huffman(counts: Sequence[int] | IntArray) -> Huffman:
    """The tree of words that occur so often (Huffman 1952); raises ValueError for fewer than two words."""
    if len(counts) < 2:
        raise ValueError(f"a Huffman tree needs two words, there are {len(counts)}")
    root = _grown([int(count) for count in counts])
    paths: list[tuple[list[int], list[int]]] = [([], [])] * len(counts)
    waiting: list[tuple[_Node, list[int], list[int]]] = [(root, [], [])]
    while waiting:
        node, points, turns = waiting.pop()
        if node.left is None or node.right is None:
            paths[node.number] = (points, turns)
            continue
        below = [*points, node.number - len(counts)]
        waiting += [(node.left, below, [*turns, 0]), (node.right, below, [*turns, 1])]
    return _padded(paths)


@dataclass(kw_only=True)
class _Node:
    number: int
    count: int
    left: "_Node | None" = field(default=None)
    right: "_Node | None" = field(default=None)

    def __lt__(self, other: "_Node") -> bool:
        return self.count < other.count


def _grown(counts: list[int]) -> _Node:
    heap = [_Node(number=number, count=count) for number, count in enumerate(counts)]
    heapq.heapify(heap)
    for number in range(len(counts), 2 * len(counts) - 1):
        left, right = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, _Node(number=number, count=left.count + right.count, left=left, right=right))
    return heap[0]


def _padded(paths: list[tuple[list[int], list[int]]]) -> Huffman:
    depth = max(len(turns) for _, turns in paths)
    points = np.full((len(paths), depth), -1, np.int64)
    turns = np.zeros((len(paths), depth), np.int64)
    for word, (path, turn) in enumerate(paths):
        points[word, : len(path)] = path
        turns[word, : len(turn)] = turn
    return Huffman(points=points, turns=turns)
