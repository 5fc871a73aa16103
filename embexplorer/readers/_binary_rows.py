"""The rows of a word2vec binary file in batches: “label ” and raw numbers, one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from embexplorer.core.batch import Batch, Batches, Fault, checked_batch, only_faults
from embexplorer.core.errors import UserError
from embexplorer.core.label_array import packed_labels
from embexplorer.core.reading import Head
from embexplorer.core.source import Source
from embexplorer.core.typing import IntArray
from embexplorer.readers._text_layout import refuse_dimensions

BLOCK = 1 << 20
LONGEST_LABEL = 1 << 12
LINE_FEED = 10
HEADER = re.compile(rb"(?:\xef\xbb\xbf)?[ \t]*(\d{1,100})[ \t]+(\d{1,100})[ \t]*\r?\n")


@dataclass(frozen=True, kw_only=True)
class BinaryHeader:
    """What the first line promises; the rows begin at byte `start`."""

    rows: int
    dimensions: int
    start: int


def binary_header(start: bytes) -> BinaryHeader | None:
    """The header line, or None when the file does not begin with two whole numbers."""
    match = HEADER.match(start)
    return BinaryHeader(rows=int(match[1]), dimensions=int(match[2]), start=match.end()) if match else None


def binary_batches(head: Head) -> Batches:
    """All rows; the last batch says when the file ends otherwise than its header promises."""
    header = binary_header(head.start)
    if header is None:
        raise UserError(f"{head.name}, line 1: no header, expected ‘rows dimensions’.", "Choose another file.")
    refuse_dimensions(head, header.dimensions)
    with Source(head.path) as source:
        source.read(header.start)
        yield from Rows(source, header).batches()


class Rows:
    """The rows as they are found: `at` is the byte at which the next one begins, `row` its number from 0."""

    def __init__(self, source: Source, header: BinaryHeader) -> None:
        self.source, self.header = source, header
        self.row = 0
        self.at = header.start
        self.width = 4 * header.dimensions

    def batches(self) -> Iterator[Batch]:
        """Batches of rows, then what is wrong with the end."""
        rest = b""
        longest = self.width + LONGEST_LABEL
        while self.row < self.header.rows and len(rest) <= longest:
            piece = self.source.read(max(BLOCK, longest))
            if not piece:
                break
            text = rest + piece
            spaces = self._spaces(text)
            if len(spaces):
                yield self._batch(text, spaces)
            end = int(spaces[-1]) + 1 + self.width if len(spaces) else 0
            self.row += len(spaces)
            self.at += end
            rest = text[end:]
        yield self._ending(rest)

    def _spaces(self, text: bytes) -> IntArray:
        """Where the labels of all whole rows end; the numbers follow."""
        spaces: list[int] = []
        at, find, last, step = 0, text.find, len(text) - self.width, self.width + 1
        for _ in range(self.header.rows - self.row):
            space = find(b" ", at, at + LONGEST_LABEL)
            if space < 0 or space >= last:
                break
            spaces.append(space)
            at = space + step
        return np.array(spaces, np.int64)

    def _batch(self, text: bytes, spaces: IntArray) -> Batch:
        letters = np.frombuffer(text, np.uint8)
        begins = np.concatenate([[0], spaces[:-1] + 1 + self.width])
        places = begins + self.at
        begins = begins + (letters[begins] == LINE_FEED)  # the original program ends each row with one
        labels, bad = packed_labels(*_taken_together(letters, begins, spaces))
        values = sliding_window_view(letters, self.width)[spaces + 1].view("<f4")
        return checked_batch(
            labels,
            values.astype(np.float32, copy=False),
            lambda row: f"row {self.row + row + 1} at byte {places[row]:,}",
            self.source.share,
            bad,
        )

    def _ending(self, rest: bytes) -> Batch:
        fault = self._fault(rest)
        return only_faults(self.header.dimensions, *([fault] if fault else []))

    def _fault(self, rest: bytes) -> Fault | None:
        where, rows = f"byte {self.at:,}", f"expected {self.header.rows:,} rows (from the header on line 1)"
        if self.row < self.header.rows:
            if len(rest) > self.width + LONGEST_LABEL:
                what = (
                    f"no label ends within {LONGEST_LABEL:,} bytes, expected a label, a space and {self.width:,} bytes"
                )
                return Fault(where=where, what=what, rows=0)
            what = self.source.damage or f"the file ends in row {self.row + 1:,}, {rows}"
            return Fault(where=where, what=what, rows=0)
        left = (rest + self.source.read(BLOCK)).strip(b"\r\n\0 ")
        if left or self.source.damage:
            what = self.source.damage or f"{len(left):,} bytes or more follow the last row, {rows}"
            return Fault(where=where, what=what, rows=0)
        return None


def _taken_together(letters: NDArray[np.uint8], begins: IntArray, ends: IntArray) -> tuple[bytes, IntArray]:
    """The pieces letters[begins[i]:ends[i]] one after the other, and where each ends."""
    stops = np.zeros(len(begins) + 1, np.int64)
    np.cumsum(ends - begins, out=stops[1:])
    chosen = np.arange(stops[-1]) + np.repeat(begins - stops[:-1], ends - begins)
    return letters[chosen].tobytes(), stops
