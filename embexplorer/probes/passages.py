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


@dataclass(frozen=True)
class Asked:
    """A question about the documents of a space: all of them, or those in the rows `among`."""

    space: EmbeddingSpace
    meaning: Meaning
    texts: pa.Array
    among: IntArray | None

    @property
    def count(self) -> int:
        """How many documents are asked."""
        return self.space.rows if self.among is None else len(self.among)

    def median_words(self) -> float:
        """How long the documents of the space are, by some that lie evenly among them."""
        sample = np.unique(np.linspace(0, self.space.rows - 1, SAMPLED).astype(np.int64))
        return float(np.median([count_words(text) for text in self.texts.take(pa.array(sample)).to_pylist()]))


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
    may_take: ClassVar[tuple[str, ...]] = ("rows",)
    makes: ClassVar[type] = Table
    quick: ClassVar[bool] = True

    query: str = param(help="A question, or any text")
    k: int = param(10, "How many answers", low=1, high=1000)
    split: Literal["auto", "whole", "sentences", "windows"] = param(
        "auto", "Cut documents into sentences or windows of words; auto: windows where half of them are longer than one"
    )
    window: int = param(60, "Words in a window", low=5, high=10_000, unit="words", advanced=True)
    documents: int = param(10, "Cut only so many documents, those nearest as a whole; 0 cuts all", low=0, advanced=True)
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
        asked = Asked(space, meaning, texts, inputs.rows)
        if self._split(asked) == "whole":
            return self._whole(asked, column, report)
        return self._cut(asked, self._split(asked), report)

    def _split(self, asked: Asked) -> str:
        if self.split in ("sentences", "windows") and not embeds_texts(asked.space):
            why = f"{asked.space.name} has no model that could embed passages."
            raise UserError(why, "Take its rows whole (--split whole).")
        if self.split != "auto":
            return self.split
        return "windows" if embeds_texts(asked.space) and asked.median_words() > self.window else "whole"

    def _whole(self, asked: Asked, column: str, report: Report) -> Table:
        report(0.5, "Comparing with all rows")
        rows, found = nearest_in_meaning(asked.space, asked.meaning, self.k, asked.among)
        more = {"passage": pc.utf8_trim_whitespace(asked.texts.take(pa.array(rows)))} if column else {}
        return self._table(asked, rows, found, more, f"whole {asked.space.unit} · exact")

    def _cut(self, asked: Asked, split: str, report: Report) -> Table:
        """The passages of the nearest documents, embedded now or when they were asked about before."""
        space, meaning = asked.space, asked.meaning
        most = min(self.documents or asked.count, asked.count)
        candidates, _ = nearest_in_meaning(space, meaning, most, asked.among)
        pieces = [self._pieces(text, split) for text in asked.texts.take(pa.array(candidates)).to_pylist()]
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
        said = f"the best of {total:,} {self._named(split)} of {_documents(most, asked)}"
        return self._table_of_passages(asked, found[: self.k], said, _notes(most, asked, unknown))

    def _table_of_passages(self, asked: Asked, found: list[Found], said: str, notes: tuple[str, ...]) -> Table:
        more = {
            "place": pa.array([f"{one.number:,} of {one.count:,}" for one in found], pa.string()),
            "passage": pa.array([one.text for one in found], pa.large_string()),
        }
        rows, cosines = np.array([one.row for one in found], np.int64), np.array([one.score for one in found])
        return self._table(asked, rows, cosines.astype(np.float32), more, said, notes)

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
        asked: Asked,
        rows: IntArray,
        found: FloatArray,
        more: dict[str, pa.Array],
        said: str,
        notes: tuple[str, ...] = (),
    ) -> Table:
        space, meaning = asked.space, asked.meaning
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
            caption=f"cosine · {captioned(space)} · {meaning.said} · {said} · n = {asked.count:,}",
            missing=meaning.missing,
            facts={"long": float(embeds_texts(space) and asked.median_words() > self.window)},
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


def _notes(most: int, asked: Asked, unknown: int) -> tuple[str, ...]:
    notes = []
    if most < asked.count:
        nearest_ones = f"Only the {most:,} {asked.space.unit} that are nearest as a whole were cut into passages"
        notes.append(f"{nearest_ones}; --documents says how many, 0 cuts all.")
    if unknown:
        notes.append(f"{unknown:,} passages were left out: the model knows nothing in them.")
    return tuple(notes)


def _documents(most: int, asked: Asked) -> str:
    unit = asked.space.unit
    return f"all {asked.count:,} {unit}" if most == asked.count else f"the {most:,} nearest {unit}"
