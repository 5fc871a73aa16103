"""Read vectors from text: word2vec with a header, GloVe without one, fastText .vec."""

from dataclasses import dataclass
from typing import ClassVar

from embexplorer.core.batch import Batches
from embexplorer.core.errors import UserError
from embexplorer.core.reader import FileReader
from embexplorer.core.reading import Head
from embexplorer.core.registry import register
from embexplorer.readers._text_layout import layout_of
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
        if head.folder or b"\0" in head.start:
            return 0
        return 70 if layout_of(head) else 0

    def batches(self, head: Head) -> Batches:
        layout = layout_of(head)
        if layout is None:
            raise UserError(
                f"{head.name}, line 1: no numbers after a label, expected rows of vectors.", "Choose another file."
            )
        return text_batches(head, layout)

    @classmethod
    def warm(cls) -> None:
        import embexplorer.readers._text_kernel  # noqa: F401
