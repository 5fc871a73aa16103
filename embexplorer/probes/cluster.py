"""Clusters of rows, in the space and in the map beside each other, with names."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.clusters import NOISE, agreement, class_keywords, medoids, together
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.map_neighbors import all_nearest_on_map, shown_places
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import interval, resamples
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import unit
from embexplorer.probes._clustering import PLAIN, Clustering, Method, silhouettes

JOINED = 15  # neighbours that join clusters where there are too many rows to compare all
NAMED = 5
TEXTS = ("text", "sentence", "title", "gloss")
WORDS = "words"
FEWEST = 4


@dataclass(frozen=True, kw_only=True)
class Found:
    """The clusters of a space, and of the map where there is one."""

    labels: IntArray
    on_map: IntArray | None
    silhouettes: DoubleArray
    notes: tuple[str, ...]
    agreement: tuple[float, float, float] | None


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
        """One row a cluster, the largest first; the part `words` has each row with its cluster and silhouette."""
        space = inputs.the_space()
        self._refuse(space)
        rows = unit(np.asarray(space.vectors))
        clustering = Clustering(method=self.method, clusters=self.clusters, least=self.least, seed=self.seed)
        labels = self._in_space(space, rows, clustering, Part(report, 0.0, 0.5))
        places = None if inputs.projection is None else shown_places(inputs.projection, space, self.axes)
        on_map = None if places is None else self._on_map(np.asarray(places, np.float32), clustering, report)
        values, sampled = silhouettes(rows, labels, self.seed, Part(report, 0.7, 0.9))
        report(0.9, "Naming the clusters")
        found = Found(
            labels=labels,
            on_map=on_map,
            silhouettes=values,
            notes=tuple(note for note in (clustering.note(space.rows), sampled) if note),
            agreement=None if on_map is None else self._agreement(labels, on_map),
        )
        return self._table(space, found, inputs.projection.name if inputs.projection is not None else "")

    def _refuse(self, space: EmbeddingSpace) -> None:
        if space.rows < FEWEST:
            raise UserError(f"A space of {space.rows} rows has no clusters.", f"Use {FEWEST} rows or more.")
        if self.method != "hdbscan" and self.clusters >= space.rows:
            hint = f"Ask for fewer than {space.rows:,}."
            raise UserError(f"{space.rows:,} rows cannot make {self.clusters:,} clusters.", hint)
        distinct = len(np.unique(np.asarray(space.vectors), axis=0)) if space.rows <= 10_000 else self.clusters
        if self.method != "hdbscan" and distinct < self.clusters:
            hint = f"Ask for at most {distinct}."
            raise UserError(f"{space.name} has only {distinct} different rows.", hint)
        if self.text and self.text not in space.columns.column_names:
            known = ", ".join(space.columns.column_names) or "none"
            raise UserError(f"{space.name} has no column ‘{self.text}’.", f"It has: {known}.")

    def _in_space(self, space: EmbeddingSpace, rows: FloatArray, clustering: Clustering, report: Report) -> IntArray:
        neighbors = None
        if self.method == "agglomerative" and space.rows > PLAIN:
            neighbors = neighbor_graph(space, JOINED, "cosine", Part(report, 0.0, 0.5)).indices
        report(0.5, f"Clustering {space.rows:,} rows of the space")
        return clustering.labels(rows, neighbors)

    def _on_map(self, places: FloatArray, clustering: Clustering, report: Report) -> IntArray:
        report(0.5, "Clustering the places on the map")
        joined = self.method == "agglomerative" and len(places) > PLAIN
        near = all_nearest_on_map(np.asarray(places, np.float64), JOINED) if joined else None
        neighbors = None if near is None else np.asarray(near, np.int32)
        return clustering.labels(places, neighbors)

    def _agreement(self, labels: IntArray, on_map: IntArray) -> tuple[float, float, float]:
        drawn = resamples(len(labels), 200, self.seed)
        values = np.array([agreement(labels[rows], on_map[rows]) for rows in drawn])
        return agreement(labels, on_map), *interval(values)

    def _table(self, space: EmbeddingSpace, found: Found, drawn: str) -> Table:
        names = _names(space, found.labels, self._texts(space))
        noise = int((found.labels == NOISE).sum())
        facts = {"clusters": float(len(names["name"])), "noise": float(noise)}
        if found.agreement is not None:
            facts |= dict(zip(("ari", "ari_low", "ari_high"), found.agreement, strict=True))
        left = f" · {noise:,} rows in no cluster" if noise else ""
        return Table(
            name=f"Clusters of {space.name}",
            columns=_columns(found, names, self.seed),
            caption=f"{self._said()} · cosine · {captioned(space)} · n = {space.rows:,}{left}",
            notes=(*found.notes, *_agreement_note(found, drawn)),
            facts=facts,
            parts={WORDS: _words(space, found, names["name"])},
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


def _names(space: EmbeddingSpace, labels: IntArray, texts: list[str] | None) -> dict[str, list[str]]:
    """For each cluster its name (number and medoid), the rows in its middle, and the words that tell it apart."""
    middles = [space.keys.at(rows) for rows in medoids(space.vectors, labels, NAMED)]
    keywords = class_keywords(texts, labels, NAMED) if texts is not None else [[] for _ in middles]
    return {
        "name": [f"{number} {middle[0]}" for number, middle in enumerate(middles, 1)],
        "medoids": [", ".join(middle) for middle in middles],
        "keywords": [", ".join(words) for words in keywords],
    }


def _columns(found: Found, names: dict[str, list[str]], seed: int) -> pa.Table:
    members = [np.flatnonzero(found.labels == number) for number in range(len(names["name"]))]
    judged = [_mean(found.silhouettes[rows], seed) for rows in members]
    columns = {
        "cluster": pa.array(names["name"], pa.string()),
        "size": pa.array([len(rows) for rows in members], pa.int64()),
        "silhouette": pa.array([value for value, _, _ in judged], pa.float64()),
        "low": pa.array([low for _, low, _ in judged], pa.float64()),
        "high": pa.array([high for _, _, high in judged], pa.float64()),
        "medoids": pa.array(names["medoids"], pa.string()),
    }
    if any(names["keywords"]):
        columns["keywords"] = pa.array(names["keywords"], pa.string())
    if found.on_map is not None:
        columns["together_on_map"] = pa.array(together(found.labels, found.on_map), pa.float64())
    return pa.table(columns)


def _mean(values: DoubleArray, seed: int) -> tuple[float | None, float | None, float | None]:
    """The mean and its bootstrap interval; nothing where no row was judged."""
    known = values[np.isfinite(values)]
    if not len(known):
        return None, None, None
    means = np.array([known[rows].mean() for rows in resamples(len(known), 500, seed)])
    return float(known.mean()), *interval(means)


def _words(space: EmbeddingSpace, found: Found, names: list[str]) -> pa.Table:
    """Every row that is in a cluster, in the order of the space."""
    rows = np.flatnonzero(found.labels != NOISE)
    columns = {
        "row": pa.array(rows, pa.int64()),
        "word": pa.array(space.keys.at(rows), pa.string()),
        "cluster": pa.array([names[label] for label in found.labels[rows]], pa.string()),
        "silhouette": pa.array(found.silhouettes[rows], pa.float64(), from_pandas=True),
    }
    if found.on_map is not None:
        columns["on_map"] = pa.array(found.on_map[rows] + 1, pa.int64(), mask=found.on_map[rows] == NOISE)
    return pa.table(columns)


def _agreement_note(found: Found, drawn: str) -> tuple[str, ...]:
    if found.agreement is None:
        return ("No map was asked about: clusters are of the space.",)
    value, low, high = found.agreement
    agrees = f"agrees with them to an adjusted Rand index of {value:.3f} ({low:.3f} to {high:.3f}, 95 % bootstrap)"
    return (f"The same method on the map {drawn} {agrees}: 1 is the same clusters, 0 is chance.",)
