"""Find and read the text file of labels that lies beside an array: one label on each line."""

from pathlib import Path

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.file_kind import text_not_to_cut
from embexplorer.core.label_array import label_array
from embexplorer.core.reading import BOM
from embexplorer.core.source import Source, is_file

BLOCK = 1 << 22
BESIDE = ("{}.labels.txt", "{}.txt", "{}.words.txt", "{}.vocab.txt", "{}_labels.txt", "{}_words.txt", "{}.vocab")
IN_FOLDER = ("labels.txt", "words.txt", "vocab.txt")


def labels_beside(path: Path) -> Path | None:
    """The labels file that by its name belongs to the array: `x.txt` or `x.labels.txt` for `x.npy`, or `labels.txt`."""
    stem = path.name.removesuffix(".gz").removesuffix(".npy")
    names = [*(name.format(stem) for name in BESIDE), *IN_FOLDER]
    candidates = [path.with_name(name + ending) for name in names for ending in ("", ".gz")]
    return next((candidate for candidate in candidates if candidate != path and is_file(candidate)), None)


def read_labels(path: Path, vectors: str) -> tuple[pa.Array, dict[int, str]]:
    """The labels, and what is wrong with some of them; raises UserError when the file cannot be read whole."""
    return label_array(read_lines(path, vectors))


def read_lines(path: Path, vectors: str) -> list[bytes]:
    """The lines without their ends and without a byte order mark, of a file that belongs to these vectors."""
    with Source(path) as source:
        text = b"".join(iter(lambda: source.read(BLOCK), b""))
        if source.damage:
            raise UserError(f"{path.name} (for {vectors}): {source.damage}.", "Download or copy it again.")
    if kind := text_not_to_cut(text):
        raise UserError(f"{path.name} (for {vectors}) is {kind.what}, expected one label in each line.", kind.hint)
    lines = text.removeprefix(BOM).split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    return [line.removesuffix(b"\r") for line in lines]
