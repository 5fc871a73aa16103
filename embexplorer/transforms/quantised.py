"""Quantisation to a byte or a bit a number, the recall of neighbours that it costs, and what rescoring wins back."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.change import LEVELS, Change
from embexplorer.core.derived import changed, zero_note
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import interval, resamples
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.table import Table
from embexplorer.core.transform import Transform
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import Metric, nearest, pair_scores

COMPARED = 2e10  # multiplications and additions of float32 in a second, with the search for the best among them
AT_ONCE = 256  # queries answered between two reports
BITS = {"int8": 8, "binary": 1}
WAYS = ("none", "query in full", "both in full")


@register
@dataclass(frozen=True, kw_only=True)
class Quantised(Transform):
    """Round every number to a byte or a bit, and measure how many true neighbours a search then still finds."""

    name: ClassVar[str] = "quantised"
    title: ClassVar[str] = "Quantised"

    precision: Literal["int8", "binary"] = param(
        "int8", "256 steps between the least and the greatest number of each dimension, or only the sign"
    )
    k: int = param(10, "How many nearest neighbours are compared", low=1, high=1000, title="Neighbours, k")
    candidates: int = param(4, "Rescoring looks at so many times k rows", low=1, high=100, title="Candidates × k")
    metric: Literal["cosine", "euclidean", "dot"] = param("cosine", "What near means")
    queries: int = param(1000, "Rows compared, drawn by the seed; 0: all", low=0, title="Rows compared")
    seed: int = param(0, "Which rows are drawn", low=0, high=2**32 - 1)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """float32 rows that hold what the bytes or bits mean; recall per row as columns, all in all as a table."""
        space = inputs.the_space()
        report(0.0, "Rounding")
        self.refuse_unfit(space)
        made = changed(space, self._change(space), self.precision, Part(report, 0.0, 0.2), self._zeros(space))
        rows = self._asked(space.rows)
        found = self._recalls(space.vectors, made.vectors, rows, Part(report, 0.2, 1.0))
        told = _table(self, space, found, len(rows))
        columns = {
            f"recall@{self.k}": _column(found[0], rows, space.rows),
            f"recall@{self.k} rescored": _column(found[2], rows, space.rows),
        }
        notes = (*made.notes, *_found(self, space, told), _memory(self, space))
        return replace(made.with_columns(pa.table(columns)), notes=notes, beside=(told,))

    def refuse_unfit(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> None:
        if self.k >= space.rows:
            raise UserError(
                f"-k is {self.k:,}, but {space.name} has {space.rows:,} rows, so that each has fewer neighbours.",
                "Choose fewer neighbours (-k), or a larger space.",
            )

    def estimate_on(self, space: EmbeddingSpace, other: EmbeddingSpace | None = None) -> Estimate:
        asked = min(self.queries or space.rows, space.rows)
        plain = super().estimate_on(space, other)
        compared = 4 * asked * space.rows * space.dimensions / COMPARED
        scores = 4 * min(AT_ONCE, asked) * space.rows
        return Estimate(seconds=plain.seconds + compared, memory=plain.memory + 3 * scores)

    def _change(self, space: EmbeddingSpace) -> Change:
        if self.precision == "binary":
            return Change(signs=True)
        low = space.vectors.min(axis=0).astype(np.float64)
        return Change(low=low, step=(space.vectors.max(axis=0) - low) / LEVELS)

    def _zeros(self, space: EmbeddingSpace) -> tuple[str, ...]:
        return (
            zero_note(space.vectors, ": its bits mean nothing", ": their bits mean nothing")
            if self.precision == "binary"
            else ()
        )

    def _asked(self, count: int) -> IntArray:
        """The rows whose neighbours are compared, ascending."""
        if self.queries in (0, count) or self.queries > count:
            return np.arange(count, dtype=np.int64)
        drawn = np.random.default_rng(self.seed).choice(count, self.queries, replace=False)
        return np.sort(drawn).astype(np.int64)

    def _recalls(self, full: FloatArray, rounded: FloatArray, rows: IntArray, report: Report) -> DoubleArray:
        """For each way of rescoring, the share of each row's k true neighbours that is found: 3 × queries."""
        found = np.empty((len(WAYS), len(rows)))
        for start in range(0, len(rows), AT_ONCE):
            report(start / len(rows), f"Comparing neighbours: {start:,} of {len(rows):,} rows")
            asked = rows[start : start + AT_ONCE]
            true, _ = nearest(full[asked], full, self.k, self.metric, own=asked)
            near, _ = nearest(rounded[asked], rounded, self.k * self.candidates, self.metric, own=asked)
            ways = (
                near[:, : self.k],
                _rescored(full[asked], rounded, near, self.k, self.metric),
                _rescored(full[asked], full, near, self.k, self.metric),
            )
            for way, answer in enumerate(ways):
                found[way, start : start + len(asked)] = _hits(true, answer) / self.k
        report(1.0, "Compared")
        return found


def _rescored(queries: FloatArray, vectors: FloatArray, near: IntArray, k: int, metric: Metric) -> IntArray:
    """The k best of each query's candidates by its own score with them."""
    repeated = np.repeat(queries, near.shape[1], axis=0)
    scores = pair_scores(repeated, vectors[near.ravel()], metric).reshape(near.shape)
    order = np.lexsort((near, scores if metric == "euclidean" else -scores), axis=1)[:, :k]
    return np.take_along_axis(near, order, axis=1)


def _hits(true: IntArray, found: IntArray) -> IntArray:
    return np.asarray((true[:, :, None] == found[:, None, :]).any(axis=2).sum(axis=1), np.int64)


def _column(recalls: DoubleArray, rows: IntArray, count: int) -> pa.Array:
    values, absent = np.zeros(count, np.float32), np.ones(count, np.bool_)
    values[rows], absent[rows] = recalls, False
    return pa.array(values, pa.float32(), mask=absent)


def _table(step: Quantised, space: EmbeddingSpace, found: DoubleArray, asked: int) -> Table:
    """One row a way of rescoring; a sample has an interval, all rows have none."""
    drawn = asked < space.rows
    draws = resamples(asked, seed=step.seed) if drawn else None
    ranges = [interval(way[draws].mean(axis=1)) if draws is not None else (None, None) for way in found]
    columns = {
        "precision": [step.precision] * len(WAYS),
        "rescoring": list(WAYS),
        "k": pa.array([step.k] * len(WAYS), pa.int64()),
        "recall": pa.array([float(way.mean()) for way in found], pa.float64()),
        "low": pa.array([low for low, _ in ranges], pa.float64()),
        "high": pa.array([high for _, high in ranges], pa.float64()),
        "rows": pa.array([asked] * len(WAYS), pa.int64()),
    }
    of_what = f"{step.metric} · {captioned(space)} · exact · {_which(step, space, asked)}"
    return Table(name=f"Recall of {step.precision}", columns=pa.table(columns), caption=f"recall@{step.k} · {of_what}")


def _which(step: Quantised, space: EmbeddingSpace, asked: int) -> str:
    sampled = f"{asked:,} of {space.rows:,} rows, seed {step.seed}"
    return sampled if asked < space.rows else f"all {space.rows:,} rows"


def _found(step: Quantised, space: EmbeddingSpace, told: Table) -> tuple[str, str]:
    plain, query, both = (_percent(row) for row in told.columns.to_pylist())
    which = _which(step, space, told.columns["rows"][0].as_py())
    looked_at = min(step.k * step.candidates, space.rows - 1)
    return (
        f"{step.precision} finds {plain} of the {step.k} true neighbours ({step.metric}; {which}).",
        f"Rescoring {looked_at:,} candidates finds {query} with the query in full, {both} with both in full.",
    )


def _percent(row: dict[str, Any]) -> str:
    """“38.6 % (37.4–39.7 %)”, the interval of a sample in brackets."""
    share = f"{100 * row['recall']:.1f} %"
    return share if row["low"] is None else f"{share} ({100 * row['low']:.1f}–{100 * row['high']:.1f} %)"


def _memory(step: Quantised, space: EmbeddingSpace) -> str:
    """What the vectors would take elsewhere; here they stay float32."""
    before = 4 * space.rows * space.dimensions
    after = space.rows * -(-space.dimensions * BITS[step.precision] // 8)
    ranges = 8 * space.dimensions if step.precision == "int8" else 0
    return (
        f"As {step.precision} the vectors take {_bytes(after + ranges)} instead of {_bytes(before)} "
        f"({before / (after + ranges):.1f} times less); here they are kept as float32."
    )


def _bytes(count: int) -> str:
    return f"{count / 1e6:,.2g} MB" if count < 1e8 else f"{count / 1e6:,.0f} MB"
