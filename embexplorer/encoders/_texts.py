"""The texts that an encoder reads, whole, with what names and describes them."""

from dataclasses import dataclass, field

import pyarrow as pa

from embexplorer.core.report import Report, ignore
from embexplorer.core.step import Step
from embexplorer.corpora.reading import _texts
from embexplorer.corpora.text_step import TextStep


@dataclass(frozen=True, kw_only=True)
class Texts:
    """`ids` is empty where nothing names the texts; `columns` has a row for each text."""

    name: str
    texts: list[str]
    ids: tuple[str, ...] = ()
    columns: pa.Table = field(default_factory=lambda: pa.table({}))
    notes: tuple[str, ...] = ()


def texts_of(step: Step, report: Report = ignore) -> Texts:
    """Read the file of a step that has the reading parameters of a text."""
    report(0.0, "Reading")
    names = ("path", "column", "id_column", "label_columns", "documents")
    reading = TextStep(**{name: getattr(step, name) for name in names})
    found = [text.strip() for text in _texts(reading)]
    kept = [text for text in found if text]
    report(1.0, "Read")
    return Texts(name=reading.path.name.split(".")[0], texts=kept)
