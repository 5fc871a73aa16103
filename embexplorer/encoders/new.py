"""Embed words or texts that are new in the space of a model that can: they become rows of a space of their own."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import automatic_columns
from embexplorer.core.described import plain_name
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Estimated
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import ARRAYS, embed
from embexplorer.core.registry import discover, register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.document_rows import left_out, unique_labels
from embexplorer.encoders._model_size import model_size

A_LINE = 80  # bytes, about
SENTENCES = 32  # texts that a sentence model encodes at once
BYTES_A_SECOND = {"fasttext": 7e4, "doc2vec": 3e5, "counts": 2e6, "average-documents": 2e6}
BATCH = 256  # new inputs that are embedded between two reports


@register
@dataclass(frozen=True, kw_only=True)
class New(Estimated):
    """Embed new words, texts or images with the model that made this space, in its own dimensions."""

    name: ClassVar[str] = "new"
    kind: ClassVar[Kind] = "encoder"
    title: ClassVar[str] = "New input"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = EmbeddingSpace
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")

    words: tuple[str, ...] = param((), "What is embedded: words, texts in quotes, or paths of images.")
    path: Path | None = param(None, "A file with more of them, one in each line.")

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        space = inputs.the_space()
        kind = _accepted(space)
        report(0.0, f"Embedding with {space.name}")
        asked = [*self.words, *(_lines(self.path) if self.path is not None else ())]
        if not asked:
            raise UserError("There is nothing to embed.", f"Write a {kind} behind the space, or give a file (--path).")
        different = list(dict.fromkeys(asked))
        vectors = _embedded(space, different, report)
        good = np.flatnonzero(np.isfinite(vectors).all(axis=1) & vectors.any(axis=1))
        if not len(good):
            raise UserError(f"{space.name} knows nothing in ‘{different[0]}’.", f"Try another {kind}.")
        kept = [different[row] for row in good.tolist()]
        return EmbeddingSpace(
            name=f"{plain_name(space)}, new {kind}s",
            keys=Keys(unique_labels(kept)),
            vectors=vectors[good],
            columns=automatic_columns(vectors[good]).append_column(kind, pa.array(kept, pa.large_string())),
            parent=space.folder.name if space.folder is not None else None,
            notes=_notes(space, asked, different, set(kept)),
            derived=space.derived,
        )

    def estimate_on(self, space: EmbeddingSpace) -> Estimate | None:
        """By the bytes of what is asked for, without reading it; None where the model takes no text."""
        lengths = [len(word.encode()) for word in self.words]
        if self.path is not None and self.path.is_file():
            lengths += [A_LINE] * (self.path.stat().st_size // A_LINE)
        asked = np.array(lengths, np.int64)
        if space.model is None or not len(asked):
            return None
        if space.model.kind == "sentences":
            model = model_size(Path(space.model.settings["folder"]))
            return None if model is None else model.estimate(len(asked), int(model.tokens(asked).sum()), SENTENCES)
        if space.model.kind not in BYTES_A_SECOND:
            return None
        seconds = float(asked.sum()) / BYTES_A_SECOND[space.model.kind]
        held = _bytes_of_model(space) + len(asked) * space.dimensions * 8.0
        return Estimate(seconds=seconds, memory=held).loading("gensim")

    def source_files(self) -> tuple[Path, ...]:
        return () if self.path is None else (self.path,)


def _bytes_of_model(space: EmbeddingSpace) -> int:
    """What lies beside the vectors, without reading it where it is a file."""
    if space.folder is not None:
        return (space.folder / ARRAYS).stat().st_size
    return sum(array.nbytes for array in space.model.arrays.values()) if space.model is not None else 0


def _accepted(space: EmbeddingSpace) -> str:
    """What the space's model takes: a word, a text or an image; raises UserError when it takes nothing new."""
    discover()  # each kind of model registers in its trainer's file how it embeds
    if space.model is None:
        raise UserError(
            f"{space.name} holds vectors only: nothing new can be embedded in it.",
            "Open the folder of a space that was trained or encoded here, such as fastText or sentences.",
        )
    if not space.model.accepts:
        raise UserError(
            f"{space.name} was made by {space.model.kind}, which has no vector for what it has not seen.",
            "Train fastText for new words, or Doc2Vec or a count model of documents for new texts.",
        )
    return space.model.accepts


def _lines(path: Path) -> list[str]:
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as wrong:
        raise UserError(f"{path} cannot be read: {wrong}.", "It holds one input in each line, as UTF-8.") from wrong
    found = [line for line in lines if line]
    if not found:
        raise UserError(f"{path} holds no line to embed.", "It holds one input in each line.")
    return found


def _embedded(space: EmbeddingSpace, asked: list[str], report: Report) -> FloatArray:
    parts = []
    for start in range(0, len(asked), BATCH):
        report(start / len(asked), f"Embedding {start:,} of {len(asked):,}")
        parts.append(np.asarray(embed(space, asked[start : start + BATCH]), np.float32))
    report(1.0, "Embedded")
    return np.concatenate(parts)


def _notes(space: EmbeddingSpace, asked: list[str], different: list[str], kept: set[str]) -> tuple[str, ...]:
    notes = []
    again, lost = len(asked) - len(different), [text for text in different if text not in kept]
    if again:
        notes.append(left_out(again, "input", "that had come before"))
    if lost:
        notes.append(left_out(len(lost), "input", f"in which {space.name} knows nothing, such as ‘{lost[0]}’,"))
    known = [text for text in different if space.keys.find(text) is not None]
    if known:
        rows = "1 is a row" if len(known) == 1 else f"{len(known):,} are rows"
        notes.append(f"{rows} of {space.name} already, such as ‘{known[0]}’.")
    return tuple(notes)
