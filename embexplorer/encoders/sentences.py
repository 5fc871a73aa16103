"""Texts as vectors of a sentence model that lies in a folder on this disk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.columns import automatic_columns
from embexplorer.core.errors import UserError
from embexplorer.core.estimate import Estimate, Estimated, Size
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model, embeds
from embexplorer.core.registry import register
from embexplorer.core.report import Part, Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import FOLDER, Kind, Step, param
from embexplorer.core.typing import FloatArray
from embexplorer.corpora.document_rows import unique_labels
from embexplorer.corpora.documents import Documents
from embexplorer.corpora.text_source import name_of
from embexplorer.encoders._model_folder import files_of, hashes_of, loaded, refuse_changed, refuse_unsafe
from embexplorer.encoders._model_size import model_size
from embexplorer.encoders._texts import PARAMETERS, byte_lengths, reading_of, texts_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

READ, LOADED = 0.05, 0.15  # of the progress is over then
WITHOUT = "without a graphics processor"
BLOCK = 16  # batches among which texts are put together by length; the encoding may end behind each block
MARKS = 8  # tokens that may stand around a text


@register
@dataclass(frozen=True, kw_only=True)
class Sentences(Estimated):
    """Encode the texts of a file with a sentence model that lies in a folder on this disk."""

    name: ClassVar[str] = "sentences"
    kind: ClassVar[Kind] = "encoder"
    title: ClassVar[str] = "Sentences"
    makes: ClassVar[type] = EmbeddingSpace
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "sentence-transformers", "torch")
    reading_parameters: ClassVar[tuple[str, ...]] = PARAMETERS
    keeps_itself: ClassVar[bool] = True

    path: Path = param(help="The text: a file, a table with a text column, or a folder of texts.")
    column: str = param("", "The column of a table that holds the text; empty: the one that reads like text.")
    id_column: str = param(
        "", "The column of a table that names each text; empty: ‘id’, where its values differ.", advanced=True
    )
    label_columns: tuple[str, ...] = param(
        (), "Columns of a table that are kept as metadata of the texts; none: all others.", advanced=True
    )
    documents: Literal["lines", "paragraphs", "files"] = param(
        "lines", "What one text is in plain text; of a table it is always a row.", advanced=True
    )
    encoding: str = param("", "The encoding of the text, such as cp1252; empty: the one that is found.", advanced=True)
    model: Path = param(help="The folder of a sentence-transformers model with safetensors weights.", unit=FOLDER)
    normalise: bool = param(True, "Bring every vector to length 1.")
    prompt: str = param("", "What is written before every text, as the model's description may ask, such as “query: ”.")
    batch_size: int = param(32, "Texts that are encoded at once.", low=1, high=4096, advanced=True)
    device: Literal["auto", "cpu", "cuda", "mps"] = param(
        "auto", "Where the model runs; auto: on a graphics processor if there is one.", advanced=True
    )
    truncate_dimensions: int = param(
        0, "Keep the first numbers of each vector only, for models trained for it; 0: all.", low=0, high=100_000,
        advanced=True,
    )  # fmt: skip
    stop_after: int = param(0, "End after so many texts, as a stopped run did; 0: at the end.", low=0, advanced=True)

    def run(self, inputs: Inputs, report: Report = ignore) -> EmbeddingSpace:
        refuse_unsafe(self.model)
        device = chosen_device(self.device)
        found = texts_of(self, Part(report, 0.0, READ))
        texts: list[str] = found.texts.to_pylist()
        report(READ, f"Loading {self.model.name}")
        model = loaded(self.model, device)
        width = _width(self, model)
        report(LOADED, f"Loaded {self.model.name}")
        vectors = encoded(self, model, texts, Part(report, LOADED, 0.98))
        done = len(vectors)
        cut = texts_cut(model, texts[:done], self.prompt, Part(report, 0.98, 1.0))
        space = _space(f"{name_of(self.path)} {self.model.resolve().name}", found, texts[:done], vectors)
        notes = (*found.notes, *_notes(self, model, (done, len(texts)), cut, width))
        return replace(space, notes=notes, model=_kept(self))

    def measured(self, report: Report = ignore) -> Size | None:
        """The texts and about how many tokens of them the model reads; nothing of the model is loaded."""
        lengths = byte_lengths(texts_of(self, report))[: self.stop_after or None] + len(self.prompt.encode())
        model = model_size(self.model)
        tokens = lengths if model is None else model.tokens(lengths)
        return Size(documents=len(lengths), units=int(tokens.sum()), rows=len(lengths))

    def estimate(self, size: Size) -> Estimate | None:
        model = model_size(self.model)
        if model is None or self.device in ("cuda", "mps"):
            return None  # graphics processors differ too much
        condition = WITHOUT if self.device == "auto" else ""
        return replace(model.estimate(size.rows, size.units, self.batch_size), condition=condition)

    def stopped_at(self, iteration: int) -> Step:
        return replace(self, stop_after=iteration)

    def source_files(self) -> tuple[Path, ...]:
        """The text's file or files, and those of the model."""
        return (*reading_of(self).source_files(), *files_of(self.model))


def chosen_device(wanted: str) -> str:
    """The device that is meant; raises UserError where this machine has none of the kind."""
    import torch

    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted == "auto":
        return next(name for name, is_there in there.items() if is_there)
    if not there[wanted]:
        raise UserError(f"--device is {wanted}, and this machine has none that torch can use.", "Use --device auto.")
    return wanted


def encoded(step: Sentences, model: "SentenceTransformer", texts: Sequence[str], report: Report) -> FloatArray:
    """A row for each text in order, of the first blocks only when it was enough."""
    last = min(step.stop_after or len(texts), len(texts))
    parts: list[FloatArray] = []
    size = step.batch_size * BLOCK
    for start in range(0, last, size):
        block = _block(step, model, texts[start : min(start + size, last)], start, last, report)
        if block is None:
            report.keep(start)
            break
        parts.append(block)
    report(1.0, "Encoded")
    return np.concatenate(parts)


def _block(
    step: Sentences, model: "SentenceTransformer", texts: Sequence[str], start: int, last: int, report: Report
) -> FloatArray | None:
    """Like lengths go together, which saves padding; None when it was enough before the block was done.

    The first block is always done: there must be something to keep.
    """
    order = np.argsort([-len(text) for text in texts], kind="stable")
    rows = []
    for at in range(0, len(texts), step.batch_size):
        report((start + at) / last, f"Encoding: {start + at:,} of {last:,} texts")
        report.rest()
        if start and report.enough():
            return None
        batch = [texts[row] for row in order[at : at + step.batch_size].tolist()]
        rows.append(_batch(model, batch, step.prompt, step.normalise, step.truncate_dimensions))
    vectors = np.concatenate(rows)
    answer = np.empty_like(vectors)
    answer[order] = vectors
    return answer


def _batch(
    model: "SentenceTransformer", texts: Sequence[str], prompt: str, normalise: bool, dimensions: int
) -> FloatArray:
    found = model.encode(
        list(texts),
        batch_size=len(texts),
        prompt=prompt or None,
        normalize_embeddings=normalise,
        truncate_dim=dimensions or None,
        show_progress_bar=False,
    )
    return np.asarray(found, np.float32)


def texts_cut(model: "SentenceTransformer", texts: Sequence[str], prompt: str, report: Report) -> int:
    """How many texts are longer than the model's longest input, so that their end was not read."""
    longest, tokeniser = model.max_seq_length, model.tokenizer
    if longest is None or not callable(tokeniser):
        return 0
    # a token has at least one byte, so that a shorter text cannot be too long
    doubtful = [prompt + text for text in texts if len((prompt + text).encode()) + MARKS > longest]
    count = 0
    for start in range(0, len(doubtful), 1000):
        report(start / len(doubtful), "Counting texts that are too long")
        lengths = tokeniser(doubtful[start : start + 1000], truncation=False, verbose=False)["input_ids"]
        count += sum(len(tokens) > longest for tokens in lengths)
    report(1.0, "Counted texts that are too long")
    return count


def _width(step: Sentences, model: "SentenceTransformer") -> int:
    width = int(model.get_embedding_dimension())
    if step.truncate_dimensions > width:
        raise UserError(
            f"--truncate-dimensions is {step.truncate_dimensions:,}, but {step.model.name} has {width:,} dimensions.",
            "Ask for fewer, or for 0 to keep all.",
        )
    return width


def _space(name: str, found: Documents, texts: Sequence[str], vectors: FloatArray) -> EmbeddingSpace:
    labels = unique_labels(found.ids[: len(texts)] if found.ids else texts)
    columns = automatic_columns(vectors).append_column("text", pa.array(texts, pa.large_string()))
    space = EmbeddingSpace(name=name, keys=Keys(labels), vectors=vectors, columns=columns, unit="documents")
    others = found.columns.slice(0, len(texts))
    return space.with_columns(others) if others.num_columns else space


def _notes(
    step: Sentences, model: "SentenceTransformer", done_of: tuple[int, int], cut: int, width: int
) -> tuple[str, ...]:
    notes = []
    done, total = done_of
    if done < total:
        notes.append(f"Only the first {done:,} of {total:,} texts were encoded.")
    if cut:
        notes.append(
            f"{cut:,} of {done:,} texts are longer than the {model.max_seq_length:,} tokens that the model reads: "
            "their end was not read."
        )
    if step.truncate_dimensions:
        notes.append(f"Only the first {step.truncate_dimensions:,} of {width:,} numbers of each vector were kept.")
    if not (step.model / "modules.json").is_file():
        notes.append("The folder does not say how the words' vectors become one: their mean was taken.")
    if model.device.type != "cpu":
        notes.append(f"Encoded on {model.device.type}: the last digits may differ on another device.")
    return tuple(notes)


def _kept(step: Sentences) -> Model:
    settings = {
        "folder": str(step.model.resolve()),
        "files": hashes_of(step.model),
        "prompt": step.prompt,
        "normalise": step.normalise,
        "dimensions": step.truncate_dimensions,
    }
    return Model(kind="sentences", settings=settings, accepts="text")


@embeds("sentences")
def embed_texts(space: EmbeddingSpace, texts: Sequence[str]) -> FloatArray:
    """New texts, encoded by the same model as the space, which must lie where it lay, unchanged."""
    if space.model is None:
        raise UserError(f"{space.name} holds vectors only.", "Encode sentences here first.")
    settings = space.model.settings
    folder = Path(settings["folder"])
    refuse_unsafe(folder)
    refuse_changed(folder, settings["files"])
    model = loaded(folder, chosen_device("auto"))
    parts = [
        _batch(model, texts[at : at + 32], settings["prompt"], settings["normalise"], settings["dimensions"])
        for at in range(0, len(texts), 32)
    ]
    return np.concatenate(parts)
