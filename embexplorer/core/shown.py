"""Show a piece of a file inside a message: short, on one line, with what cannot be printed written as an escape."""

MOST = 30


def shown(piece: bytes | str) -> str:
    """‘caf\\xe9’ for bytes that are no UTF-8; at most thirty letters."""
    text = piece.decode("utf-8", "backslashreplace") if isinstance(piece, bytes) else piece
    plain = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text[:MOST])
    return plain + ("…" if len(text) > MOST else "")
