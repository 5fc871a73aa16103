"""Write a space as gensim's own file: a whole Word2Vec that can go on learning, or KeyedVectors."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.chosen import Chosen, chosen, refuse_labels
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Kind, Step, param
from embexplorer.core.table import Table
from embexplorer.core.writing import new_file

BLOCK_NUMBERS = 1 << 20


@register
@dataclass(frozen=True, kw_only=True)
class ToGensim(Step):
    """Write gensim's own file, which gensim's load opens; it is a pickle, so open only your own."""

    name: ClassVar[str] = "to-gensim"
    kind: ClassVar[Kind] = "writer"
    title: ClassVar[str] = "gensim model"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    may_take: ClassVar[tuple[str, ...]] = ("rows",)
    makes: ClassVar[type] = Table
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "gensim")
    path: Path = param(help="The file to write; gensim's load opens it, which runs what a pickle says.")
    what: Literal["model if possible", "keyed vectors"] = param(
        "model if possible", "A whole Word2Vec that can go on learning, or its vectors only (KeyedVectors)."
    )

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        part = chosen(inputs)
        refuse_labels(part.labels(), {}, "Rename it, or save the space as a folder.")
        model, notes = (_keyed(part, report), ()) if self.what == "keyed vectors" else _best(part, report)
        report(0.7, f"Writing {self.path.name}")
        with new_file(self.path) as stream:
            model.save(stream)
        kind = type(model).__name__
        columns = pa.table({"file": [str(self.path)], "rows": [len(part)], "kind": [kind]})
        caption = f"Written: {self.path} · {kind} of {len(part):,} rows × {part.space.dimensions:,}"
        return Table(name=self.path.name, columns=columns, caption=caption, notes=notes)


def _best(part: Chosen, report: Report) -> tuple[Any, tuple[str, ...]]:
    """The whole model where gensim has such a one, else the vectors and why."""
    why = _why_no_model(part)
    if why:
        return _keyed(part, report), (f"{why}, so KeyedVectors were written, which cannot go on learning.",)
    from embexplorer.corpora.gensim_model import model_of

    report(0.0, "Rebuilding the model")
    return model_of(part.space), ()


def _why_no_model(part: Chosen) -> str:
    model = part.space.model
    if model is None or model.kind != "word2vec":
        return f"{part.space.name} was not trained by word2vec here"
    if model.settings["loss"] == "softmax":
        return "gensim knows no full softmax"
    return "" if part.rows is None else "A selection is no whole model"


def _keyed(part: Chosen, report: Report) -> Any:
    from gensim.models import KeyedVectors

    labels = part.labels().to_pylist()
    if len(set(labels)) < len(labels):
        raise UserError("gensim keeps one vector for each label, and some labels are the same.", "Rename them.")
    vectors = np.empty((len(part), part.space.dimensions), np.float32)
    step = max(1, BLOCK_NUMBERS // max(1, part.space.dimensions))
    for start in range(0, len(part), step):
        report(0.5 * start / len(part), f"Copying {start:,} of {len(part):,} rows")
        vectors[start : start + step] = part.vectors(start, min(len(part), start + step))
    keyed = KeyedVectors(part.space.dimensions)
    keyed.add_vectors(labels, vectors)
    return keyed
