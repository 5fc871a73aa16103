"""What a projection is learned from: labelled rows or pairs, with what is held out and how that is measured."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import BoolArray, FloatArray, IntArray
from embexplorer.trainers._held_out import MOST_ASKED, MOST_KNOWN, K, knn_accuracy, pair_auc, spread
from embexplorer.trainers._labelled_rows import LabelledTriples, Labels, Triples, labels_of
from embexplorer.trainers._word_pairs import PairedTriples, read_pairs

Project = Callable[[IntArray], FloatArray]
NO, LEARNED, HELD_OUT = 0, 1, 2
FEWEST = 10  # pairs; of fewer none is held out


class Source(Protocol):
    """Where triples come from."""

    def __len__(self) -> int: ...
    def draw(self, random: np.random.Generator) -> Triples: ...
    def same(self, left: IntArray, right: IntArray) -> BoolArray: ...


@dataclass(frozen=True, kw_only=True)
class Task:
    """`used` says of each row whether it is learned from (1), held out (2), or neither; `score` measures a projection.

    `measure` is the score's name, empty where nothing is held out.
    """

    triples: Source
    used: IntArray
    notes: tuple[str, ...]
    measure: str
    caption: str
    score: Callable[[Project], float]

    def curves(self, project: Project, plain: float) -> dict[str, float]:
        """The score as it is now beside that of the plain space."""
        name = f"{self.measure} (held out)"
        return {name: self.score(project), f"{name}, plain space": plain} if self.measure else {}

    def verdict(self, project: Project, plain: float) -> tuple[str, ...]:
        """What the projection is worth, in a sentence."""
        if not self.measure:
            return ("Nothing was held out: no number says how far this serves for rows it has not seen.",)
        return (f"{self.caption}: {self.score(project):.3f} here, {plain:.3f} in the plain space.",)


def task_of_labels(space: EmbeddingSpace, column: str | None, share: float, seed: int) -> Task:
    """Learn from the rows that have a label in this column; raises UserError where they cannot teach anything."""
    labels = labels_of(_values(space, column))
    _refuse_labels(labels, column, space)
    learned, held_out = labels.split(share, seed)
    known, asked = spread(learned, MOST_KNOWN), spread(held_out, MOST_ASKED)

    def score(project: Project) -> float:
        return knn_accuracy(project(known), labels.codes[known], project(asked), labels.codes[asked])

    part = f"{len(asked):,} of the " if len(asked) < len(held_out) else ""
    return Task(
        triples=LabelledTriples(learned, labels.codes),
        used=_used(space.rows, learned, held_out),
        notes=_notes(labels, column, learned, held_out),
        measure="kNN accuracy" if len(held_out) else "",
        caption=f"kNN accuracy of {part}{len(held_out):,} held-out rows (k = {K}, cosine)",
        score=score,
    )


def _values(space: EmbeddingSpace, column: str | None) -> list[str | None]:
    names = [name for name in space.columns.column_names if _can_be_labels(space.columns.schema.field(name).type)]
    if column is None:
        raise UserError(f"{space.name} has no column of a few words.", "Add a column of labels, or give --pairs.")
    if column not in names:
        there = ", ".join(names) or "none"
        raise UserError(f"{space.name} has no column ‘{column}’ that could be labels.", f"There are: {there}.")
    return [None if value is None else str(value) for value in space.columns[column].to_pylist()]


def _can_be_labels(kind: pa.DataType) -> bool:
    words = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind)
    return bool(words or pa.types.is_integer(kind) or pa.types.is_boolean(kind))


def _refuse_labels(labels: Labels, column: str | None, space: EmbeddingSpace) -> None:
    if not labels.names:
        raise UserError(f"No row of {space.name} has a label in ‘{column}’.", "Choose another column.")
    if len(labels.names) == 1:
        said = f"The column ‘{column}’ holds labels with one class, ‘{labels.names[0]}’: nothing to tell it from."
        raise UserError(said, "Choose a column of two classes or more.")
    if labels.counts.max() < 2:
        raise UserError(f"Each label in ‘{column}’ has one row only: no two belong together.", "Choose another column.")


def _notes(labels: Labels, column: str | None, learned: IntArray, held_out: IntArray) -> tuple[str, ...]:
    known = f"{len(learned):,} rows were learned from by their ‘{column}’, {len(held_out):,} were held out"
    notes = [f"{known}; all were projected, also those without a label: {labels.unlabelled:,}."]
    single = [labels.names[code] for code in np.flatnonzero(labels.counts == 1).tolist()]
    if single:
        verb = "class has" if len(single) == 1 else "classes have"
        notes.append(f"{len(single):,} {verb} one row only, which others are told apart from: ‘{single[0]}’ …")
    return tuple(notes)


def task_of_pairs(space: EmbeddingSpace, path: Path, share: float, seed: int) -> Task:
    """Learn from a file of pairs; those held out are told from pairs that do not belong together."""
    pairs = read_pairs(path, space.keys)
    random = np.random.default_rng(seed)
    held, right = _parted(pairs.right, share, random)
    held_wrong, wrong = _parted(pairs.wrong, share, random)
    triples = PairedTriples(right, wrong, space.rows)
    if not len(triples):
        said = f"The pairs of {path.name} leave no word apart from any: everything belongs together."
        raise UserError(said, "Give more pairs, or pairs that end in 0.")
    apart = held_wrong if len(held_wrong) else _apart(PairedTriples(pairs.right, pairs.wrong, space.rows), random)
    rows, at = np.unique(np.concatenate([held, apart]), return_inverse=True)
    inside = at.reshape(-1, 2)

    def score(project: Project) -> float:
        return pair_auc(project(rows), inside[: len(held)], inside[len(held) :])

    told = f"Pairs that teach nothing, since no word stands apart from theirs: {triples.lost:,}."
    lost = (told,) if triples.lost else ()
    known = f"{len(right):,} pairs of {path.name} were learned from, {len(held):,} were held out"
    return Task(
        triples=triples,
        used=_used(space.rows, np.unique(right), np.unique(held)),
        notes=(f"{known}; all rows were projected.", *pairs.notes, *lost),
        measure="pair AUC" if len(held) and len(apart) else "",
        caption=f"AUC of {len(held):,} held-out pairs against {len(apart):,} others (cosine)",
        score=score,
    )


def _parted(pairs: IntArray, share: float, random: np.random.Generator) -> tuple[IntArray, IntArray]:
    """Held out, and the rest."""
    order = random.permutation(len(pairs))
    count = round(share * len(pairs)) if len(pairs) >= FEWEST else 0
    return pairs[order[:count]], pairs[order[count:]]


def _apart(triples: PairedTriples, random: np.random.Generator) -> IntArray:
    """Pairs of the file's words that do not belong together as far as the file says."""
    if not len(triples):
        return np.empty((0, 2), np.int64)
    anchor, _, negative = triples.draw(random)
    return np.column_stack([anchor, negative])


def _used(rows: int, learned: IntArray, held_out: IntArray) -> IntArray:
    """Of each row; a word both of a held-out pair and of one that is learned from is learned from."""
    used = np.full(rows, NO, np.int64)
    used[held_out] = HELD_OUT
    used[learned] = LEARNED
    return used
