"""Find the words that hold a text or match a pattern, in the labels or in any column, or those near in meaning."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.meaning import meaning_of, nearest_in_meaning
from embexplorer.core.random_pairs import chance_of
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.row_search import rows_matching
from embexplorer.core.selected import WORD, rows_table
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Step, param
from embexplorer.core.table import Table
from embexplorer.core.typing import IntArray
from embexplorer.core.word_lookup import ABSENT, missing_notes, rows_of

MOST_BY_MEANING = 100


@register
@dataclass(frozen=True, kw_only=True)
class Search(Step):
    """Find words by a text, a /pattern/, or column:value, or what is near to a text in meaning.

    Hits come with their columns, in row order, except that equal labels come first and those that begin with the text
    second; by meaning the nearest come first.
    """

    name = "search"
    kind = "probe"
    title = "Search"
    takes = ("space",)
    makes = Table
    libraries = ("numpy", "pyarrow")
    quick = True

    query: str = param("", help="A text, a /regular expression/, or column:value")
    listed: tuple[str, ...] = param((), "Find these words, as of a named set, in whatever case")
    case: bool = param(False, "Tell capital letters from small ones")
    meaning: bool = param(False, "Find what is nearest in meaning, by the model that made the space")
    average: bool = param(
        False, "By meaning in a space of words without such a model: take the mean of the words' vectors", advanced=True
    )
    most: int = param(0, "Keep only the first hits; 0 keeps all, by meaning the first 100", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        space = inputs.the_space()
        report(0.0, f"Search {space.name}")
        if not self.query and not self.listed:
            raise UserError("There is nothing to search for.", "Type a word, a part of one, or a /pattern/.")
        if self.meaning:
            return self._by_meaning(space)
        hits, missing = self._listed(space) if self.listed else (rows_matching(space, self.query, self.case), ())
        kept = hits[: self.most] if self.most else hits
        report(1.0, f"{len(hits):,} found")
        return Table(
            name=f"Search · {self.query or ', '.join(self.listed)}",
            columns=rows_table(space, kept).columns,
            caption=f"{len(hits):,} of {space.rows:,} {space.unit} · {space.name}",
            missing=missing,
            facts={"found": float(len(hits))},
            notes=tuple(missing_notes(space, missing)),
        )

    def _listed(self, space: EmbeddingSpace) -> tuple[IntArray, tuple[str, ...]]:
        """The rows of the listed words, each once in the order of the list, and the words that are in none."""
        rows = rows_of(space.keys, self.listed, case="exact" if self.case else "fold")
        missing = tuple(word for word, row in zip(self.listed, rows.tolist(), strict=True) if row == ABSENT)
        there = np.array(list(dict.fromkeys(rows[rows != ABSENT].tolist())), np.int64)
        return there, tuple(dict.fromkeys(missing))

    def _by_meaning(self, space: EmbeddingSpace) -> Table:
        meaning = meaning_of(space, self.query, self.average)
        rows, cosines = nearest_in_meaning(space, meaning, min(self.most or MOST_BY_MEANING, space.rows))
        table = rows_table(space, rows, taken=("score", "top_percent")).columns
        scored = table.add_column(table.column_names.index(WORD) + 1, "score", pa.array(cosines, pa.float32()))
        chance = chance_of(space, "cosine")
        percents = pa.array(chance.top_percent(None, rows, cosines), pa.float64())
        return Table(
            name=f"Search by meaning · {self.query}",
            columns=scored.add_column(scored.column_names.index("score") + 1, "top_percent", percents),
            caption=f"the {len(rows):,} nearest · cosine · {captioned(space)} · {meaning.said} · n = {space.rows:,}",
            missing=meaning.missing,
            units={"top_percent": "%"},
            facts={"found": float(len(rows))},
            notes=(
                *meaning.notes,
                f"top_percent is the share of random pairs of {space.unit} that are at least as near.",
            ),
        )
