"""Name, from their first bytes, the kinds of files that people try to open though no reader here reads them."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class ForeignKind:
    """`what` continues the sentence “x.vec is …”."""

    what: str
    hint: str


def foreign_kind(start: bytes) -> ForeignKind | None:
    """The kind these first bytes betray, or None for text and for the kinds that readers know."""
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            return kind
    if start[257:262] == b"ustar":
        return _ARCHIVE
    if _is_pickle(start):
        return _PICKLE
    return _binary_kind(start) if b"\0" in start[:64] else _text_kind(start)


def binary_kind(start: bytes) -> ForeignKind | None:
    """The kind these first bytes betray, None for text of any sort."""
    kind = foreign_kind(start)
    return None if kind in _SORTS_OF_TEXT else kind


def text_not_to_cut(text: bytes) -> ForeignKind | None:
    """Text that has no lines to be cut at line feeds, whatever stands in them."""
    wide = text.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in text[:32] and _is_wide(text))
    return _WIDE_TEXT if wide else _with_returns(text)


_ARCHIVE = ForeignKind("an archive of several files", "Unpack it, and open the file of vectors inside.")
_ZIP = ForeignKind(
    "a zip archive (or .npz, a session, a torch file)", "Unpack it, and open the file of vectors inside."
)
_AS_NPY = "Write its vectors as .npy with a labels file, and open that."
_HDF5 = ForeignKind("an HDF5 file", _AS_NPY)
_SAFETENSORS = ForeignKind("a safetensors file (a header with byte offsets, then data)", _AS_NPY)
_PICKLE = ForeignKind(
    "not loaded: it is a pickle (such as gensim's .kv or .model), which could run code when it is opened",
    "Save it from gensim with save_word2vec_format, and open that.",
)
_FASTTEXT = ForeignKind("a fastText .bin model", "Open the .vec file beside it.")
_IMAGE = ForeignKind("a picture or document", "Choose the file of vectors.")
_MEDIA = ForeignKind("a sound or film", "Choose the file of vectors.")
_PROGRAM = ForeignKind("a program", "Choose the file of vectors.")
_MODEL = ForeignKind("a model", _AS_NPY)
_INDEX = ForeignKind("a search index", _AS_NPY)
_COMPRESSED = ForeignKind("compressed by another program than gzip", "Decompress it, or compress it with gzip.")
_TWICE = ForeignKind("compressed twice", "Decompress it once, and open that.")
_WIDE_TEXT = ForeignKind("text in UTF-16 or UTF-32", "Save it as UTF-8, and open that.")
_WEB_PAGE = ForeignKind("a web page (HTML)", "Download the file itself: the site may ask you to log in first.")
_JSON = ForeignKind("JSON", "Write its vectors as text or .npy, and open that.")
_LFS = ForeignKind("a Git LFS pointer, not the file itself", "Run git lfs pull, and open it again.")
_RETURNS = ForeignKind(
    "text whose lines end in carriage returns alone, as on old Macs", "Change them to line feeds, and open that."
)
_PARTED = ForeignKind(
    "text whose numbers are parted by commas or the like (CSV)", "Part them by tabs or blanks, and open that."
)
_DECIMAL_COMMAS = ForeignKind("text whose numbers have decimal commas", "Write them with points, and open that.")

_SORTS_OF_TEXT = (_WIDE_TEXT, _WEB_PAGE, _JSON, _RETURNS, _PARTED, _DECIMAL_COMMAS)
_MAGIC: dict[bytes, ForeignKind] = {
    b"PK\x03\x04": _ZIP,
    b"PK\x05\x06": _ZIP,
    b"PAR1": ForeignKind("a Parquet table", _AS_NPY),
    b"\x89HDF\r\n": _HDF5,
    b"\xba\x16O/": _FASTTEXT,
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"GIF8": _IMAGE,
    b"%PDF": _IMAGE,
    b"%!PS": _IMAGE,
    b"{\\rtf": _IMAGE,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _IMAGE,
    b"\x7fELF": _PROGRAM,
    b"\xcf\xfa\xed\xfe": _PROGRAM,
    b"\xca\xfe\xba\xbe": _PROGRAM,
    b"\x1f\x8b": _TWICE,
    b"BZh": _COMPRESSED,
    b"\xfd7zXZ": _COMPRESSED,
    b"\x28\xb5\x2f\xfd": _COMPRESSED,
    b"\x04\x22\x4d\x18": _COMPRESSED,
    b"\x1f\x9d": _COMPRESSED,
    b"\x5d\x00\x00": _COMPRESSED,
    b"x\x9c": _COMPRESSED,
    b"7z\xbc\xaf": _ARCHIVE,
    b"Rar!": _ARCHIVE,
    b"\xff\xfe": _WIDE_TEXT,
    b"\xfe\xff": _WIDE_TEXT,
    b"\x00\x00\xfe\xff": _WIDE_TEXT,
    b"version https://git-lfs": _LFS,
    b"ARROW1": ForeignKind("an Arrow table", _AS_NPY),
    b"FEA1": ForeignKind("a Feather table", _AS_NPY),
    b"SQLite format 3": ForeignKind("an SQLite data base", "Choose the file of vectors."),
    b"MATLAB 5.0 MAT-file": ForeignKind("a MATLAB file", _AS_NPY),
}
_BINARY_MAGIC: dict[bytes, ForeignKind] = {
    b"MZ": _PROGRAM,
    b"GGUF": _MODEL,
    b"\xff\xff\xff\xff": ForeignKind("an Arrow stream", _AS_NPY),
    b"Ix": _INDEX,
    b"RIFF": _MEDIA,
    b"OggS": _MEDIA,
    b"ID3": _MEDIA,
}
"""Kinds that begin as a word might: only looked for where zero bytes follow soon."""

_OLD_PICKLE = re.compile(rb"\((?:dp|lp|[IFL]-?[\d.]+L?\n)|c[\w.]+\n\w+\n(?:p\d+\n|\(|q[\0-\x1f])|[}\]]q[\0-\x1f]")
_MARKUP = re.compile(rb"<(?:!doctype|!--|html|head|body|title|meta|script|svg|error|rss|\?xml|\?php)", re.IGNORECASE)
_JSON_START = re.compile(rb"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d)|[{\[]\s*$")
_NUMBER = re.compile(rb"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_WITH_COMMA = re.compile(rb"[+-]?\d+,\d+(?:[eE][+-]?\d+)?")
_LINES = 20


def _binary_kind(start: bytes) -> ForeignKind | None:
    if start[8:64].lstrip(b" ")[:2] in (b'{"', b"{}", b"{ "):  # eight bytes of header length, then JSON
        return _SAFETENSORS
    if start[4:8] == b"ftyp":
        return _MEDIA
    if _is_wide(start):
        return _WIDE_TEXT
    return next((kind for magic, kind in _BINARY_MAGIC.items() if start.startswith(magic)), None)


def _is_pickle(start: bytes) -> bool:
    """Protocol 2 and later begin with 0x80 and their number; older ones with a dict, list or global opcode."""
    later = len(start) > 1 and start[0] == 0x80 and 2 <= start[1] <= 5
    return later or _OLD_PICKLE.match(start) is not None


def _is_wide(start: bytes) -> bool:
    """UTF-16 without its mark: every other byte is zero, for a while at least."""
    first, second = start[0:32:2], start[1:32:2]
    return len(second) > 3 and any(
        not any(zeros) and min(letters) > 8 for zeros, letters in ((first, second), (second, first))
    )


def _text_kind(start: bytes) -> ForeignKind | None:
    if returns := _with_returns(start):
        return returns
    text = start[: 1 << 16].removeprefix(b"\xef\xbb\xbf").lstrip()
    lines = [line.strip() for line in text.split(b"\n")[:_LINES] if line.strip()]
    if _most(lines, _is_parted):
        return _JSON if text.startswith((b"[", b"{")) else _PARTED
    if _most(lines, _has_decimal_commas):
        return _DECIMAL_COMMAS
    if lines and lines[0][-1:].isdigit():  # a label such as <html> or {", and its numbers
        return None
    if _MARKUP.match(text):
        return _WEB_PAGE
    return _JSON if _JSON_START.match(text[:1024]) else None


def _with_returns(text: bytes) -> ForeignKind | None:
    return _RETURNS if b"\n" not in text and b"\r" in text.rstrip() else None


def _most(lines: list[bytes], true_of: Callable[[bytes], bool]) -> bool:
    return sum(map(true_of, lines)) * 2 > len(lines)


def _is_parted(line: bytes) -> bool:
    """Whether the line ends in at least two numbers with a comma, semicolon or bar before each."""
    ends = (line.rstrip(mark).rsplit(mark, 2) for mark in (b",", b";", b"|"))
    return any(len(end) == 3 and all(_NUMBER.fullmatch(field.strip()) for field in end[1:]) for end in ends)


def _has_decimal_commas(line: bytes) -> bool:
    """Whether the line ends in at least two numbers such as 0,5."""
    end = line.rsplit(None, 2)
    return len(end) == 3 and all(_WITH_COMMA.fullmatch(field) for field in end[1:])
