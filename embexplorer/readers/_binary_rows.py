"""The rows of a word2vec binary file in batches: “label ” and raw numbers, one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from embexplorer.core.batch import Batch, Batches, Fault, checked_batch, only_faults
from embexplorer.core.errors import UserError
from embexplorer.core.label_array import label_array
from embexplorer.core.reading import Head
from embexplorer.core.source import Source

BLOCK = 1 << 22
LONGEST_LABEL = 1 << 12
MOST_DIMENSIONS = 1 << 20
HEADER = re.compile(rb"(?:\xef\xbb\xbf)?[ \t]*(\d{1,18})[ \t]+(\d{1,18})[ \t]*\r?\n")


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
    if not 0 < header.dimensions <= MOST_DIMENSIONS:
        found = f"{head.name}, line 1: {header.dimensions} dimensions, expected 1 to {MOST_DIMENSIONS:,}."
        raise UserError(found, "The header is damaged, or this is another kind of file.")
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
        while self.row < self.header.rows:
            piece = self.source.read(max(BLOCK, self.width + LONGEST_LABEL))
            text = rest + piece
            labels, starts, end = self._cut(text)
            if labels:
                yield self._batch(text, labels, starts)
            self.row += len(labels)
            self.at += end
            rest = text[end:]
            if not piece or (not labels and len(rest) > self.width + LONGEST_LABEL + 1):
                break
        yield self._ending(rest)

    def _cut(self, text: bytes) -> tuple[list[bytes], list[int], int]:
        """Labels, where their numbers start, and where the first row begins that is not whole."""
        labels: list[bytes] = []
        starts: list[int] = []
        at, width, find, last = 0, self.width, text.find, len(text) - self.width
        for _ in range(self.header.rows - self.row):
            stop = find(b" ", at, at + LONGEST_LABEL)
            if stop < 0 or stop >= last:
                break
            labels.append(text[at:stop])
            starts.append(stop + 1)
            at = stop + 1 + width
        return labels, starts, at

    def _batch(self, text: bytes, labels: list[bytes], starts: list[int]) -> Batch:
        values = np.frombuffer(b"".join([text[start : start + self.width] for start in starts]), "<f4")
        places = [self.at, *(self.at + start + self.width for start in starts)]
        found, bad = label_array([label.lstrip(b"\n") for label in labels])
        return checked_batch(
            found,
            values.reshape(len(labels), self.header.dimensions),
            lambda row: f"row {self.row + row + 1} at byte {places[row]:,}",
            self.source.share,
            bad,
        )

    def _ending(self, rest: bytes) -> Batch:
        dimensions, expected = self.header.dimensions, f"expected {self.header.rows:,} rows (from the header on line 1)"
        where = f"byte {self.at:,}"
        if self.row < self.header.rows:
            if len(rest) > self.width + LONGEST_LABEL:
                what = (
                    f"no label ends within {LONGEST_LABEL:,} bytes, expected a label, a space and {self.width:,} bytes"
                )
            else:
                what = self.source.damage or f"the file ends in row {self.row + 1:,}, {expected}"
            return only_faults(dimensions, Fault(where=where, what=what, rows=0))
        left = (rest + self.source.read(BLOCK)).strip(b"\r\n\0 ")
        if left or self.source.damage:
            what = self.source.damage or f"{len(left):,} bytes or more follow the last row, {expected}"
            return only_faults(dimensions, Fault(where=where, what=what, rows=0))
        return only_faults(dimensions)
