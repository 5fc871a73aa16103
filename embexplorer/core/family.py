"""A family: the same training done several times, so that every similarity of its space has an interval."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.folder import map_array, read_meta, write_folder
from embexplorer.core.keys import Keys
from embexplorer.core.typing import BoolArray, DoubleArray, FloatArray, IndexArray, IntArray
from embexplorer.core.vectors import pair_scores

Vary = Literal["seeds", "documents"]
Question = Callable[[FloatArray], FloatArray]
FOLDER = "family"
SAMPLED = 64  # rows by which a family knows its space
FEWEST = 2  # runs that make a range


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Mean, least and greatest over the runs; NaN where fewer than two runs know both rows."""

    mean: DoubleArray
    low: DoubleArray
    high: DoubleArray


@dataclass(frozen=True, kw_only=True)
class Family:
    """`runs` are n × d each, row i for row i of the space, NaN where a run does not know the word.

    `values` are the seeds of the runs, or what their documents were drawn with. `mark` tells the vectors that the
    family belongs to: a space whose vectors have been changed since has no family any more.
    """

    vary: Vary
    values: tuple[int, ...]
    runs: tuple[FloatArray, ...]
    mark: str

    def __len__(self) -> int:
        return len(self.runs)

    def vectors(self, run: int) -> FloatArray:
        """What this run (from 0) has learned."""
        return self.runs[run]

    def rows(self, run: int) -> IntArray:
        """The rows of the space that this run knows."""
        return np.asarray(np.flatnonzero(known_rows(self.runs[run])), np.int64)

    def belongs_to(self, vectors: FloatArray) -> bool:
        """Whether these are the vectors that were trained, neither changed nor cut."""
        return self.mark == mark_of(vectors)

    def cosines(self, question: Question, rows: IntArray) -> DoubleArray:
        """In each run the cosine of each row with what `question` makes of the run's vectors: runs × m, NaN if absent.

        A question answers one vector, or one for each of the rows: `lambda vectors: vectors[left]`.
        """
        return np.stack([_cosines(question(vectors), vectors[rows]) for vectors in self.runs])

    def interval(self, question: Question, rows: IntArray) -> Interval:
        """The range of these cosines over the runs."""
        return interval_of(self.cosines(question, rows))

    def caption(self) -> str:
        """“range over 5 trainings (seeds)”."""
        return f"range over {len(self)} trainings ({self.vary})"

    def save(self, folder: Path) -> None:
        """Write the runs as files that are mapped."""
        meta = {"kind": "family", "vary": self.vary, "values": list(self.values), "mark": self.mark}
        runs = {f"run-{number}": np.ascontiguousarray(run, np.float32) for number, run in enumerate(self.runs)}
        write_folder(folder, meta, runs, {})

    @staticmethod
    def open(folder: Path) -> "Family | None":
        """Map the family in this folder; None where there is none."""
        if not folder.is_dir():
            return None
        meta = read_meta(folder)
        runs = tuple(map_array(folder / f"run-{number}.npy") for number in range(len(meta["values"])))
        return Family(vary=meta["vary"], values=tuple(meta["values"]), runs=runs, mark=meta["mark"])


def interval_of(cosines: DoubleArray) -> Interval:
    """Column by column over the runs that know both rows; a range needs two of them."""
    known = np.isfinite(cosines)
    count = known.sum(axis=0)
    enough = count >= FEWEST
    total = np.where(known, cosines, 0).sum(axis=0)
    return Interval(
        mean=np.where(enough, total / np.maximum(count, 1), np.nan),
        low=np.where(enough, np.where(known, cosines, np.inf).min(axis=0), np.nan),
        high=np.where(enough, np.where(known, cosines, -np.inf).max(axis=0), np.nan),
    )


def places_in(keys: Keys, others: Keys) -> IntArray:
    """For each key its row among the others, −1 where it is not there."""
    labels, values = keys.array.cast(pa.large_string()), others.array.cast(pa.large_string())
    found = pc.fill_null(pc.index_in(labels, value_set=values), -1)
    return np.asarray(found.to_numpy(zero_copy_only=False), np.int64)


def aligned(vectors: FloatArray, places: IntArray) -> FloatArray:
    """The vectors at these places, a row of NaN for each −1."""
    rows = np.full((len(places), vectors.shape[1]), np.nan, np.float32)
    there = places >= 0
    rows[there] = vectors[places[there]]
    return rows


def survival(lists: IndexArray, run_lists: IndexArray, places: IntArray) -> DoubleArray:
    """For each row the share of its list (n × k rows) that is in the run's list of the same word.

    `run_lists` name rows of the run; `places` is where in the run each row of the space is, −1 and then NaN where it is
    not. A neighbour that the run does not know has not survived.
    """
    there = places >= 0
    asked = np.append(places, -1)[
        lists[there]
    ]  # the listed words as rows of the run; an approximate list may lack some
    asked = np.where(asked < 0, -2, asked)
    found = run_lists[places[there]]
    both = sum((asked == found[:, place : place + 1]).sum(axis=1) for place in range(found.shape[1]))
    shares = np.full(len(places), np.nan)
    shares[there] = both / lists.shape[1]
    return shares


def known_rows(vectors: FloatArray) -> BoolArray:
    """Which rows hold numbers."""
    return np.asarray(np.isfinite(vectors[:, 0]))


def mark_of(vectors: FloatArray) -> str:
    """A few rows, their number and size as a digest: cheap also for vectors that are only mapped."""
    chosen = np.unique(np.linspace(0, max(0, len(vectors) - 1), SAMPLED).astype(np.int64))[: len(vectors)]
    rows = np.ascontiguousarray(vectors[chosen], np.float32)
    return hashlib.sha256(f"{vectors.shape}".encode() + rows.tobytes()).hexdigest()


def _cosines(asked: FloatArray, vectors: FloatArray) -> DoubleArray:
    queries = np.broadcast_to(asked, vectors.shape)
    return np.asarray(pair_scores(queries, vectors, "cosine"), np.float64)
