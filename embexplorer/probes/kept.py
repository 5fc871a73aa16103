"""One point's neighbours: which of the true ones the map keeps, which it loses, which it invents."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.inputs import Inputs
from embexplorer.core.kept_array import kept_array
from embexplorer.core.map_neighbors import nearest_on_map, shown_places
from embexplorer.core.neighbor_graph import exact_graph_kept
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.core.vectors import nearest, norms


@register
@dataclass(frozen=True, kw_only=True)
class Kept(Step):
    """Which neighbours of one word the map keeps, loses and invents."""

    name: ClassVar[str] = "kept"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Kept neighbours"
    takes: ClassVar[tuple[str, ...]] = ("space", "projection")
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)
    quick: ClassVar[bool] = True

    word: str = param(help="The word whose neighbours are compared")
    k: int = param(15, "Neighbours compared", low=1, high=1000)
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows of the space near")
    axes: tuple[int, ...] = param((0, 1), "The components shown, counted from 0", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """The true neighbours, nearest first, then those that only the map shows, nearest on the map first."""
        space, projection = inputs.the_space(), inputs.the_projection()
        places = shown_places(projection, space, self.axes)
        own = space.keys.row_of(self.word)
        report(0.1, "Comparing with all rows")
        true = self._nearest(space, own)
        on_map = nearest_on_map(places, own, len(true))
        invented = on_map[~np.isin(on_map, true)]
        status = ["kept" if kept else "lost" for kept in np.isin(true, on_map)] + ["invented"] * len(invented)
        rows = np.concatenate([true, invented])
        columns = {
            "row": pa.array(rows, pa.int64()),
            "neighbor": pa.array(space.keys.at(rows), pa.string()),
            "status": pa.array(status, pa.string()),
        }
        kept = status.count("kept")
        return Table(
            name=f"Neighbours of {self.word} on the map",
            columns=pa.table(columns),
            caption=(
                f"{projection.name} keeps {kept} of {len(true)} · {self.metric} · {captioned(space)} · exact · "
                f"n = {space.rows:,}"
            ),
            facts={"kept": float(kept), "k": float(len(true))},
        )

    def _nearest(self, space: EmbeddingSpace, own: int) -> IntArray:
        """From the exact graph where it lies beside the space, else in one pass over the rows; the same either way."""
        graph = exact_graph_kept(space, self.k, self.metric)
        if graph is not None:
            return np.asarray(graph.indices[own], np.int64)
        lengths = kept_array(space, "norms", lambda: norms(space.vectors))
        query = space.vectors[own : own + 1]
        found, _ = nearest(query, space.vectors, self.k, self.metric, own=np.array([own]), lengths=lengths)
        return np.asarray(found[0], np.int64)
