"""How far a map can be trusted: per point, the true neighbours it keeps, loses and invents."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.checks import refuse_unfit
from embexplorer.core.described import captioned
from embexplorer.core.inputs import Inputs
from embexplorer.core.kept_neighbors import agreement, kept_by_chance, percent
from embexplorer.core.map_neighbors import all_nearest_on_map, shown_places
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.neighbor_ratios import crowded, torn
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray

MEANT = (
    "crowded: 1 − t / m, of mean true distances t to the true nearest and m to the nearest on the map; 0: no stranger. "
    "torn: the same of distances on the map; 0: none torn away."
)


@register
@dataclass(frozen=True, kw_only=True)
class Trust(Step):
    """How many of each point's true neighbours a map keeps, loses and invents."""

    name: ClassVar[str] = "trust"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Trust"
    takes: ClassVar[tuple[str, ...]] = ("space", "projection")
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "numba", "scipy", "faiss-cpu")

    k: int = param(15, "Neighbours compared for each point", low=1, high=1000)
    metric: Literal["cosine", "euclidean"] = param("cosine", "What makes two rows of the space near")
    axes: tuple[int, ...] = param((0, 1), "The components shown, counted from 0", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """n rows, one a point; `facts` hold the mean share kept and that of a random layout."""
        space, projection = inputs.the_space(), inputs.the_projection()
        report(0.0, "Checking the rows")
        places = shown_places(projection, space, self.axes)
        refuse_unfit(space, self.metric)
        graph = neighbor_graph(space, self.k, self.metric, Part(report, 0.0, 0.6))
        report(0.6, "Finding the neighbours on the map")
        on_map = all_nearest_on_map(places, graph.k)
        counts = agreement(np.asarray(graph.indices), on_map)
        share = counts.kept / graph.k
        columns = {
            **{name: pa.array(getattr(counts, name), pa.int32()) for name in ("kept", "invented", "lost")},
            "kept_share": pa.array(share, pa.float32()),
            "crowded": _ratios(crowded(space.vectors, graph, on_map, Part(report, 0.7, 0.95))),
            "torn": _ratios(torn(places, graph, on_map)),
            **_known(projection),
        }
        kept, chance = float(share.mean()), kept_by_chance(space.rows, graph.k)
        report(1.0, "Done")
        return Table(
            name=f"Trust of {projection.name}",
            columns=pa.table(columns),
            caption=f"k = {graph.k}: {percent(kept)} of neighbours kept; a random layout keeps {percent(chance)}",
            facts={"kept": kept, "random": chance, "k": float(graph.k)},
            form="points",
            notes=(f"{self.metric} · {captioned(space)} · {graph.caption()} · n = {space.rows:,}", MEANT),
        )


def _ratios(ratios: DoubleArray) -> pa.Array:
    """Null where nearest rows coincide, so that nothing can be said."""
    return pa.array(ratios.astype(np.float32), mask=~np.isfinite(ratios))


def _known(projection: Projection) -> dict[str, pa.ChunkedArray]:
    """What the map itself knows of its points, such as how far each moves from seed to seed."""
    columns = projection.columns
    return {} if columns is None else {name: columns[name] for name in columns.column_names}
