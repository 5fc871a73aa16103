"""Analogies by every published method side by side: man is to king as woman is to what?"""

from dataclasses import dataclass, replace
from typing import ClassVar, Literal, NoReturn

import numpy as np
import pyarrow as pa

from embexplorer.core.analogies import BASELINE, EPSILON, NAMES, SCORES, scores, unit_rows
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.family import Family, interval_of
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.core.word_lookup import WordStep
from embexplorer.probes._analogy_parts import Answers, parts_of
from embexplorer.probes._analogy_words import AnalogyWords, read_pairs, refuse_incomplete, words_of
from embexplorer.probes._lrcos import learned_class

Method = Literal["all", "3cosadd", "3cosmul", "pairdirection", "3cosavg", "lrcos"]
OF_THREE = ("3cosadd", "3cosmul", "pairdirection")
OF_PAIRS = ("3cosavg", "lrcos")


@register
@dataclass(frozen=True, kw_only=True)
class Analogy(WordStep):
    """What completes an analogy: man is to king as woman is to …, by several methods side by side.

    Three words are asked about by 3CosAdd, 3CosMul and PairDirection; further pairs of the same relation (--pairs) let
    3CosAvg and LRCos answer too.
    """

    name: ClassVar[str] = "analogy"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Analogy"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scikit-learn")
    quick: ClassVar[bool] = True

    words: tuple[str, ...] = param((), "Three words: man king woman asks, man is to king as woman is to what")
    method: Method = param("all", "How the answer is sought; all: every method that applies, side by side")
    pairs: tuple[str, ...] = param((), "Further pairs of the same relation, such as uncle:aunt brother:sister")
    expected: str = param("", "The word that should come out: its rank is said")
    k: int = param(10, "How many answers of each method", low=1, high=1000)
    exclude: bool = param(True, "Leave the given words out of the answers", advanced=True)
    epsilon: float = param(EPSILON, "Keeps 3CosMul from dividing by nothing", low=1e-9, high=1, advanced=True)
    shuffles: int = param(
        2000, "How often many pairs are shuffled; all orders of up to 7 are tried", low=100, high=100_000, advanced=True
    )
    seed: int = param(0, "Decides the shuffles, and the random words that LRCos learns from", low=0)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row an answer, method by method, best first; parts say the rest."""
        space = inputs.the_space()
        report(0.0, "Looking up the words")
        asked = self._asked(space)
        methods = self._methods(asked)
        question = asked.question(self.epsilon)
        if "lrcos" in methods:
            report(0.1, "Learning what the words on the right have in common")
            learned = learned_class(question.left, question.right, space.vectors, asked.given(), self.seed)
            question = replace(question, belongs=learned)
        report(0.3, "Comparing with all rows")
        found = scores((*methods, BASELINE), space.vectors, question)
        near = found.pop(BASELINE)
        answers = Answers(space=space, asked=asked, scores=found, near=near, k=self.k, excludes=self.exclude)
        parts, notes = parts_of(answers, self.shuffles, self.seed, report)
        columns = self._columns(answers, methods)
        return Table(
            name=f"Analogy {asked.text}",
            columns=columns,
            caption=self._caption(space, asked, methods),
            missing=asked.found.missing,
            parts=parts,
            notes=(*asked.found.notes(), *self._applied(asked, methods), *notes),
        )

    def _asked(self, space: EmbeddingSpace) -> AnalogyWords:
        words, pairs = tuple(word for word in self.words if word.strip()), read_pairs(self.pairs)
        refuse_incomplete(words, pairs)
        expected = self.expected.strip()
        wanted = dict.fromkeys([*words, *(word for pair in pairs for word in pair), *([expected] if expected else [])])
        return words_of(self.look_up(space, list(wanted)), words, pairs, expected)

    def _methods(self, asked: AnalogyWords) -> tuple[str, ...]:
        fit = methods_for(asked)
        if self.method == "all":
            return fit or _refuse(asked, "3cosavg")
        return (self.method,) if self.method in fit else _refuse(asked, self.method)

    def _columns(self, answers: Answers, methods: tuple[str, ...]) -> pa.Table:
        best = {method: answers.best(method) for method in methods}
        rows = np.concatenate(list(best.values()))
        columns = {
            "method": pa.array([method for method in methods for _ in best[method]], pa.string()),
            "rank": pa.array([rank for method in methods for rank in range(1, len(best[method]) + 1)], pa.int64()),
            "word": pa.array(answers.space.keys.at(rows), pa.string()),
            "score": pa.array(
                np.concatenate([answers.scores[method][best[method]] for method in methods]), pa.float64()
            ),
        }
        family = answers.space.the_family
        if family is not None and not answers.asked.found.made:
            columns |= self._ranges(family, answers.asked, best)
        return pa.table({**columns, "row": pa.array(rows, pa.int64())})

    def _ranges(self, family: Family, asked: AnalogyWords, best: dict[str, IntArray]) -> dict[str, pa.Array]:
        """The least and the greatest score in the further trainings; none for LRCos, which would learn anew."""
        ends: dict[str, list[DoubleArray]] = {"low": [], "high": []}
        for method, rows in best.items():
            over = np.full((len(family), len(rows)), np.nan)
            if method != "lrcos":
                runs = [(unit_rows(run[rows]), asked.question(self.epsilon, run)) for run in family.runs]
                over = np.stack([SCORES[method](vectors, question) for vectors, question in runs])
            for end, values in ends.items():
                values.append(getattr(interval_of(over), end))
        return {end: pa.array(np.concatenate(values), pa.float64(), from_pandas=True) for end, values in ends.items()}

    def _caption(self, space: EmbeddingSpace, asked: AnalogyWords, methods: tuple[str, ...]) -> str:
        named = ", ".join(NAMES[method] for method in methods)
        folded = len(asked.found.folded)
        other = f" · {folded} word{'s' if folded > 1 else ''} in other case" if folded else ""
        family = space.the_family
        trained = f" · {family.caption()}" if family is not None and not asked.found.made else ""
        left_out = "given words left out" if self.exclude else "given words kept among the answers"
        return f"{named} · {captioned(space)} · exact · {left_out} · n = {space.rows:,}{other}{trained}"

    def _applied(self, asked: AnalogyWords, methods: tuple[str, ...]) -> tuple[str, ...]:
        """Which pairs were left out, and why some methods did not answer."""
        notes = []
        lost = len(read_pairs(self.pairs)) - len(asked.pairs)
        if lost:
            notes.append(f"{lost} pair{'s' if lost > 1 else ''} left out, since a word of it is missing.")
        if self.method == "all" and not set(OF_PAIRS) & set(methods):
            notes.append("3CosAvg and LRCos need several pairs of the relation: --pairs uncle:aunt …")
        if self.method == "all" and not asked.has_three:
            notes.append("3CosAdd, 3CosMul and PairDirection need three words.")
        if asked.has_three and not asked.has_direction:
            notes.append("‘{}’ and ‘{}’ have one vector, between which is no direction.".format(*asked.words[:2]))
        return tuple(notes)


def methods_for(asked: AnalogyWords) -> tuple[str, ...]:
    """Those that can answer this question."""
    of_three = OF_THREE if asked.has_direction else OF_THREE[:2] if asked.has_three else ()
    return (*of_three, *(OF_PAIRS if len(asked.examples) > 1 else ()))


def _refuse(asked: AnalogyWords, method: str) -> NoReturn:
    """Say what a method that cannot answer would need."""
    if method in OF_PAIRS:
        count = len(asked.examples)
        given = f"{count} {'is' if count == 1 else 'are'} known"
        raise UserError(f"{NAMES[method]} needs several pairs, {given}.", "Add more: --pairs uncle:aunt …")
    if asked.has_three:
        same = " and ".join(f"‘{word}’" for word in asked.words[:2])
        raise UserError(f"{same} have one vector, between which is no direction.", "Take two different words.")
    raise UserError(f"{NAMES[method]} needs three words, one was given.", "Write: man king woman.")
