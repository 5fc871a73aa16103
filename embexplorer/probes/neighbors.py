"""The nearest rows of words, or of a formula such as king − man + woman, by exact search."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.family import Family, Interval
from embexplorer.core.formula import Formula, read_formula
from embexplorer.core.inputs import Inputs
from embexplorer.core.kept_array import kept_array
from embexplorer.core.map_neighbors import nearest_on_map, shown_places
from embexplorer.core.projection import Projection
from embexplorer.core.random_pairs import random_scores, top_percent
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import Metric, nearest, norms

KEPT_AMONG = 15  # nearest on the map, as the map's own sentence of trust; more where more neighbours are asked for

RANGE_NOTE = (
    "low and high are the least and the greatest cosine in the further trainings; that of this space may lie outside."
)


@dataclass(frozen=True)
class Answer:
    """The neighbours of one question: a formula, or the single word in row `own`."""

    question: str
    own: int | None
    rows: IntArray
    scores: FloatArray
    formula: Formula | None = None

    def interval(self, family: Family) -> Interval:
        """The range of the cosines over the trainings of a family."""
        return family.interval(self._vector, self.rows)

    def _vector(self, vectors: FloatArray) -> FloatArray:
        return vectors[self.own] if self.formula is None else self.formula.vector(vectors, unit_rows=True)


@register
@dataclass(frozen=True, kw_only=True)
class Neighbors(Step):
    """The rows nearest to one or more words, or to a formula such as king - man + woman."""

    name: ClassVar[str] = "neighbors"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Neighbours"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("projection",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    words: tuple[str, ...] = param((), "Words whose neighbours are sought, each for itself")
    formula: str = param("", "Words added and taken away, with spaces around the signs: king - man + woman")
    k: int = param(10, "How many neighbours of each", low=1, high=1000)
    metric: Metric = param("cosine", "What makes two rows near: angle, distance, or dot product")
    axes: tuple[int, ...] = param((0, 1), "The components shown, counted from 0", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a neighbour, best first; the words of the question are never answers to it."""
        space = inputs.the_space()
        report(0.0, "Looking up the words")
        known, missing = self._known(space)
        formula = read_formula(self.formula, space.keys) if self.formula.strip() else None
        lengths = None if self.metric == "dot" else kept_array(space, "norms", lambda: norms(space.vectors))
        report(0.2, "Comparing with all rows")
        answers = self._of_words(space, known, lengths)
        if formula is not None:
            answers.append(self._of_formula(space, formula, lengths))
        report(0.9, "Comparing with random pairs")
        columns = self._columns(space, answers, inputs.projection)
        family = self._family(space)
        trained = f" · {family.caption()}" if family else ""
        ranges = (RANGE_NOTE,) if family else ()
        return Table(
            name="Neighbours of " + ", ".join(answer.question for answer in answers),
            columns=columns,
            caption=f"{self.metric} · {space.name}, raw · exact · n = {space.rows:,}{trained}",
            missing=tuple(missing),
            units={"top_percent": "%"},
            form="bars",
            notes=(*self._notes(space, missing, answers), *ranges, *_map_notes(inputs.projection, self.k)),
        )

    def _known(self, space: EmbeddingSpace) -> tuple[list[str], list[str]]:
        if not self.words and not self.formula.strip():
            raise UserError("No word was given.", "Name one or more words, or a formula such as king - man + woman.")
        words = list(dict.fromkeys(self.words))
        found = {word: space.keys.find(word) for word in words}
        known = [word for word in words if found[word] is not None]
        if words and not known and not self.formula.strip():
            space.keys.row_of(words[0])  # raises, with near spellings
        return known, [word for word in words if found[word] is None]

    def _of_words(self, space: EmbeddingSpace, words: list[str], lengths: FloatArray | None) -> list[Answer]:
        if not words:
            return []
        own = space.keys.rows_of(words)
        rows, scores = nearest(space.vectors[own], space.vectors, self.k, self.metric, own=own, lengths=lengths)
        return [Answer(word, int(own[i]), rows[i], scores[i]) for i, word in enumerate(words)]

    def _of_formula(self, space: EmbeddingSpace, formula: Formula, lengths: FloatArray | None) -> Answer:
        query = formula.vector(space.vectors, unit_rows=self.metric == "cosine")[None, :]
        rows, scores = nearest(query, space.vectors, self.k, self.metric, skip=formula.rows, lengths=lengths)
        return Answer(formula.text, None, rows[0], scores[0], formula)

    def _family(self, space: EmbeddingSpace) -> Family | None:
        """Only angles can be compared between trainings."""
        return space.the_family if self.metric == "cosine" else None

    def _columns(self, space: EmbeddingSpace, answers: list[Answer], projection: Projection | None) -> pa.Table:
        rows = np.concatenate([answer.rows for answer in answers])
        scores = np.concatenate([answer.scores for answer in answers])
        columns = {
            "row": pa.array(rows, pa.int64()),
            "word": pa.array([answer.question for answer in answers for _ in answer.rows], pa.string()),
            "rank": pa.array([rank for answer in answers for rank in range(1, len(answer.rows) + 1)], pa.int64()),
            "neighbor": pa.array(space.keys.at(rows), pa.string()),
            "score": pa.array(scores, pa.float32()),
            **_ranges(answers, self._family(space)),
            "top_percent": pa.array(top_percent(scores, random_scores(space, self.metric), self.metric), pa.float64()),
        }
        if projection is not None:
            places = shown_places(projection, space, self.axes)
            columns["map"] = pa.array([kept for answer in answers for kept in _kept(places, answer)], pa.string())
        return pa.table(columns)

    def _notes(self, space: EmbeddingSpace, missing: list[str], answers: list[Answer]) -> tuple[str, ...]:
        sentences = [_missing_note(space, word) for word in missing]
        zeros = [a.question for a in answers if self.metric == "cosine" and a.own is not None and not a.scores.any()]
        sentences += [f"‘{word}’ is a row of zeros; its cosines mean nothing." for word in zeros]
        return (*sentences, "top_percent is the share of random pairs of rows that are at least as near.")


def _ranges(answers: list[Answer], family: Family | None) -> dict[str, pa.Array]:
    if family is None:
        return {}
    found = [answer.interval(family) for answer in answers]
    ends = {end: np.concatenate([getattr(one, end) for one in found]) for end in ("low", "high")}
    return {end: pa.array(values, pa.float32(), from_pandas=True) for end, values in ends.items()}


def _kept(places: DoubleArray, answer: Answer) -> list[str | None]:
    if answer.own is None:
        return [None] * len(answer.rows)
    near = set(nearest_on_map(places, answer.own, max(KEPT_AMONG, len(answer.rows))).tolist())
    return ["kept" if row in near else "lost" for row in answer.rows.tolist()]


def _map_notes(projection: Projection | None, k: int) -> tuple[str, ...]:
    if projection is None:
        return ()
    return (f"kept: among the {max(KEPT_AMONG, k)} nearest on the map {projection.name}.",)


def _missing_note(space: EmbeddingSpace, word: str) -> str:
    near = space.keys.near(word)
    hint = " Did you mean " + " or ".join(f"‘{label}’" for label in near) + "?" if near else ""
    return f"‘{word}’ is not in this space.{hint}"
