"""How wide labels are, a million of them at a time: the sum of what each letter takes in the font of its kind."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from PySide6.QtGui import QFont, QFontMetricsF

from embexplorer.core.keys import Keys
from embexplorer.core.typing import FloatArray, IntArray
from embexplorer.gui.style import pixels

WIDEST = 208  # pixels at the base size; longer words are cut in the middle
LONGEST = 240  # bytes; longer words are as wide as may be, without a look at them
SPARE = 1.0  # pixels by which letters beside each other may be wider than alone
CODES = 0x110000


def widest() -> float:
    """The width to which labels are cut."""
    return float(pixels(WIDEST))


class Advances:
    """What each letter takes in one font, measured once it is met."""

    def __init__(self, font: QFont) -> None:
        self._font, self._hinting = font.toString(), font.hintingPreference()
        self._known = np.full(CODES, -1.0, np.float32)
        self.height = float(QFontMetricsF(font).height())

    def of(self, codes: npt.NDArray[np.uint32]) -> FloatArray:
        """The advance of each code point in pixels."""
        found = self._known[codes]
        missing = np.unique(codes[found < 0])
        if len(missing):
            font = QFont()  # of this thread: Qt's fonts may be used on any, but none on two at once
            font.fromString(self._font)
            font.setHintingPreference(self._hinting)
            metrics = QFontMetricsF(font)
            for code in missing.tolist():
                self._known[code] = metrics.horizontalAdvance(_letter(code))
            found = self._known[codes]
        return found


def _letter(code: int) -> str:
    """What is shown for a code point: white space and controls as one sign, half a pair as none."""
    if code < 0x20:
        return " " if chr(code).isspace() else chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def widths(keys: Keys, rows: IntArray, advances: Advances) -> FloatArray:
    """The width of each of these labels in pixels, `widest` at most; no word is made into a string for it."""
    begin, size, content = _places(keys.array, rows)
    looked = np.where(size > LONGEST, 0, size)
    total = int(looked.sum())
    letters = np.repeat(begin - np.cumsum(looked) + looked, looked) + np.arange(total)
    taken = content[letters]
    ends = np.cumsum(looked)
    if taken.size and taken.max() >= 0x80:
        first = (taken & 0xC0) != 0x80
        codes = np.frombuffer(taken.tobytes().decode("utf-8", "replace").encode("utf-32-le"), np.uint32)
        ends = np.concatenate([[0], np.cumsum(first)])[ends]
    else:
        codes = taken.astype(np.uint32)
    sums = np.concatenate([[0.0], np.cumsum(advances.of(codes), dtype=np.float64)])
    told = np.diff(sums[np.concatenate([[0], ends])]) + SPARE
    return np.asarray(np.where(size > LONGEST, widest(), np.minimum(told, widest())), np.float32)


def _places(labels: pa.Array, rows: IntArray) -> tuple[IntArray, IntArray, npt.NDArray[np.uint8]]:
    """Where the bytes of these labels begin, how many they are, and the bytes of all."""
    _, offsets, content = labels.buffers()
    whole = np.frombuffer(offsets, np.int64 if pa.types.is_large_string(labels.type) else np.int32)
    begin = whole[labels.offset + rows].astype(np.int64)
    letters = np.frombuffer(content, np.uint8) if content is not None else np.empty(0, np.uint8)
    return begin, whole[labels.offset + rows + 1].astype(np.int64) - begin, letters


def advances(font: QFont) -> Advances:
    """The advances of a font, kept for the whole program."""
    key = font.toString(), font.hintingPreference()
    if key not in _known:
        _known[key] = Advances(font)
    return _known[key]


_known: dict[tuple[str, QFont.HintingPreference], Advances] = {}
