"""Bring text in any encoding to UTF-8, saying which it was; a byte that cannot be read is never replaced in silence."""

import codecs
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.corpora.text_bytes import wide_codec

SAMPLE = 1 << 16
LOOKED_AT = 1 << 22
MOST_FAULTS = 100
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is the beginning of this one
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
COMMON = ("cp1252", "cp1251", "cp1250", "gb18030", "cp932", "euc_jp", "big5", "euc_kr")  # the likelier first
NO_TEXT = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem")
CLOSE = 0.1  # difference of coherence that says nothing
SAY = "Save the file as UTF-8, or say its encoding with --encoding."


def as_utf8(raw: bytes, name: str, wish: str = "") -> tuple[bytes, tuple[str, ...]]:
    """The text in UTF-8 and the sentences about its encoding; `wish` is the encoding that the user has named."""
    if wish:
        return _decoded(raw, name, _codec(wish)), (f"Read as {spoken(wish)}, as asked.",)
    marked = next((codec for mark, codec in MARKS.items() if raw.startswith(mark)), "")
    if marked == "utf-8-sig":
        return _checked(raw[3:], name), ()
    if marked:
        return _decoded(raw, name, marked), (f"Read as {spoken(marked)} (it has its mark).",)
    codec = wide_codec(raw)  # its zero bytes may stand in UTF-8 too
    if not codec and is_utf8(raw):
        return raw, ()
    codec = codec or _detected(raw, name)
    return _decoded(raw, name, codec), (f"Read as {spoken(codec)} (detected).",)


def is_utf8(raw: bytes) -> bool:
    """Whether all of it is; Arrow checks it many times faster than decoding would."""
    ends = pa.py_buffer(np.array([0, len(raw)], np.int64))
    text = pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(raw)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def spoken(codec: str) -> str:
    """The name of an encoding as people write it."""
    plain = codecs.lookup(codec).name
    if plain.startswith("cp125"):
        return f"Windows-{plain[2:]}"
    if plain.startswith("iso8859"):
        return f"ISO-8859{plain[7:]}"
    return {"utf-8-sig": "UTF-8", "cp932": "Shift-JIS (cp932)", "mac-roman": "Mac Roman"}.get(plain, plain.upper())


def _codec(wish: str) -> str:
    try:
        codec = codecs.lookup(wish)
    except (LookupError, ValueError) as unknown:
        raise UserError(
            f"There is no encoding ‘{wish}’.", "Write it as utf-8, cp1252, latin-1 or gb18030."
        ) from unknown
    if not codec._is_text_encoding or codec.name.replace("_", "-") in NO_TEXT:
        raise UserError(f"‘{wish}’ is no encoding of text.", "Write it as utf-8, cp1252, latin-1 or gb18030.")
    return codec.name


def _checked(raw: bytes, name: str) -> bytes:
    return raw if is_utf8(raw) else _decoded(raw, name, "utf-8")


def _decoded(raw: bytes, name: str, codec: str) -> bytes:
    try:
        return raw.decode(codec).removeprefix("\ufeff").encode("utf-8")
    except UnicodeDecodeError as wrong:
        raise _fault(raw, name, wrong.start, wrong.reason, f"{spoken(codec)}") from wrong
    except UnicodeEncodeError as wrong:  # half of a pair of UTF-16
        raise UserError(f"{name} is not {spoken(codec)}: it holds half a letter.", SAY) from wrong


def _fault(raw: bytes, name: str, at: int, reason: str, expected: str) -> UserError:
    line = raw.count(b"\n", 0, at) + 1
    cut = " The file may be cut off." if "end of data" in reason or "truncated" in reason else ""
    return UserError(f"{name}, line {line:,}: byte 0x{raw[at]:02X} at {at:,} is not {expected}.{cut}", SAY)


def _detected(raw: bytes, name: str) -> str:
    """What charset-normalizer finds, unless the text is UTF-8 but for a few bytes: those are named."""
    _refuse_broken_utf8(raw, name)
    from charset_normalizer import from_bytes

    matches = from_bytes(_sample(raw), enable_fallback=False)
    best = matches.best()
    if best is None:
        at = next(_faults(raw))
        raise _fault(raw, name, at, "", "UTF-8, and no other encoding fits")
    as_good = [one for one in matches if one.chaos <= best.chaos and one.coherence > best.coherence - CLOSE]
    names = {codec for one in as_good for codec in one.could_be_from_charset}
    return next((codec for codec in COMMON if codec in names), str(best.encoding))


def _sample(raw: bytes) -> bytes:
    """Some of the lines that hold more than ASCII: the others say nothing about the encoding."""
    lines, taken = [], 0
    for line in raw[:LOOKED_AT].splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:SAMPLE])
            taken += len(line)
        if taken > SAMPLE:
            break
    return b"".join(lines) or raw[-SAMPLE:]


def _refuse_broken_utf8(raw: bytes, name: str) -> None:
    faults = [at for at, _ in zip(_faults(raw), range(MOST_FAULTS), strict=False)]
    last = len(raw) if len(faults) < MOST_FAULTS else faults[-1]
    letters = np.frombuffer(raw[:last], np.uint8)
    good = int(((letters >= 0xC2) & (letters <= 0xF4)).sum()) - len(faults)
    if good >= 3 * len(faults):
        reason = "end of data" if faults[0] > len(raw) - 4 else ""
        raise _fault(raw, name, faults[0], reason, "UTF-8, as the rest of the file is")


def _faults(raw: bytes) -> Iterator[int]:
    """Where bytes stand that are not UTF-8."""
    at, view = 0, memoryview(raw)
    while at < len(raw):
        try:
            str(view[at:], "utf-8")
        except UnicodeDecodeError as wrong:
            yield at + wrong.start
            at += wrong.start + 1
        else:
            return
