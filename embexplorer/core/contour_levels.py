"""Shares of points that contours enclose, as one types them: per cent with spaces or commas between."""

from embexplorer.core.errors import UserError
from embexplorer.core.look import CONTOURS

MOST = 12
LEAST, GREATEST = 0.1, 99.9  # per cent
HINT = "Write shares in per cent, such as: 25 50 75 95"


def levels_read(text: str) -> tuple[float, ...]:
    """Shares from 0 to 1, the smallest first, each once; nothing typed means the usual ones. Raises UserError."""
    words = text.replace(",", " ").replace("%", " ").split()
    if not words:
        return CONTOURS
    shares = sorted({_share(word) for word in words})
    if len(shares) > MOST:
        raise UserError(f"{len(shares)} contours are too many.", f"Give at most {MOST}.")
    return tuple(shares)


def _share(word: str) -> float:
    try:
        percent = float(word)
    except ValueError:
        percent = -1.0
    if not LEAST <= percent <= GREATEST:
        raise UserError(f"‘{word}’ is not a share from {LEAST:g} to {GREATEST:g} %.", HINT)
    return round(percent / 100, 6)


def levels_written(levels: tuple[float, ...]) -> str:
    """The inverse of `levels_read`."""
    return " ".join(f"{100 * level:.6g}" for level in levels)
