"""What moves a UMAP: edges that are due, pushes apart, and densities where they count; the quick way for flat maps."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from embexplorer.core.neighbor_graph import NeighborGraph
from embexplorer.core.typing import DoubleArray, FloatArray
from embexplorer.projectors._umap_density import Densities, densities
from embexplorer.projectors._umap_graph import FuzzyGraph, pauses

NO_STEERING = np.empty(0)


class Asked(Protocol):
    """What is asked of the motion, by the names of the step's parameters."""

    @property
    def dimensions(self) -> int: ...
    @property
    def density_weight(self) -> float: ...
    @property
    def negative_samples(self) -> int: ...
    @property
    def seed(self) -> int: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Motion:
    """Moves places in place, an epoch at a time; `due` and `due_apart` say when each edge has its turn next."""

    edges: FuzzyGraph
    a: float
    b: float
    seed: int
    pause: DoubleArray
    due: DoubleArray
    pause_apart: DoubleArray
    due_apart: DoubleArray
    densities: Densities | None = None

    def epoch(self, places: FloatArray, rate: float, number: int, total: int) -> None:
        """Move the places through one epoch."""
        from embexplorer.projectors._umap_free_kernel import free_epoch
        from embexplorer.projectors._umap_kernel import epoch

        edges = self.edges
        timing = (edges.heads, edges.tails, self.pause, self.due, self.pause_apart, self.due_apart)
        how = (self.a, self.b, rate, number, self.seed)
        pressed = self.densities is not None and self.densities.counts(number, total)
        if places.shape[1] == 2 and not pressed:
            epoch(places, *timing, *how)
            return
        steer, narrowness = NO_STEERING, NO_STEERING
        if self.densities is not None and pressed:
            steer, narrowness = self.densities.pressed(places, self.a, self.b)
        free_epoch(places, places, *timing, *how, False, steer, narrowness, edges.weights)

    def facts(self, places: FloatArray) -> dict[str, float]:
        """How well the map keeps densities, where it was asked to."""
        if self.densities is None:
            return {}
        return {"density_correlation": self.densities.correlation(places, self.a, self.b)}

    def notes(self, places: FloatArray) -> tuple[str, ...]:
        """The same as a sentence."""
        if self.densities is None:
            return ()
        found = f"{self.densities.correlation(places, self.a, self.b):.2f}".replace("-", "−")
        return (f"densMAP: local radii of space and map correlate by {found} (logarithms; 1 is equal).",)


def motion_of(graph: NeighborGraph, edges: FuzzyGraph, curve: tuple[float, float], asked: Asked) -> Motion:
    """The motion of a layout from its fuzzy graph."""
    pause = pauses(edges)
    apart = pause / asked.negative_samples
    dense = densities(graph, edges, asked.density_weight) if asked.density_weight > 0 else None
    return Motion(
        edges=edges,
        a=curve[0],
        b=curve[1],
        seed=asked.seed,
        pause=pause,
        due=pause.copy(),
        pause_apart=apart,
        due_apart=apart.copy(),
        densities=dense,
    )
