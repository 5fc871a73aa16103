"""The bytes of a file of text, decompressed where it is .gz; what is no text is refused in a sentence."""

import codecs
import unicodedata
from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.file_kind import binary_kind
from embexplorer.core.report import Report
from embexplorer.core.source import Source

BLOCK = 1 << 22
LOOKED_AT = 1 << 20
SAMPLE = 1 << 16
PARQUET = b"PAR1"
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
NO_LETTERS = ("Cc", "Cn", "Co", "Cs")
MOST_CONTROLS = 0.02  # share of control characters from which it is no text; random bytes hold a tenth
CHOOSE = "Choose a file of text, or save its text as one."
TEXT_CONTROLS = (*b"\t\n\v\f\r\x1a\x1b",)


def file_bytes(path: Path, report: Report) -> bytes:
    """All bytes; raises UserError for a file that is missing, unreadable, damaged or empty.

    A file that is removed afterwards, or while a corpus is learned from, is not missed.
    """
    raw = bytes_of(path, path.name, report)
    if not raw:
        raise UserError(f"{path.name} is empty: there are no bytes in it.", CHOOSE)
    return raw


def bytes_of(path: Path, name: str, report: Report) -> bytes:
    """All bytes, perhaps none; raises UserError that calls it `name` for a file that is missing, closed or damaged."""
    pieces = []
    report(0.0, f"Reading {name}")
    with Source(path) as source:
        while piece := source.read(BLOCK):
            pieces.append(piece)
            report(source.share, f"Reading {name}")
        if source.damage:
            raise UserError(f"{name} is not whole: {source.damage}.", "Copy or download it again.")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def refuse_binary(raw: bytes, name: str) -> None:
    """Raise UserError, naming the kind where it is known, for bytes that are no text in any encoding."""
    kind = binary_kind(raw[:LOOKED_AT])
    if kind is not None:
        raise UserError(f"Expected text, but {name} is {kind.what}.", CHOOSE)
    if raw.startswith(WIDE_MARKS) or wide_codec(raw):
        return
    zero = raw.find(b"\0")
    if zero >= 0:
        raise UserError(f"{name} is no text: byte {zero:,} is zero.", CHOOSE)
    counts = np.bincount(np.frombuffer(raw[:LOOKED_AT], np.uint8), minlength=256)
    controls = counts[:32].sum() + counts[127] - counts[list(TEXT_CONTROLS)].sum()
    if controls > MOST_CONTROLS * counts.sum():
        raise UserError(f"{name} is no text: {controls / counts.sum():.0%} of it are control characters.", CHOOSE)


def wide_codec(raw: bytes) -> str:
    """UTF-16 without its mark, where half of the bytes of spaces and of most letters are zero; empty for all else."""
    sample = raw[: SAMPLE & ~1]
    if b"\0" not in sample:
        return ""
    spaces = {codec: _spaces(sample, codec) for codec in ("utf-16-le", "utf-16-be")}
    codec = max(spaces, key=lambda codec: spaces[codec])
    return codec if spaces[codec] else ""


def _spaces(sample: bytes, codec: str) -> int:
    """How many spaces and line ends there are; none where it is no text, as its letters show."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return 0
    if any(unicodedata.category(letter) in NO_LETTERS and letter not in "\t\n\r\f" for letter in set(text)):
        return 0
    return text.count(" ") + text.count("\n")
