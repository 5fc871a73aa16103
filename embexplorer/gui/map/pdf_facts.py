"""Write title, subject and creator into a PDF: Qt's writer knows only the first."""

import re

ROOT = re.compile(rb"/Root (\d+) 0 R")
SIZE = re.compile(rb"/Size (\d+)")


def with_facts(content: bytes, told: dict[str, str]) -> bytes:
    """The PDF with these facts in its document information, added at its end as an update (ISO 32000-1, 7.5.6)."""
    tail = content[content.rindex(b"trailer") :]
    start = int(tail[tail.index(b"startxref") + 9 :].split()[0])
    root, size = ROOT.search(tail), SIZE.search(tail)
    assert root is not None and size is not None
    number = int(size[1])
    place = len(content)
    facts = b" ".join(f"/{name} ".encode() + _text(text) for name, text in told.items())
    update = b"%d 0 obj\n<< %s >>\nendobj\n" % (number, facts)
    entry = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    ends = b"trailer\n<< /Size %d /Root %s 0 R /Info %d 0 R /Prev %d >>\n" % (number + 1, root[1], number, start)
    return content + update + entry + ends + b"startxref\n%d\n%%%%EOF\n" % (place + len(update))


def _text(text: str) -> bytes:
    """A text string in UTF-16, written in hexadecimal: nothing in it can end it."""
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode() + b">"
