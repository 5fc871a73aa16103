"""Read vectors from text: word2vec with a header, GloVe without one, fastText .vec."""

from dataclasses import dataclass
from typing import ClassVar

from embexplorer.core.batch import Batches, with_note
from embexplorer.core.errors import UserError
from embexplorer.core.reader import FileReader
from embexplorer.core.reading import Head
from embexplorer.core.registry import register
from embexplorer.readers._text_layout import are_rows, doubts, layout_of, refuse_dimensions
from embexplorer.readers._text_rows import text_batches


@register
@dataclass(frozen=True, kw_only=True)
class Word2vecText(FileReader):
    """Read vectors from text: a label and its numbers on each line (word2vec, GloVe, fastText .vec)."""

    name: ClassVar[str] = "word2vec-text"
    title: ClassVar[str] = "Text vectors (word2vec, GloVe, fastText)"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow", "numba")

    @classmethod
    def claims(cls, head: Head) -> int:
        """A zero byte speaks against text, unless one of the first lines reads as a row."""
        layout = None if head.folder else layout_of(head)
        if layout is None:
            return 0
        return 70 if b"\0" not in head.start or are_rows(head, layout) else 0

    def batches(self, head: Head) -> Batches:
        layout = layout_of(head)
        if layout is None:
            found = f"{head.name}, line 1: no numbers after a label, expected rows of vectors."
            raise UserError(found, "Check that this is the file you meant.")
        refuse_dimensions(head, layout.dimensions)
        doubt = doubts(head, layout)
        return with_note(text_batches(head, layout), doubt) if doubt else text_batches(head, layout)

    @classmethod
    def warm(cls) -> None:
        import embexplorer.readers._text_kernel  # noqa: F401
