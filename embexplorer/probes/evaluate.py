"""Test a space on sets of words that people have judged, on analogies, categories and its own labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np

from embexplorer.core.analogy_questions import Method
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.perform import perform
from embexplorer.core.reading import reader_for
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.resampling import TIMES
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.space_tables import joined, joined_parts
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.core.word_lookup import ABSENT, Case, rows_of
from embexplorer.corpora.evaluation_sets import (
    BY_NAME,
    AnalogySet,
    CategorySet,
    EvaluationSet,
    SimilaritySet,
    evaluation_set,
)
from embexplorer.probes._evaluate_analogies import evaluate_analogies
from embexplorer.probes._evaluate_categories import evaluate_categories
from embexplorer.probes._evaluate_labels import evaluate_labels
from embexplorer.probes._evaluate_pairs import evaluate_pairs
from embexplorer.probes._evaluated import Evaluated, columns_of


@register
@dataclass(frozen=True, kw_only=True)
class Evaluate(Step):
    """How a space does on similarity, analogy and category sets, or on a column of its own labels.

    Known by name: wordsim353, simlex999, questions-words and wordnet-categories. Files of the usual formats are
    taken by their path: two words and a score in each line, four words below lines of sections, or category and word.
    """

    name: ClassVar[str] = "evaluate"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Evaluate"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy", "scikit-learn")

    set: tuple[str, ...] = param((), "Sets by name or path; none, and no column: all that are known by name")
    column: str = param("", "A column of labels: what a classifier learns of it, and whether near rows share them")
    limit: int | None = param(None, "Only so many rows, the most frequent, take part in analogies", low=1)
    method: Method = param("3cosadd", "How analogies are answered")
    case: Case = param("fold", "A word that is absent: look for it in other case, or take it exactly")
    also: tuple[str, ...] = param((), "Further files of vectors that are tested alike, for a table of several spaces")
    folds: int = param(5, "Into how many parts labelled rows are cut for the classifier", low=2, high=20, advanced=True)
    k: int = param(10, "Among how many nearest a row of the same label is looked for", low=1, high=1000, advanced=True)
    times: int = param(TIMES, "How often pairs are drawn anew for the intervals", low=100, high=100_000, advanced=True)
    seed: int = param(0, "Decides resamples, folds, clusters and odd-one-out questions", low=0)

    def source_files(self) -> tuple[Path, ...]:
        """The files of sets and of further spaces."""
        return (*(Path(name) for name in self.set if name not in BY_NAME), *map(Path, self.also))

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a measure; parts hold sections, failures and pairs."""
        report(0.0, "Reading the test sets")
        named = self.set if self.set or self.column else BY_NAME
        sets = [evaluation_set(name) for name in dict.fromkeys(named)]
        space, count = inputs.the_space(), 1 + len(self.also)
        names, tables = [space.name], [self._of_space(space, sets, Part(report, 0.0, 1 / count))]
        for number, path in enumerate(self.also, start=1):
            other = _opened(path, Part(report, number / count, (number + 0.1) / count))
            part = Part(report, (number + 0.1) / count, (number + 1) / count)
            tables.append(self._of_space(other, sets, part))
            names.append(other.name)
        return joined(names, tables)

    def _of_space(self, space: EmbeddingSpace, sets: Sequence[EvaluationSet], report: Report) -> Table:
        work = len(sets) + bool(self.column)
        found = [self._of_set(space, one, Part(report, n / work, (n + 1) / work)) for n, one in enumerate(sets)]
        if self.column:
            part = Part(report, len(sets) / work, 1.0)
            found.append(evaluate_labels(space, self.column, self.folds, self.k, self.times, self.seed, part))
        return self._table(space, found)

    def _of_set(self, space: EmbeddingSpace, asked: EvaluationSet, report: Report) -> Evaluated:
        report(0.0, f"Testing on {asked.name}")
        limit = min(self.limit or space.rows, space.rows) if isinstance(asked, AnalogySet) else space.rows
        words = _words(asked)
        rows = self._rows(space, words, limit)
        found = self._scored(space, asked, rows, limit, report)
        anywhere = self._rows(space, words, space.rows) if limit < space.rows else rows
        missing = [word for word, row in zip(words, anywhere.tolist(), strict=True) if row == ABSENT]
        return replace(found, missing=tuple(dict.fromkeys(missing)), folded=_folded(space, words, rows))

    def _rows(self, space: EmbeddingSpace, words: Sequence[str], limit: int) -> IntArray:
        return rows_of(space.keys[:limit] if limit < space.rows else space.keys, words, case=self.case)

    def _scored(
        self, space: EmbeddingSpace, asked: EvaluationSet, rows: IntArray, limit: int, report: Report
    ) -> Evaluated:
        match asked:
            case SimilaritySet():
                return evaluate_pairs(space, asked, rows.reshape(-1, 2), self.times, self.seed)
            case AnalogySet():
                four = rows.reshape(-1, 4)
                return evaluate_analogies(space, asked, four, limit, self.method, self.case, report)
            case CategorySet():
                return evaluate_categories(space, asked, rows, self.times, self.seed)

    def _table(self, space: EmbeddingSpace, found: Sequence[Evaluated]) -> Table:
        limited = f" among the first {self.limit:,}" if self.limit else ""
        analogies = any("sections" in one.parts for one in found)
        method = f" · analogies by {METHODS[self.method]}{limited}" if analogies else ""
        folded = len({word for one in found for word in one.folded})
        other = f" · {folded:,} word{'s' if folded > 1 else ''} in other case" if folded else ""
        drawn = f"95 % intervals: bootstrap of {self.times:,} (seed {self.seed}), of shares Wilson's"
        return Table(
            name=f"Evaluation of {space.name}",
            columns=columns_of([score for one in found for score in one.scores]),
            caption=f"cosine · {captioned(space)} · exact{method} · {drawn} · n = {space.rows:,}{other}",
            missing=tuple(dict.fromkeys(word for one in found for word in one.missing)),
            parts=joined_parts([one.parts for one in found]),
            notes=tuple(note for one in found for note in one.notes),
        )


METHODS = {"3cosadd": "3CosAdd", "3cosmul": "3CosMul"}


def _words(asked: EvaluationSet) -> Sequence[str]:
    match asked:
        case SimilaritySet():
            return [word for pair in asked.pairs for word in pair]
        case AnalogySet():
            return [word for question in asked.questions for word in question]
        case CategorySet():
            return asked.words


def _folded(space: EmbeddingSpace, words: Sequence[str], rows: IntArray) -> tuple[str, ...]:
    """The words that were found in another case only."""
    there = np.flatnonzero(rows != ABSENT)
    keys = space.keys.at(rows[there])
    return tuple(dict.fromkeys(words[at] for at, key in zip(there.tolist(), keys, strict=True) if words[at] != key))


def _opened(path: str, report: Report) -> EmbeddingSpace:
    space = perform(reader_for(Path(path)), Inputs(), report)
    if not isinstance(space, EmbeddingSpace):
        raise UserError(f"{path} holds no vectors.", "Name files of vectors behind --also.")
    return space
