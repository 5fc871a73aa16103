"""Write into a PDF what Qt's writer does not: subject and creator, and a size that is no whole number of points."""

import re

ROOT = re.compile(rb"/Root (\d+) 0 R")
COUNT = re.compile(rb"/Size (\d+)")
PAGE = re.compile(rb"(\d+) 0 obj\s*<<\s*/Type /Page\b.*?endobj\n", re.DOTALL)
BOX = re.compile(rb"/(Media|Trim)Box \[[^\]]*\]")


def with_facts(content: bytes, told: dict[str, str], size: tuple[float, float], height: int) -> bytes:
    """The PDF with these facts in its document information, and its one page of this size in points.

    The page was written from the top of one that is `height` points high, which is no less. Both are added at the end
    as an update (ISO 32000-1, 7.5.6).
    """
    tail = content[content.rindex(b"trailer") :]
    start = int(tail[tail.index(b"startxref") + 9 :].split()[0])
    root, count, page = ROOT.search(tail), COUNT.search(tail), PAGE.search(content)
    assert root is not None and count is not None and page is not None
    number = int(count[1])
    box = b"Box [0 %.4f %.4f %d]" % (height - size[1], size[0], height)
    facts = b" ".join(f"/{name} ".encode() + _text(text) for name, text in told.items())
    update = content + b"%d 0 obj\n<< %s >>\nendobj\n" % (number, facts)
    entries = _entry(int(page[1]), len(update)) + _entry(number, len(content))
    update += BOX.sub(rb"/\1" + box, page[0])
    ends = b"trailer\n<< /Size %d /Root %s 0 R /Info %d 0 R /Prev %d >>\n" % (number + 1, root[1], number, start)
    return update + b"xref\n" + entries + ends + b"startxref\n%d\n%%%%EOF\n" % len(update)


def _entry(number: int, place: int) -> bytes:
    """One line of the table that says where an object begins, as a section of its own."""
    return b"%d 1\n%010d 00000 n \n" % (number, place)


def _text(text: str) -> bytes:
    """A text string in UTF-16, written in hexadecimal: nothing in it can end it."""
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode() + b">"
