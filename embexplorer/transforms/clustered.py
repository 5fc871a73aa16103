"""Clusters as a column: the same space, with the name of its cluster beside each row."""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import pyarrow as pa

from embexplorer.core.clusters import cluster_column
from embexplorer.core.described import DOT
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register, step_named
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, build, param
from embexplorer.core.table import Table
from embexplorer.core.transform import Transform

FINDS = "cluster"  # the probe that finds them
WORDS = "words"


@register
@dataclass(frozen=True, kw_only=True)
class Clustered(Transform):
    """Add a column with the cluster of each row, as `cluster` finds them in the space; vectors stay as they are."""

    name: ClassVar[str] = "clustered"
    title: ClassVar[str] = "Clustered"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scikit-learn", "scipy")

    method: Literal["k-means", "hdbscan", "agglomerative"] = param("k-means", "How rows are put into clusters")
    clusters: int = param(10, "How many clusters; HDBSCAN finds that out by itself", low=2, high=10_000)
    least: int = param(20, "Fewest rows of a cluster, for HDBSCAN", low=2, high=100_000)
    seed: int = param(0, "Chooses the starts of k-means, and the samples", low=0)
    text: str = param("", "The column whose words name the clusters; empty: a text column, if there is one")
    column: str = param("cluster", "What the new column is called")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """The space with one more column, null for rows in no cluster; the table of the clusters lies beside it."""
        space = inputs.the_space()
        self._refuse(space)
        found = self._finding().run(Inputs(space=space), report)
        if not isinstance(found, Table):
            raise TypeError(FINDS)
        named = space.with_columns(pa.table({self.column: cluster_column(found.parts[WORDS], space.rows)}))
        counted = f"{self.column}: {found.caption}."
        return replace(
            named,
            name=f"{space.name}{DOT}{self.column}",
            notes=(*space.notes, counted),
            beside=(found,),
            folder=None,
        )

    def estimate_on(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> Estimate:
        """As long as finding them takes."""
        finding = self._finding()
        told: Estimate = finding.estimate_on(space)  # type: ignore[attr-defined]  # the probe can say
        return told

    def _finding(self) -> Step:
        asked = {"method": self.method, "clusters": self.clusters, "least": self.least, "seed": self.seed}
        return build(step_named(FINDS), {**asked, "text": self.text})

    def _refuse(self, space: EmbeddingSpace) -> None:
        if not self.column.strip():
            raise UserError("--column is empty.", "Say what the column is called.")
        if self.column in space.columns.column_names:
            raise UserError(f"{space.name} has a column ‘{self.column}’ already.", "Choose another name (--column).")
