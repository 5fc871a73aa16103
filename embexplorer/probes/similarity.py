"""Words beside each other: the numbers of each pair, the matrix of all in an order that shows groups, the odd one."""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.alike import cosines_of, held_out_nearness, odd_one_out, ranks_among
from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.random_pairs import random_scores, top_percent
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.typing import DoubleArray, IntArray
from embexplorer.core.vectors import pair_scores
from embexplorer.core.word_lookup import ABSENT, Found, WordStep, in_other_case

MOST = 400  # words: 79,800 pairs
RANKED = 40  # words up to which the rank of each in each other's list is counted: a pass over the space for each
ODD, MATRIX = "odd one out", "matrix"


@register
@dataclass(frozen=True, kw_only=True)
class Similarity(WordStep):
    """How similar words are: each pair with its percentile, all in a matrix, and the odd one out."""

    name: ClassVar[str] = "similarity"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Similarity"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy")
    quick: ClassVar[bool] = True

    words: tuple[str, ...] = param((), "Two words or more")

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row a pair, in the order of the words; parts `matrix` (in clustered order) and `odd one out`."""
        space = inputs.the_space()
        found, doubles = self._found(space)
        report(0.1, "Comparing each with each")
        pairs = np.array(list(combinations(range(len(found.words)), 2)), np.int64)
        cosines = cosines_of(found.vectors)
        columns = self._pairs(space, found, pairs, cosines, Part(report, 0.1, 1.0))
        parts = {MATRIX: _matrix(found, cosines)}
        notes = [
            *found.notes(),
            *doubles,
            "top_percent is the share of random pairs of rows that are at least as near.",
        ]
        if len(found.words) > 2:
            parts[ODD] = _odd(found, cosines)
            notes.append("Odd one out: the least cosine with the mean of all.")
        if len(found.words) > RANKED:
            notes.append(f"Ranks are counted for up to {RANKED} words.")
        if space.the_family is not None:
            notes.append("low and high are the least and the greatest cosine in the further trainings.")
        return Table(
            name="Similarity of " + ", ".join(found.words[:5]) + (" …" if len(found.words) > 5 else ""),
            columns=columns,
            caption=f"cosine · {_counted(found, pairs)} · {captioned(space)} · exact · n = {space.rows:,}",
            missing=found.missing,
            units={"top_percent": "%", "angle": "°"},
            form="heat map",
            notes=tuple(notes),
            parts=parts,
        )

    def _found(self, space: EmbeddingSpace) -> tuple[Found, list[str]]:
        """The words, each row once, and a sentence for each that was named twice."""
        words = tuple(dict.fromkeys(self.words))
        if len(words) < 2:
            raise UserError("Similarity needs two words or more.", "Name them.")
        if len(words) > MOST:
            raise UserError(f"{len(words):,} words make too many pairs to read.", f"Give at most {MOST}.")
        found, doubles = _each_row_once(self.look_up(space, words))
        if len(found.words) < 2:
            if found.missing:
                space.keys.row_of(found.missing[0])  # raises, with near spellings
            raise UserError(" ".join(doubles), "Give two words that are different rows.")
        return found, doubles

    def _pairs(
        self, space: EmbeddingSpace, found: Found, pairs: IntArray, cosines: DoubleArray, report: Report
    ) -> pa.Table:
        left, right = found.vectors[pairs[:, 0]], found.vectors[pairs[:, 1]]
        scores = cosines[pairs[:, 0], pairs[:, 1]]
        chance = random_scores(space, "cosine")
        columns = {
            "row": pa.array(found.rows[pairs[:, 0]], pa.int64(), mask=found.rows[pairs[:, 0]] < 0),
            "word": pa.array([found.words[n] for n in pairs[:, 0]], pa.string()),
            "other": pa.array([found.words[n] for n in pairs[:, 1]], pa.string()),
            "score": pa.array(scores, pa.float64()),
            **_ranges(space, found, pairs),
            "top_percent": pa.array(top_percent(scores.astype(np.float32), chance, "cosine"), pa.float64()),
            "angle": pa.array(np.degrees(np.arccos(scores)), pa.float64()),
            "euclidean": pa.array(pair_scores(left, right, "euclidean"), pa.float32()),
            "dot": pa.array(pair_scores(left, right, "dot"), pa.float32()),
        }
        if len(found.words) <= RANKED:
            ranks = _ranks(space, found, report)
            columns["rank_of_other"] = pa.array(ranks[pairs[:, 0], pairs[:, 1]], pa.int64(), from_pandas=True)
            columns["rank_of_word"] = pa.array(ranks[pairs[:, 1], pairs[:, 0]], pa.int64(), from_pandas=True)
        return pa.table(columns)


def _counted(found: Found, pairs: IntArray) -> str:
    """“5 words, 10 pairs”, and how many of them were taken in another spelling."""
    number = len(pairs)
    return f"{len(found.words)} words, {number:,} pair{'s' if number > 1 else ''}{in_other_case(len(found.folded))}"


def _each_row_once(found: Found) -> tuple[Found, list[str]]:
    """Without words that are a row which another has named before, and a sentence for each of them."""
    first: dict[int | str, str] = {}
    told: list[str] = []
    for word, row in zip(found.words, found.rows.tolist(), strict=True):
        same = first.setdefault(word if row == ABSENT else row, word)
        if same != word:
            told.append(f"‘{same}’ and ‘{word}’ are one row of the space, and count once.")
    if not told:
        return found, told
    kept = [number for number, word in enumerate(found.words) if word in first.values()]
    words = tuple(found.words[number] for number in kept)
    folded = {word: key for word, key in found.folded.items() if word in words}
    return replace(found, words=words, rows=found.rows[kept], vectors=found.vectors[kept], folded=folded), told


def _ranges(space: EmbeddingSpace, found: Found, pairs: IntArray) -> dict[str, pa.Array]:
    """Least and greatest cosine of each pair over further trainings; nothing where there are none."""
    family = space.the_family
    if family is None or (found.rows < 0).any():
        return {}
    rows = found.rows
    interval = family.interval(lambda vectors: vectors[rows[pairs[:, 0]]], rows[pairs[:, 1]])
    ends = {"low": interval.low, "high": interval.high}
    return {end: pa.array(values, pa.float64(), from_pandas=True) for end, values in ends.items()}


def _ranks(space: EmbeddingSpace, found: Found, report: Report) -> DoubleArray:
    """m × m: where the second stands among the neighbours of the first, from 1; NaN where either is no row."""
    known = np.flatnonzero(found.rows != ABSENT)
    ranks = np.full((len(found.words), len(found.words)), np.nan)
    ranks[np.ix_(known, known)] = ranks_among(space.vectors, found.rows[known], report)
    return ranks


def _matrix(found: Found, cosines: DoubleArray) -> pa.Table:
    """m² lines, row after row, in the order in which a tree of mean distances lays the words side by side."""
    order = np.array(_clustered(cosines))
    count = len(order)
    first, second = np.repeat(order, count), np.tile(order, count)
    rows = found.rows[first]
    return pa.table(
        {
            "row": pa.array(rows, pa.int64(), mask=rows < 0),
            "word": pa.array([found.words[number] for number in first], pa.string()),
            "other": pa.array([found.words[number] for number in second], pa.string()),
            "score": pa.array(cosines[first, second], pa.float64()),
        }
    )


def _clustered(cosines: DoubleArray) -> list[int]:
    """Average linkage of 1 − cosine with the leaves turned so that neighbours are alike (Bar-Joseph et al. 2001)."""
    if len(cosines) < 3:
        return list(range(len(cosines)))
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    distances = squareform(np.maximum(0.0, 1.0 - cosines), checks=False)
    return [int(leaf) for leaf in leaves_list(linkage(distances, "average", optimal_ordering=True))]


def _odd(found: Found, cosines: DoubleArray) -> pa.Table:
    """The words from the oddest on, each with its cosine with the mean of all, and its mean cosine with the others."""
    odd = odd_one_out(found.vectors)
    order = np.argsort(odd.nearness, kind="stable")
    others = held_out_nearness(cosines)
    return pa.table(
        {
            "row": pa.array(found.rows[order], pa.int64(), mask=found.rows[order] < 0),
            "word": pa.array([found.words[number] for number in order], pa.string()),
            "with_mean": pa.array(odd.nearness[order], pa.float64()),
            "with_others": pa.array(others[order], pa.float64()),
        }
    )
