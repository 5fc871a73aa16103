"""A word of a space as one line that can be seen and does no harm: cut, without line breaks, controls and overrides."""

import unicodedata

from embexplorer.core.keys import Keys

HEAD, TAIL = 400, 240  # bytes that are looked at of a longer word, from its beginning and from its end
MARKS = 3  # signs above and below one letter
ALONE = "\u25cc"  # the dotted circle, under a sign that has no letter
ELLIPSIS = "…"
JOINERS = frozenset("\u200c\u200d")  # within emoji and Persian words


def line_of(keys: Keys, row: int) -> str:
    """The label of this row as one short line; of one that is longer than some hundred letters, its two ends."""
    whole = memoryview(keys.array[row].as_buffer() or b"")
    if len(whole) <= HEAD + TAIL:
        return one_line(bytes(whole).decode("utf-8", "ignore"))
    head, tail = bytes(whole[:HEAD]), bytes(whole[-TAIL:])
    return one_line(head.decode("utf-8", "ignore") + ELLIPSIS + tail.decode("utf-8", "ignore"))


def one_line(word: str) -> str:
    """The word with white space as single spaces, control signs as pictures (␀), and nothing that turns its direction.

    A word of which nothing could be seen is named by its code points.
    """
    if word and word.isascii() and word.isprintable():
        return " ".join(word.split()) or word
    seen = "".join(_signs(" ".join(word.split()) or word))
    return seen if any(_is_seen(sign) for sign in seen) else _named(word)


def _signs(word: str) -> list[str]:
    found: list[str] = []
    marks = MARKS  # a word cannot begin with one
    for sign in word:
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me"):
            if not found:
                found, marks = [ALONE], 0
            marks += 1
            if marks > MARKS:
                continue
        else:
            marks = 0
        if kind == "Cc":
            found.append(chr(0x2400 + ord(sign)) if ord(sign) < 0x20 else "\u2421")
        elif kind in ("Zl", "Zp"):
            found.append(" ")
        elif kind != "Cf" or sign in JOINERS:
            found.append(sign)
    return found


def _is_seen(sign: str) -> bool:
    return sign == " " or (sign not in JOINERS and unicodedata.category(sign) not in ("Cf", "Cs"))


def _named(word: str) -> str:
    """“U+200B U+FEFF” where there is nothing else to show."""
    return " ".join(f"U+{ord(sign):04X}" for sign in word[:4]) or "\u2205"
