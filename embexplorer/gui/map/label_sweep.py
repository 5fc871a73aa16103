"""Find the ranges of labels step by step: by the compiled kernel once it is loaded, by numpy for a few before."""

from typing import TYPE_CHECKING, Any

import numpy as np

from embexplorer.core.label_ranges import Blocks, Labels, Ranges, extend

if TYPE_CHECKING:
    from types import ModuleType

LEAST = 128  # cuts, and leaves, that there is room for
LABELS_OF_CUT, LABELS_OF_LEAF = 48, 16  # of a tree to begin with; most trees need not grow
PLAIN = 120  # labels that numpy places in little time

_loaded: "list[ModuleType]" = []


def load() -> None:
    """Import and compile the kernel now; the thread that loads the raster does it too."""
    from embexplorer.gui.map import _label_kernel

    few = Labels(
        xs=np.linspace(0, 1, 4),
        ys=np.zeros(4),
        widths=np.ones(4, np.float32),
        heights=np.ones(4, np.float32),
        away=np.ones(4, np.float32),
    )
    _Kernel(_label_kernel, few).extend(0, 4, Ranges.of(4))
    if not _loaded:
        _loaded.append(_label_kernel)


def is_loaded() -> bool:
    """Whether labels are placed as fast as can be."""
    return bool(_loaded)


class Sweep:
    """Places labels in the order in which they matter; what was found never changes, there is only more of it."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._kernel: _Kernel | None = None
        self.ranges = Ranges.of(len(labels))

    @property
    def complete(self) -> bool:
        """All are placed."""
        return self.ranges.done >= len(self._labels)

    def advance(self, count: int) -> None:
        """Place so many more; without the kernel none beyond the first few, since each costs as much as all before."""
        known, last = self.ranges, min(len(self._labels), self.ranges.done + count)
        if not is_loaded():
            self.ranges = extend(self._labels, known, min(last, PLAIN))
            return
        if self._kernel is None:
            self._kernel = _Kernel(_loaded[0], self._labels)
            known = Ranges(least=known.least, sides=known.sides)  # what numpy has placed is soon in the cells too
        self._kernel.extend(known.done, last, known)
        self.ranges = Ranges(least=known.least, sides=known.sides, done=last)
        if self.complete:
            self._kernel = None


class _Kernel:
    """The tree of one sweep: memory that is free again when all labels are placed."""

    def __init__(self, kernel: Any, labels: Labels) -> None:  # Any: numba has no types
        self._place, self._labels, self._blocks = kernel.place, labels, _rows(labels.blocks)
        self._tree = Tree(len(labels))

    def extend(self, first: int, last: int, known: Ranges) -> None:
        """Fill the arrays of `known` between these two."""
        labels = self._labels
        parts = (labels.xs, labels.ys, labels.widths, labels.heights, labels.away)
        found = known.least, known.sides
        while (first := self._place(first, last, parts, self._blocks, *found, self._tree.parts)) < last:
            self._tree.grow()


class Tree:
    """Memory of cells with labels: `parts` are the cuts, places and edges of leaves, and two rows of numbers.

    These are how many cuts and leaves there are, and how far labels reach from their points across and down.
    """

    def __init__(self, count: int) -> None:
        from embexplorer.gui.map._label_tree import CELL, ROOM, clear

        cuts = np.empty((LEAST + count // LABELS_OF_CUT, 4), CELL)
        leaves = LEAST + count // LABELS_OF_LEAF
        places, edges = np.empty((leaves, 3, ROOM)), np.empty((leaves, 4, ROOM), np.float32)
        clear(cuts[0])
        self.parts: tuple[np.ndarray, ...] = (cuts, places, edges, np.array([1, 0]), np.zeros(2))

    def grow(self) -> None:
        """Make room for twice as much; what is not written costs no memory."""
        cuts, places, edges, *numbers = self.parts
        self.parts = (_longer(cuts), _longer(places), _longer(edges), *numbers)


def _longer(part: np.ndarray) -> np.ndarray:
    longer = np.empty((2 * len(part), *part.shape[1:]), part.dtype)
    longer[: len(part)] = part
    return longer


def _rows(blocks: Blocks) -> np.ndarray:
    """A row for each part of them; the last to end come first."""
    parts = (blocks.xs, blocks.ys, blocks.widths, blocks.heights, blocks.starts, blocks.ends)
    order = np.argsort(-np.asarray(blocks.ends, np.float64), kind="stable")
    return np.ascontiguousarray(np.stack([np.asarray(part, np.float64)[order] for part in parts]))
