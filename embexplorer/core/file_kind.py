"""Name, from their first bytes, the kinds of files that people try to open though no reader here reads them."""

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
    if _is_pickle(start):
        return _PICKLE
    if _is_safetensors(start):
        return _SAFETENSORS
    if start[257:262] == b"ustar":
        return _ARCHIVE
    return _text_kind(start)


_ARCHIVE = ForeignKind("an archive of several files", "Unpack it, and open the file of vectors inside.")
_ZIP = ForeignKind(
    "a zip archive (or .npz, a session, a torch file)", "Unpack it, and open the file of vectors inside."
)
_PARQUET = ForeignKind("a Parquet table", "Write its vectors as .npy with a labels file, and open that.")
_HDF5 = ForeignKind("an HDF5 file", "Write its vectors as .npy with a labels file, and open that.")
_SAFETENSORS = ForeignKind(
    "a safetensors file (a header with byte offsets, then data)",
    "Write its tensor as .npy with a labels file, and open that.",
)
_PICKLE = ForeignKind(
    "not loaded: it is a pickle (such as gensim's .kv or .model), which could run code when it is opened",
    "Save it from gensim with save_word2vec_format, and open that.",
)
_FASTTEXT = ForeignKind("a fastText .bin model", "Open the .vec file beside it.")
_IMAGE = ForeignKind("a picture or document", "Choose the file of vectors.")
_COMPRESSED = ForeignKind("compressed by another program than gzip", "Decompress it, or compress it with gzip.")
_UTF16 = ForeignKind("text in UTF-16", "Save it as UTF-8, and open that.")
_WEB_PAGE = ForeignKind("a web page (HTML)", "Download the file itself: the site may ask you to log in first.")
_JSON = ForeignKind("JSON", "Write its vectors as text or .npy, and open that.")
_LFS = ForeignKind("a Git LFS pointer, not the file itself", "Run git lfs pull, and open it again.")

_MAGIC: dict[bytes, ForeignKind] = {
    b"PK\x03\x04": _ZIP,
    b"PK\x05\x06": _ZIP,
    b"PAR1": _PARQUET,
    b"\x89HDF\r\n": _HDF5,
    b"\xba\x16O/": _FASTTEXT,
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"GIF8": _IMAGE,
    b"%PDF": _IMAGE,
    b"BZh": _COMPRESSED,
    b"\xfd7zXZ": _COMPRESSED,
    b"\x28\xb5\x2f\xfd": _COMPRESSED,
    b"7z\xbc\xaf": _ARCHIVE,
    b"Rar!": _ARCHIVE,
    b"\xff\xfe": _UTF16,
    b"\xfe\xff": _UTF16,
    b"version https://git-lfs": _LFS,
    b"ARROW1": ForeignKind("an Arrow table", "Write its vectors as .npy with a labels file, and open that."),
    b"SQLite format 3": ForeignKind("an SQLite data base", "Choose the file of vectors."),
}


def _is_pickle(start: bytes) -> bool:
    """Protocol 2 and later begin with 0x80 and their number; older ones with a dict, list or global opcode."""
    if len(start) > 1 and start[0] == 0x80 and 2 <= start[1] <= 5:
        return True
    return start.startswith((b"(dp", b"(lp", b"ccopy_reg\n", b"c__builtin__\n", b"cnumpy", b"}q", b"]q"))


def _is_safetensors(start: bytes) -> bool:
    """Eight bytes of header length, then the header, which is JSON."""
    return start[8:10] in (b'{"', b"{}", b"{ ") and int.from_bytes(start[:8], "little") < 1 << 32


def _text_kind(start: bytes) -> ForeignKind | None:
    text = start[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    first = text.partition(b"\n")[0]
    if first.split() and first.split()[-1][-1:].isdigit():  # a label such as <html> or {", and its numbers
        return None
    if text.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<?xml")):
        return _WEB_PAGE
    if text.startswith((b'{"', b"{ ", b"{\n", b"{\r", b"[{", b"[[", b'["', b"[\n")):
        return _JSON
    return None
