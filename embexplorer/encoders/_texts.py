"""The texts that an encoder reads, whole, with what names and describes them."""

from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report, ignore
from embexplorer.core.typing import IntArray
from embexplorer.corpora.document_rows import left_out
from embexplorer.corpora.documents import Documents, rows_kept
from embexplorer.corpora.text_source import documents_of
from embexplorer.corpora.text_step import TextStep

PARAMETERS = ("path", "column", "id_column", "label_columns", "documents", "encoding")


class ReadsTexts(Protocol):
    """A step with the parameters that say how a text is read, but for those that say what a word is."""

    @property
    def path(self) -> Any: ...


def reading_of(step: ReadsTexts) -> TextStep:
    """The same wish as a text step."""
    return TextStep(**{name: getattr(step, name) for name in PARAMETERS})


def texts_of(step: ReadsTexts, report: Report = ignore) -> Documents:
    """The texts without those that are empty; raises UserError where none is left."""
    found = documents_of(reading_of(step), report)
    kept = np.asarray(pc.not_equal(pc.utf8_trim_whitespace(found.texts), "").fill_null(False), np.bool_)
    lost = len(kept) - int(kept.sum())
    if lost == len(kept):
        raise UserError(f"{step.path.name} holds no text.", "Choose a file with text in it, or another column.")
    ids, columns = rows_kept(found, kept)
    notes = (*found.notes, left_out(lost, "text", "without content")) if lost else found.notes
    return Documents(texts=found.texts.filter(pa.array(kept)), ids=ids, columns=columns, notes=notes)


def byte_lengths(found: Documents) -> IntArray:
    """The bytes of each text."""
    return np.asarray(pc.binary_length(found.texts).to_numpy(), np.int64)
