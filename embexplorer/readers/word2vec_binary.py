"""Read vectors from word2vec's binary format: a header line, then labels and raw float32 numbers."""

from dataclasses import dataclass
from typing import ClassVar

from embexplorer.core.batch import Batches
from embexplorer.core.reader import FileReader
from embexplorer.core.reading import Head
from embexplorer.core.registry import register
from embexplorer.readers._binary_rows import binary_batches, binary_header
from embexplorer.readers._text_layout import are_rows, is_row, layout_of


@register
@dataclass(frozen=True, kw_only=True)
class Word2vecBinary(FileReader):
    """Read vectors from word2vec's binary format, as the original C program and gensim write it."""

    name: ClassVar[str] = "word2vec-binary"
    title: ClassVar[str] = "Binary vectors (word2vec)"
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")

    @classmethod
    def claims(cls, head: Head) -> int:
        header = binary_header(head.start)
        if header is None or len(head.start) <= header.start or _is_text(head):
            return 0
        return 80

    def batches(self, head: Head) -> Batches:
        return binary_batches(head)


def _is_text(head: Head) -> bool:
    """Whether what follows the header reads as text: no letter that text never holds, or a whole row of numbers."""
    layout = layout_of(head)
    if layout and (are_rows(head, layout) or (len(head.lines) < 2 and is_row(head.start[-100:], layout))):
        return True
    body = head.start.partition(b"\n")[2][:4096]
    try:
        body[: max(1, len(body) - 4)].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(letter < 9 or 13 < letter < 32 for letter in body)
