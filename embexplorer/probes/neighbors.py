"""The nearest rows of words, or of a formula such as king − man + woman, by exact search."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.family import Family
from embexplorer.core.formula import Formula, formula_of, refuse_run_together, terms_of
from embexplorer.core.inputs import Inputs
from embexplorer.core.map_neighbors import shown_places, without_place
from embexplorer.core.nearness import Measure, Nearness, nearness
from embexplorer.core.projection import Projection
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.word_lookup import ABSENT, Found, WordStep
from embexplorer.probes._neighbor_answers import KEPT_AMONG, Answer, columns_of, map_column

RANGE_NOTE = (
    "low and high are the least and the greatest cosine in the further trainings; that of this space may lie outside."
)


@register
@dataclass(frozen=True, kw_only=True)
class Neighbors(WordStep):
    """The rows nearest to one or more words, or to a formula such as king - man + woman."""

    name: ClassVar[str] = "neighbors"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Neighbours"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("projection",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    words: tuple[str, ...] = param((), "Words whose neighbours are sought, each for itself")
    formula: str = param("", "Words added and taken away, with spaces around the signs: avg(paris, rome) - italy")
    k: int = param(10, "How many neighbours of each", low=1, high=1000)
    metric: Measure = param("cosine", "What makes two rows near: angle, distance, dot product, or CSLS against hubs")
    reciprocal: bool = param(False, "Mark neighbours that have the word among their own k nearest too")
    search: Literal["exact", "auto"] = param(
        "exact",
        "How CSLS finds the 10 nearest of all rows: auto approximates them for large spaces, and says so",
        advanced=True,
    )
    axes: tuple[int, ...] = param((0, 1), "The components shown, counted from 0", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a neighbour, best first; the words of the question are never answers to it."""
        space = inputs.the_space()
        report(0.0, "Looking up the words")
        found, formula, of_formula = self._looked_up(space)
        near = nearness(space, self.metric, Part(report, 0.05, 0.3), self.search)
        report(0.3, "Comparing with all rows")
        answers = self._of_words(near, found)
        if formula is not None:
            answers.append(self._of_formula(near, formula))
        report(0.9, "Comparing with random pairs")
        family = space.the_family if self.metric == "cosine" else None  # only angles compare between trainings
        columns = columns_of(answers, near, self.k, self.reciprocal, family)
        lost = 0 if inputs.projection is None else without_place(inputs.projection, self.axes)
        if inputs.projection is not None and not lost:
            places = shown_places(inputs.projection, space, self.axes)
            columns = columns.append_column("map", map_column(answers, places))
        return Table(
            name="Neighbours of " + ", ".join(answer.question for answer in answers),
            columns=columns,
            caption=" · ".join(self._caption(near, found, of_formula, family)),
            missing=found.missing,
            units={"top_percent": "%"},
            form="bars",
            notes=self._notes(near, found, of_formula, answers, family, inputs.projection),
        )

    def _looked_up(self, space: EmbeddingSpace) -> tuple[Found, Formula | None, Found]:
        """The words, the formula and its words; raises UserError where nothing can be asked."""
        if not self.words and not self.formula.strip():
            raise UserError("No word was given.", "Name one or more words, or a formula such as king - man + woman.")
        found = self.look_up(space, list(dict.fromkeys(self.words)))
        terms = terms_of(self.formula, space.keys) if self.formula.strip() else ()
        of_formula = self.look_up(space, [word for term in terms for word in term.words])
        refuse_run_together(of_formula.missing)
        of_formula.the_one()
        if not found.words and not terms:
            found.the_one()
        return found, formula_of(terms, of_formula.rows, of_formula.vectors) if terms else None, of_formula

    def _of_words(self, near: Nearness, found: Found) -> list[Answer]:
        """The answers in the order of the words; those that lie in rows together, each made of subwords by itself."""
        answers: dict[int, Answer] = {}
        there = np.flatnonzero(found.rows != ABSENT)
        if len(there):
            own = found.rows[there]
            rows, scores = near.nearest(found.vectors[there], self.k, own=own)
            for i, place in enumerate(there.tolist()):
                answers[place] = Answer(found.words[place], int(own[i]), rows[i], scores[i])
        for place in np.flatnonzero(found.rows == ABSENT).tolist():
            rows, scores = near.nearest(found.vectors[place : place + 1], self.k)
            answers[place] = Answer(found.words[place], None, rows[0], scores[0])
        return [answers[place] for place in sorted(answers)]

    def _of_formula(self, near: Nearness, formula: Formula) -> Answer:
        query = formula.vector(near.space.vectors, unit_rows=near.angular)[None, :]
        rows, scores = near.nearest(query, self.k, skip=formula.known_rows)
        return Answer(formula.text, None, rows[0], scores[0], formula)

    def _caption(self, near: Nearness, found: Found, of_formula: Found, family: Family | None) -> list[str]:
        folded = len({**found.folded, **of_formula.folded})
        parts = [self.metric, captioned(near.space), near.said(), f"n = {near.space.rows:,}"]
        if family is not None:
            parts.append(family.caption())
        if folded:
            parts.append("1 word in other spelling" if folded == 1 else f"{folded} words in other spelling")
        return parts

    def _notes(
        self,
        near: Nearness,
        found: Found,
        of_formula: Found,
        answers: list[Answer],
        family: Family | None,
        projection: Projection | None,
    ) -> tuple[str, ...]:
        zeros = [a.question for a in answers if self.metric == "cosine" and a.own is not None and not a.scores.any()]
        sentences = [*found.notes(), *of_formula.notes()]
        sentences += [f"‘{word}’ is a row of zeros; its cosines mean nothing." for word in zeros]
        sentences += [*near.notes(), near.chance().sentence(of_all=any(a.own is None for a in answers))]
        if self.reciprocal:
            sentences.append(f"reciprocal: the word is among the neighbour's own {self.k} nearest.")
        if family is not None:
            sentences.append(RANGE_NOTE)
        if projection is not None:
            sentences.append(self._compared_with(projection))
        return tuple(dict.fromkeys(sentences))

    def _compared_with(self, projection: Projection) -> str:
        if lost := without_place(projection, self.axes):
            told = f"it has no place for {lost:,} of {projection.rows:,} rows"
            return f"Not compared with the map {projection.name}: {told}."
        return f"kept: among the {max(KEPT_AMONG, self.k)} nearest on the map {projection.name}."
