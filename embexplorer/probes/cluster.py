"""Clusters of rows, in the space and in the map beside each other, with names."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from embexplorer.core.clusters import NOISE, agreement
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate
from embexplorer.core.inputs import Inputs
from embexplorer.core.map_neighbors import all_nearest_on_map, shown_places
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import interval
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import unit
from embexplorer.probes._cluster_table import (
    PROFILES,
    WORDS,
    Found,
    agreement_note,
    columns_of,
    names_of,
    profiles_of,
    words_of,
)
from embexplorer.probes._clustering import Clustering, Method, judged
from embexplorer.probes._clustering_cost import estimate

TEXTS = ("text", "sentence", "title", "gloss")
FEWEST = 4
DRAWN = 200  # resamples of the rows, for the interval of the agreement
MOST_NEIGHBORS = 300_000_000  # of all rows together, 2.4 GB


@register
@dataclass(frozen=True, kw_only=True)
class Cluster(Step):
    """Clusters of rows: k-means, HDBSCAN or agglomerative, in the space and on the map, with names.

    Clusters are found in the space. Those that the same method finds on the map stand beside them, with how far both
    agree, so that nobody takes what a map draws for what is there.
    """

    name: ClassVar[str] = "cluster"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Clusters"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("projection",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scikit-learn", "scipy")

    method: Method = param("k-means", "How rows are put into clusters")
    clusters: int = param(10, "How many clusters; HDBSCAN finds that out by itself", low=2, high=10_000)
    least: int = param(20, "Fewest rows of a cluster, for HDBSCAN", low=2, high=100_000)
    seed: int = param(0, "Chooses the starts of k-means, and the samples", low=0)
    text: str = param("", "The column whose words name the clusters; empty: a text column, if there is one")
    axes: tuple[int, ...] = param((0, 1), "The components shown, counted from 0", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a cluster, the largest first; the part `words` has each row with its cluster and silhouette.

        The part `silhouettes` has those of each cluster, sorted, for a drawing.
        """
        space = inputs.the_space()
        self._refuse(space)
        rows = unit(np.asarray(space.vectors))
        clustering = Clustering(method=self.method, clusters=self.clusters, least=self.least, seed=self.seed)
        labels, searched = self._in_space(space, rows, clustering, Part(report, 0.0, 0.6))
        on_map = None
        if inputs.projection is not None:
            places = shown_places(inputs.projection, space, self.axes)
            on_map = self._on_map(places, clustering, Part(report, 0.6, 0.75))
        values, sampled = judged(rows, labels, self.seed, Part(report, 0.75, 0.9))
        report(0.9, "Naming the clusters")
        found = Found(
            labels=labels,
            on_map=on_map,
            silhouettes=values,
            notes=tuple(note for note in (clustering.note(space.rows), *searched, sampled) if note),
            agreement=None if on_map is None else self._agreement(labels, on_map, Part(report, 0.92, 1.0)),
        )
        return self._table(space, found, inputs.projection.name if inputs.projection is not None else "")

    def estimate_on(self, space: EmbeddingSpace) -> Estimate:
        """Time and memory of a run with the map, roughly."""
        return estimate(self.method, self.clusters, self.least, space.rows, space.dimensions)

    def _refuse(self, space: EmbeddingSpace) -> None:
        if space.rows < FEWEST:
            raise UserError(f"A space of {space.rows} rows has no clusters.", f"Use {FEWEST} rows or more.")
        if self.text and self.text not in space.columns.column_names:
            known = ", ".join(space.columns.column_names) or "none"
            raise UserError(f"{space.name} has no column ‘{self.text}’.", f"It has: {known}.")
        if self.method == "hdbscan":
            self._refuse_least(space)
            return
        if self.clusters >= space.rows:
            hint = f"Ask for fewer than {space.rows:,}."
            raise UserError(f"{space.rows:,} rows cannot make {self.clusters:,} clusters.", hint)
        distinct = len(np.unique(np.asarray(space.vectors), axis=0)) if space.rows <= 10_000 else self.clusters
        if distinct < self.clusters:
            hint = f"Ask for at most {distinct}." if distinct > 1 else "There is nothing to part."
            raise UserError(f"{space.name} has only {distinct} different {_rows(distinct)}.", hint)

    def _refuse_least(self, space: EmbeddingSpace) -> None:
        if 2 * self.least > space.rows:
            hint = f"Ask for {space.rows // 2:,} rows or fewer in a cluster (--least)."
            raise UserError(f"{space.rows:,} rows cannot make two clusters of {self.least:,} or more.", hint)
        if space.rows * self.least > MOST_NEIGHBORS:
            hint = f"Ask for {MOST_NEIGHBORS // space.rows:,} or fewer in a cluster (--least)."
            raise UserError(f"{self.least:,} neighbours of each of {space.rows:,} rows do not fit into memory.", hint)

    def _in_space(
        self, space: EmbeddingSpace, rows: FloatArray, clustering: Clustering, report: Report
    ) -> tuple[IntArray, tuple[str, ...]]:
        """The clusters, and a sentence if neighbours were searched approximately."""
        count = clustering.neighbors(space.rows)
        if not count:
            return clustering.labels(rows, None, report), ()
        graph = neighbor_graph(space, count, "cosine", Part(report, 0.0, 0.3))
        near = np.asarray(graph.indices, np.int64)
        return clustering.labels(rows, near, Part(report, 0.3, 1.0)), graph.notes()

    def _on_map(self, places: DoubleArray, clustering: Clustering, report: Report) -> IntArray:
        report(0.0, "Clustering the places on the map")
        count = clustering.neighbors(len(places))
        near = all_nearest_on_map(places, count) if count else None
        return clustering.labels(places - places.mean(axis=0), near, _OnMap(report, 0.0, 1.0))

    def _agreement(self, labels: IntArray, on_map: IntArray, report: Report) -> tuple[float, float, float]:
        values = []
        chance = np.random.default_rng(self.seed)
        for number in range(DRAWN):
            report(number / DRAWN, "Comparing with the clusters of the map")
            rows = chance.integers(0, len(labels), len(labels))
            values.append(agreement(labels[rows], on_map[rows]))
        return agreement(labels, on_map), *interval(np.array(values))

    def _table(self, space: EmbeddingSpace, found: Found, drawn: str) -> Table:
        names = names_of(space, found.labels, self._texts(space))
        noise = int((found.labels == NOISE).sum())
        facts = {"clusters": float(len(names["name"])), "noise": float(noise)}
        if found.agreement is not None:
            facts |= dict(zip(("ari", "ari_low", "ari_high"), found.agreement, strict=True))
        left = f" · {noise:,} rows in no cluster" if noise else ""
        return Table(
            name=f"Clusters of {space.name}",
            columns=columns_of(found, names, self.seed),
            caption=f"{self._said()} · cosine · {captioned(space)} · n = {space.rows:,}{left}",
            notes=(*found.notes, *agreement_note(found, drawn)),
            facts=facts,
            parts={WORDS: words_of(space, found, names["name"]), PROFILES: profiles_of(found, names["name"])},
        )

    def _said(self) -> str:
        if self.method == "hdbscan":
            return f"HDBSCAN, at least {self.least} rows"
        return f"{self.method}, {self.clusters} clusters, seed {self.seed}"

    def _texts(self, space: EmbeddingSpace) -> list[str] | None:
        """What the words of a cluster are counted in; None where rows are single words."""
        column = self.text or next((name for name in TEXTS if name in space.columns.column_names), "")
        if column:
            return [str(text or "") for text in space.columns[column].to_pylist()]
        labels = list(space.keys)
        return labels if sum(" " in label for label in labels) > len(labels) / 2 else None


class _OnMap(Part):
    """Says beside each stage that it is of the map."""

    def __call__(self, done: float, text: str) -> None:
        super().__call__(done, f"{text} · on the map")


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"
