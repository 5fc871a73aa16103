"""The bytes of a file of text, decompressed where it is .gz; what is no text is refused in a sentence."""

from pathlib import Path

import numpy as np

from embexplorer.core.errors import UserError
from embexplorer.core.file_kind import binary_kind
from embexplorer.core.report import Report
from embexplorer.core.source import Source

BLOCK = 1 << 22
LOOKED_AT = 1 << 20
PARQUET = b"PAR1"
MOST_CONTROLS = 0.02  # share of control characters from which it is no text; random bytes hold a tenth
CHOOSE = "Choose a file of text, or save its text as one."
TEXT_CONTROLS = (*b"\t\n\v\f\r\x1a\x1b",)


def file_bytes(path: Path, report: Report) -> bytes:
    """All bytes; raises UserError for a file that is missing, unreadable, damaged or empty."""
    pieces = []
    report(0.0, f"Reading {path.name}")
    with Source(path) as source:
        while piece := source.read(BLOCK):
            pieces.append(piece)
            report(source.share, f"Reading {path.name}")
        if source.damage:
            raise UserError(f"{path.name} is not whole: {source.damage}.", "Copy or download it again.")
    raw = pieces[0] if len(pieces) == 1 else b"".join(pieces)
    if not raw:
        raise UserError(f"{path.name} is empty: there are no bytes in it.", CHOOSE)
    return raw


def refuse_binary(raw: bytes, name: str) -> None:
    """Raise UserError, naming the kind where it is known, for bytes that are no text in any encoding."""
    kind = binary_kind(raw[:LOOKED_AT])
    if kind is not None:
        raise UserError(f"{name} is {kind.what}, expected text.", CHOOSE)
    if is_wide(raw):
        return
    zero = raw.find(b"\0")
    if zero >= 0:
        raise UserError(f"{name} is no text: byte {zero:,} is zero.", CHOOSE)
    counts = np.bincount(np.frombuffer(raw[:LOOKED_AT], np.uint8), minlength=256)
    controls = counts[:32].sum() + counts[127] - counts[list(TEXT_CONTROLS)].sum()
    if controls > MOST_CONTROLS * counts.sum():
        raise UserError(f"{name} is no text: {controls / counts.sum():.0%} of it are control characters.", CHOOSE)


def is_wide(raw: bytes) -> bool:
    """Whether this is text in UTF-16 or UTF-32: it has a mark, or one byte of every two is mostly zero."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    zero = np.frombuffer(raw[: LOOKED_AT & ~1], np.uint8) == 0
    shares = [float(zero[first::2].mean()) if len(zero) > 3 else 0.0 for first in (0, 1)]
    return max(shares) > 0.3 and min(shares) < 0.02
