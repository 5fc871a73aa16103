"""A part of a space: chosen words, a column's value, the first rows, or what fulfils all of these."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.change import Change
from embexplorer.core.columns import readable
from embexplorer.core.derived import derived, following
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import param
from embexplorer.core.transform import Transform
from embexplorer.core.typing import IntArray
from embexplorer.core.word_lookup import Case, missing_note, rows_of

TOLD = 5  # missing words that get a sentence each


@register
@dataclass(frozen=True, kw_only=True)
class Subset(Transform):
    """Keep some of the rows: words, those with a value in a column, the first; all conditions must hold."""

    name: ClassVar[str] = "subset"
    title: ClassVar[str] = "Subset"
    selection_fills: ClassVar[str] = "words"

    words: tuple[str, ...] = param((), "The words that are kept")
    path: Path | None = param(None, "A file with words that are kept, one in each line", title="Words in a file")
    column: str | None = param(None, "A column that says which rows are kept, by the value that it must have")
    value: tuple[str, ...] = param((), "The value, or values, of that column")
    first: int = param(0, "Only so many rows, the first of those that are left; 0: all", low=0, title="First rows")
    case: Case = param("fold", "A word that is absent: look for it in other case, or take it exactly", advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        """The rows in the order that they had; vectors and all columns as they were."""
        space = inputs.the_space()
        report(0.0, "Choosing rows")
        words = [*self.words, *(_lines(self.path) if self.path is not None else ())]
        if self.value and self.column is None:
            raise UserError(f"--value is ‘{self.value[0]}’, but no column is named.", "Name one: --column.")
        if not words and self.column is None and not self.first:
            raise UserError(
                f"It is not said which of the {space.rows:,} rows of {space.name} to keep.",
                "Give words, a file of words (--path), a column and its value, or --first.",
            )
        rows, notes = self._rows(space, words)
        report(0.5, f"Taking {len(rows):,} rows")
        model = following(space, Change())
        made = derived(space, space.vectors[rows], f"subset of {len(rows):,}", rows=rows, notes=notes, model=model)
        report(1.0, "Done")
        return made

    def source_files(self) -> tuple[Path, ...]:
        return () if self.path is None else (self.path,)

    def _rows(self, space: EmbeddingSpace, words: list[str]) -> tuple[IntArray, tuple[str, ...]]:
        rows: IntArray = np.arange(space.rows, dtype=np.int64)
        notes: tuple[str, ...] = ()
        if words:
            rows, notes = _named(space, words, self.case)
        if self.column is not None:
            rows = np.intersect1d(rows, _having(space, self.column, self.value))
        if not len(rows):
            raise UserError(f"No row of {space.name} fulfils all conditions.", "Leave one of them out.")
        return rows[: self.first or None], notes


def _named(space: EmbeddingSpace, words: list[str], case: Case) -> tuple[IntArray, tuple[str, ...]]:
    found = rows_of(space.keys, words, case=case)
    missing = list(dict.fromkeys(word for word, row in zip(words, found, strict=True) if row < 0))
    rows = np.unique(found[found >= 0])
    if not len(rows):
        if len(words) == 1:
            space.keys.row_of(words[0])
        raise UserError(
            f"None of the {len(words):,} words is in {space.name}, such as ‘{words[0]}’.", "Check the spelling."
        )
    notes = [missing_note(space, word) for word in missing[:TOLD]]
    if len(missing) > TOLD:
        notes = [f"{len(missing):,} words are not in {space.name}, such as ‘{missing[0]}’ and ‘{missing[1]}’."]
    return rows, tuple(notes)


def _having(space: EmbeddingSpace, column: str, values: tuple[str, ...]) -> IntArray:
    known = readable(space.columns).column_names
    if column not in known:
        raise UserError(f"{space.name} has no column ‘{column}’.", f"It has: {', '.join(known) or 'none'}.")
    if not values:
        raise UserError(f"It is not said which value ‘{column}’ must have.", "Give one or more: --value.")
    texts = space.columns[column].cast(pa.string())
    kept = np.flatnonzero(pc.fill_null(pc.is_in(texts, value_set=pa.array(values, pa.string())), False).to_numpy())
    if not len(kept):
        such = [str(value) for value in pc.unique(texts.drop_null())[:3].to_pylist()]
        raise UserError(
            f"No row of {space.name} has ‘{values[0]}’ in the column ‘{column}’.",
            f"It has values such as {', '.join(f'‘{value}’' for value in such)}." if such else "It is empty.",
        )
    return kept.astype(np.int64)


def _lines(path: Path) -> list[str]:
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as wrong:
        raise UserError(f"{path} cannot be read: {wrong}.", "It holds one word in each line, as UTF-8.") from wrong
    found = [line for line in lines if line]
    if not found:
        raise UserError(f"{path} holds no word.", "It holds one word in each line.")
    return found
