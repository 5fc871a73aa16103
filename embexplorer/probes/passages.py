"""Answer a question by passages: the documents, or the parts of them, that are nearest to it in meaning."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.kept_array import kept_array
from embexplorer.core.meaning import Meaning, embedded, embeds_texts, meaning_of, nearest_in_meaning
from embexplorer.core.passage_text import Passage, count_words, sentences, windows
from embexplorer.core.random_pairs import chance_of
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.texts import texts_of
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.core.vectors import scores

WORTH_KEEPING = 20  # passages of one document, whose vectors then lie beside the space for the next question
SAMPLED = 1000  # documents by which it is told whether they are long


@dataclass(frozen=True)
class Found:
    """The best passage of one document: passage `number` of `count`, counted from 1."""

    row: int
    score: float
    text: str
    number: int
    count: int


@register
@dataclass(frozen=True, kw_only=True)
class Passages(Step):
    """Find the documents, or passages of them, that are nearest in meaning to a question or any other text.

    The text is embedded by the model that made the space. Long documents are cut into passages, which the same model
    embeds, so that an answer is found that is a small part of its document.
    """

    name: ClassVar[str] = "passages"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "Passages"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    query: str = param(help="A question, or any text")
    k: int = param(10, "How many answers", low=1, high=1000)
    split: Literal["auto", "whole", "sentences", "windows"] = param(
        "auto", "Cut documents into sentences or windows of words; auto: windows where half of them are longer than one"
    )
    window: int = param(60, "Words in a window", low=5, high=10_000, unit="words", advanced=True)
    documents: int = param(50, "Cut only so many documents, those nearest as a whole; 0 cuts all", low=0, advanced=True)
    column: str = param("", "The column that holds the texts; empty: ‘text’, or else the labels", advanced=True)
    average: bool = param(
        False, "In a space of words without a model of texts: take the mean of the words' vectors", advanced=True
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row an answer, best first; of a document that is cut, its best passage only."""
        space = inputs.the_space()
        report(0.0, f"Reading the question with {space.name}")
        meaning = meaning_of(space, self.query, self.average)
        texts, column = texts_of(space, self.column)
        split = self._split(space, texts)
        if split == "whole":
            return self._whole(space, meaning, texts, column, report)
        return self._cut(space, meaning, texts, split, report)

    def _split(self, space: EmbeddingSpace, texts: pa.Array) -> str:
        if not embeds_texts(space):
            if self.split in ("sentences", "windows"):
                raise UserError(
                    f"{space.name} has no model that could embed passages.", "Take its rows whole (--split whole)."
                )
            return "whole"
        if self.split != "auto":
            return self.split
        sample = texts.take(pa.array(np.unique(np.linspace(0, space.rows - 1, SAMPLED).astype(np.int64)))).to_pylist()
        return "windows" if np.median([count_words(text) for text in sample]) > self.window else "whole"

    def _whole(self, space: EmbeddingSpace, meaning: Meaning, texts: pa.Array, column: str, report: Report) -> Table:
        report(0.5, "Comparing with all rows")
        rows, found = nearest_in_meaning(space, meaning, self.k)
        more = {"passage": pc.utf8_trim_whitespace(texts.take(pa.array(rows)))} if column else {}
        return self._table(space, meaning, rows, found, more, f"whole {space.unit} · exact")

    def _cut(self, space: EmbeddingSpace, meaning: Meaning, texts: pa.Array, split: str, report: Report) -> Table:
        """The passages of the nearest documents, embedded now or when they were asked about before."""
        most = min(self.documents or space.rows, space.rows)
        candidates, _ = nearest_in_meaning(space, meaning, most)
        pieces = [self._pieces(text, split) for text in texts.take(pa.array(candidates)).to_pylist()]
        total = sum(map(len, pieces))
        if not total:
            raise UserError("The nearest documents hold no text.", "Choose the column of texts (--column).")
        found: list[Found] = []
        done, unknown = 0, 0
        for row, of_one in zip(candidates.tolist(), pieces, strict=True):
            report(0.1 + 0.9 * done / total, f"Reading {done:,} of {total:,} passages")
            best, lost = _best_of(space, meaning, row, of_one, f"{self._kept_as(split)}-{row}")
            found += [best] if best is not None else []
            done, unknown = done + len(of_one), unknown + lost
        found.sort(key=lambda one: (-one.score, one.row))
        said = f"the best of {total:,} {self._named(split)} of {_documents(most, space)}"
        return self._table_of_passages(space, meaning, found[: self.k], said, _notes(most, space, unknown))

    def _table_of_passages(
        self, space: EmbeddingSpace, meaning: Meaning, found: list[Found], said: str, notes: tuple[str, ...]
    ) -> Table:
        more = {
            "place": pa.array([f"{one.number:,} of {one.count:,}" for one in found], pa.string()),
            "passage": pa.array([one.text for one in found], pa.large_string()),
        }
        rows, cosines = np.array([one.row for one in found], np.int64), np.array([one.score for one in found])
        return self._table(space, meaning, rows, cosines.astype(np.float32), more, said, notes)

    def _kept_as(self, split: str) -> str:
        """The name of kept passages: other cuts and other texts are other passages."""
        cut = f"{self.column}|{split}|{self.window if split == 'windows' else 0}"
        return f"passages-{hashlib.sha256(cut.encode()).hexdigest()[:8]}"

    def _pieces(self, text: str, split: str) -> list[Passage]:
        return sentences(text) if split == "sentences" else windows(text, self.window)

    def _named(self, split: str) -> str:
        return "sentences" if split == "sentences" else f"windows of {self.window} words"

    def _table(
        self,
        space: EmbeddingSpace,
        meaning: Meaning,
        rows: IntArray,
        found: FloatArray,
        more: dict[str, pa.Array],
        said: str,
        notes: tuple[str, ...] = (),
    ) -> Table:
        chance = chance_of(space, "cosine")
        columns = {
            "row": pa.array(rows, pa.int64()),
            "rank": pa.array(range(1, len(rows) + 1), pa.int64()),
            "document": pa.array(space.keys.at(rows), pa.large_string()),
            "score": pa.array(found, pa.float32()),
            "top_percent": pa.array(chance.top_percent(None, rows, found), pa.float64()),
            **more,
        }
        yardstick = f"top_percent is the share of random pairs of {space.unit} that are at least as near."
        return Table(
            name=f"Passages · {self.query}",
            columns=pa.table(columns),
            caption=f"cosine · {captioned(space)} · {meaning.said} · {said} · n = {space.rows:,}",
            missing=meaning.missing,
            units={"top_percent": "%"},
            form="bars",
            notes=(*meaning.notes, yardstick, *notes),
        )


def _best_of(
    space: EmbeddingSpace, meaning: Meaning, row: int, pieces: list[Passage], name: str
) -> tuple[Found | None, int]:
    """The nearest passage of a document, None where it has none that the model can read, and how many it cannot."""
    if not pieces:
        return None, 0
    texts = [piece.text for piece in pieces]
    if len(texts) >= WORTH_KEEPING:
        vectors = kept_array(space, name, lambda: embedded(space, texts))
    else:
        vectors = embedded(space, texts)
    known = vectors.any(axis=1)
    cosines = np.where(known, scores(meaning.vector[None, :], vectors)[0], -np.inf)
    best = int(cosines.argmax())
    lost = len(texts) - int(known.sum())
    if not known.any():
        return None, lost
    return Found(row, float(cosines[best]), texts[best], best + 1, len(texts)), lost


def _notes(most: int, space: EmbeddingSpace, unknown: int) -> tuple[str, ...]:
    notes = []
    if most < space.rows:
        notes.append(
            f"Only the {most:,} {space.unit} that are nearest as a whole were cut into passages; --documents says how "
            "many, 0 cuts all."
        )
    if unknown:
        notes.append(f"{unknown:,} passages were left out: the model knows nothing in them.")
    return tuple(notes)


def _documents(most: int, space: EmbeddingSpace) -> str:
    return f"all {space.rows:,} {space.unit}" if most == space.rows else f"the {most:,} nearest {space.unit}"
