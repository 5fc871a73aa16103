"""The neighbours of one question each, and the columns that they make together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.family import Family, Interval
from embexplorer.core.formula import Formula
from embexplorer.core.map_neighbors import nearest_on_map
from embexplorer.core.nearness import Nearness
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray

KEPT_AMONG = 15  # nearest on the map, as the map's own sentence of trust; more where more neighbours are asked for


@dataclass(frozen=True)
class Answer:
    """The neighbours of one question: a formula, a word in row `own`, or a word made of subwords (neither)."""

    question: str
    own: int | None
    rows: IntArray
    scores: FloatArray
    formula: Formula | None = None

    def interval(self, family: Family) -> Interval | None:
        """The range of the cosines over the trainings of a family; None where a vector was made of subwords."""
        return family.interval(self._vector, self.rows) if self._has_rows() else None

    def _has_rows(self) -> bool:
        return self.own is not None if self.formula is None else self.formula.made is None

    def _vector(self, vectors: FloatArray) -> FloatArray:
        return vectors[self.own] if self.formula is None else self.formula.vector(vectors, unit_rows=True)


def columns_of(answers: Sequence[Answer], near: Nearness, k: int, mutual: bool, family: Family | None) -> pa.Table:
    """A line for each neighbour, question by question."""
    rows = np.concatenate([answer.rows for answer in answers])
    chance = near.chance()
    percents = [chance.top_percent(answer.own, answer.rows, answer.scores) for answer in answers]
    columns = {
        "row": pa.array(rows, pa.int64()),
        "word": pa.array([answer.question for answer in answers for _ in answer.rows], pa.string()),
        "rank": pa.array([rank for answer in answers for rank in range(1, len(answer.rows) + 1)], pa.int64()),
        "neighbor": pa.array(near.space.keys.at(rows), pa.string()),
        "score": pa.array(np.concatenate([answer.scores for answer in answers]), pa.float32()),
        **_ranges(answers, family),
        "top_percent": pa.array(np.concatenate(percents), pa.float64()),
    }
    if mutual:
        columns["reciprocal"] = pa.array([mark for a in answers for mark in _mutual(a, near, k)], pa.bool_())
    return pa.table(columns)


def map_column(answers: Sequence[Answer], places: DoubleArray) -> pa.Array:
    """Whether the map keeps each neighbour, among as many of the nearest there as were asked for, 15 at least."""
    return pa.array([kept for answer in answers for kept in _kept(places, answer)], pa.string())


def _ranges(answers: Sequence[Answer], family: Family | None) -> dict[str, pa.Array]:
    if family is None:
        return {}
    found = [answer.interval(family) for answer in answers]
    unknown = [np.full(len(answer.rows), np.nan) for answer in answers]
    ends = {
        end: np.concatenate([u if one is None else getattr(one, end) for one, u in zip(found, unknown, strict=True)])
        for end in ("low", "high")
    }
    return {end: pa.array(values, pa.float32(), from_pandas=True) for end, values in ends.items()}


def _mutual(answer: Answer, near: Nearness, k: int) -> list[bool | None]:
    if answer.own is None:
        return [None] * len(answer.rows)
    marks: list[bool | None] = near.are_mutual(answer.own, answer.rows, k).tolist()
    return marks


def _kept(places: DoubleArray, answer: Answer) -> list[str | None]:
    if answer.own is None:
        return [None] * len(answer.rows)
    near = set(nearest_on_map(places, answer.own, max(KEPT_AMONG, len(answer.rows))).tolist())
    return ["kept" if row in near else "lost" for row in answer.rows.tolist()]
