"""What `cluster` answers: one row a cluster, with names and silhouettes, and each row of the space with its cluster."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.clusters import NOISE, class_keywords, medoids, read_off, together
from embexplorer.core.resampling import interval
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, IntArray

NAMED = 5
WORDS, PROFILES = "words", "silhouettes"
STEPS = 32  # of a profile
TIMES = 500  # resamples of a mean
AT_ONCE = 4_000_000  # numbers drawn at once


@dataclass(frozen=True, kw_only=True)
class Found:
    """The clusters of a space, and of the map where there is one."""

    labels: IntArray
    on_map: IntArray | None
    silhouettes: DoubleArray
    notes: tuple[str, ...]
    agreement: tuple[float, float, float] | None


def names_of(space: EmbeddingSpace, labels: IntArray, texts: list[str] | None) -> dict[str, list[str]]:
    """For each cluster its name (number and medoid), the rows in its middle, and the words that tell it apart."""
    middles = [space.keys.at(rows) for rows in medoids(space.vectors, labels, NAMED)]
    keywords = class_keywords(texts, labels, NAMED) if texts is not None else [[] for _ in middles]
    return {
        "name": [f"{number} {middle[0]}" for number, middle in enumerate(middles, 1)],
        "medoids": [", ".join(middle) for middle in middles],
        "keywords": [", ".join(words) for words in keywords],
    }


def columns_of(found: Found, names: dict[str, list[str]], seed: int) -> pa.Table:
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
    return float(known.mean()), *interval(_means(known, seed))


def _means(values: DoubleArray, seed: int) -> DoubleArray:
    """The means of resamples of these values (Efron 1979), some at once."""
    chance, count = np.random.default_rng(seed), len(values)
    most = max(1, AT_ONCE // count)
    some = [min(most, TIMES - start) for start in range(0, TIMES, most)]
    return np.concatenate([values[chance.integers(0, count, (times, count))].mean(axis=1) for times in some])


def words_of(space: EmbeddingSpace, found: Found, names: list[str]) -> pa.Table:
    """Every row that is in a cluster, in the order of the space."""
    rows = np.flatnonzero(found.labels != NOISE)
    columns = {
        "row": pa.array(rows, pa.int64()),
        "word": pa.array(space.keys.at(rows), pa.string()),
        "cluster": pa.DictionaryArray.from_arrays(found.labels[rows].astype(np.int32), pa.array(names, pa.string())),
        "silhouette": pa.array(found.silhouettes[rows], pa.float64(), from_pandas=True),
    }
    if found.on_map is not None:
        columns["on_map"] = pa.array(found.on_map[rows] + 1, pa.int64(), mask=found.on_map[rows] == NOISE)
    return pa.table(columns)


def agreement_note(found: Found, drawn: str) -> tuple[str, ...]:
    if found.agreement is None:
        return ("No map was asked about: clusters are of the space.",)
    value, low, high = found.agreement
    agrees = f"agrees with them to an adjusted Rand index of {value:.3f} ({low:.3f} to {high:.3f}, 95 % bootstrap)"
    explained = f"The same method on the map {drawn} {agrees}: 1 is the same clusters, 0 is chance."
    return explained, read_off(value, drawn)


def profiles_of(found: Found, names: list[str]) -> pa.Table:
    """For a drawing: the silhouettes of each cluster, the highest first, at even shares of its rows."""
    shares = np.linspace(0, 1, STEPS + 1)
    drawn: list[tuple[str, float, float]] = []
    for number, name in enumerate(names):
        values = found.silhouettes[found.labels == number]
        known = values[np.isfinite(values)]
        if len(known):
            heights = np.quantile(known, 1 - shares)
            drawn += [(name, *pair) for pair in zip(shares.tolist(), heights.tolist(), strict=True)]
    names_, at, values_ = zip(*drawn, strict=True) if drawn else ((), (), ())
    return pa.table(
        {
            "cluster": pa.array(names_, pa.string()),
            "share": pa.array(at, pa.float64()),
            "silhouette": pa.array(values_, pa.float64()),
        }
    )
