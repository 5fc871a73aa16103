"""The rows of a text file in batches: blocks that end at a line feed, parsed by several threads, handed on in order."""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from embexplorer.core.batch import Batch, Batches, Fault, only_faults, without_rows, zero_rows
from embexplorer.core.label_array import packed_labels
from embexplorer.core.reading import Head
from embexplorer.core.source import Source
from embexplorer.core.typing import FloatArray
from embexplorer.readers._text_layout import Layout
from embexplorer.readers._text_line import Bad, read_line

BLOCK = 1 << 22
LONGEST_LINE = 1 << 26
LINE_FEED = b"\n"


@dataclass(frozen=True)
class Block:
    """Whole lines, the last with its line feed; `line` is the number of the first."""

    text: bytes
    line: int
    share: float


def text_batches(head: Head, layout: Layout) -> Batches:
    """All rows of the file; the last batch says when the file ends otherwise than it should."""
    threads = os.cpu_count() or 1
    waiting: deque[Future[Batch]] = deque()
    rows = 0
    with Source(head.path) as source, ThreadPoolExecutor(threads) as pool:
        for block in blocks(source, layout):
            waiting.append(pool.submit(parse_block, block, layout))
            if len(waiting) > threads:
                batch = waiting.popleft().result()
                rows += batch.file_rows
                yield batch
        while waiting:
            batch = waiting.popleft().result()
            rows += batch.file_rows
            yield batch
        yield _ending(source, layout, rows)


def blocks(source: Source, layout: Layout) -> Iterator[Block]:
    """Cut the text into blocks of whole lines. A last line that lacks its line feed gets one, unless it was cut."""
    source.read(layout.start)
    line, rest = layout.first_line, b""
    while piece := source.read(BLOCK):
        cut = piece.rfind(LINE_FEED) + 1
        if not cut:
            rest += piece
            if len(rest) > LONGEST_LINE:
                source.damage = f"line {line} is longer than {LONGEST_LINE:,} bytes, expected a label and its numbers"
                return
            continue
        text = rest + piece[:cut]
        rest = piece[cut:]
        yield Block(text, line, source.share)
        line += text.count(LINE_FEED)
    if rest and not source.damage:
        yield Block(rest + LINE_FEED, line, 1.0)


def parse_block(block: Block, layout: Layout) -> Batch:
    """The rows of one block; lines that the kernel leaves are read the exact way."""
    parsing = Parsing(block, layout)
    parsing.run()
    return parsing.batch()


class Parsing:
    """One block on its way from text to rows."""

    def __init__(self, block: Block, layout: Layout) -> None:
        most = len(block.text) // (2 * layout.dimensions + layout.labelled) + 1  # no row takes fewer bytes
        self.block, self.layout = block, layout
        self.text = np.frombuffer(block.text, np.uint8)
        self.values: FloatArray = np.empty((most, layout.dimensions), np.float32)
        self.labels = np.empty(len(block.text), np.uint8)
        self.ends = np.zeros(most + 1, np.int64)
        self.lines = np.empty(most, np.int64)
        self.row = self.label_end = 0
        self.faults: list[Fault] = []

    def run(self) -> None:
        from embexplorer.readers._text_kernel import POWERS, parse_lines

        at, end, line = 0, len(self.text), self.block.line
        separator = np.uint8(0 if not self.layout.labelled else 9 if self.layout.tabbed else 32)
        while at < end:
            before = self.row
            at, self.row, self.label_end = parse_lines(
                self.text, at, separator, POWERS, self.values, self.row, self.labels, self.label_end, self.ends[1:]
            )
            self.lines[before : self.row] = np.arange(line, line + self.row - before)
            line += self.row - before
            if at < end:
                at = self._read_exactly(at, line)
                line += 1

    def _read_exactly(self, at: int, line: int) -> int:
        after = self.block.text.index(LINE_FEED, at) + 1
        content = self.block.text[at : after - 1]
        if not content.strip():
            return after
        match read_line(content, self.layout):
            case Bad(what, not_finite):
                self._fault(line, what, not_finite)
            case row:
                self._add(row.label, row.values, line)
        return after

    def _fault(self, line: int, what: str, not_finite: bool = False) -> None:
        self.faults.append(Fault(where=f"line {line}", what=what, before=self.row, not_finite=not_finite))

    def _add(self, label: bytes, values: FloatArray, line: int) -> None:
        self.lines[self.row] = line
        self.values[self.row] = values
        self.labels[self.label_end : self.label_end + len(label)] = np.frombuffer(label, np.uint8)
        self.label_end += len(label)
        self.row += 1
        self.ends[self.row] = self.label_end

    def batch(self) -> Batch:
        values = self.values[: self.row]
        batch = Batch(
            labels=None, values=values, faults=tuple(self.faults), zero_rows=zero_rows(values), share=self.block.share
        )
        return self._with_labels(batch) if self.layout.labelled else batch

    def _with_labels(self, batch: Batch) -> Batch:
        labels, bad = packed_labels(self.labels[: self.label_end].tobytes(), self.ends[: self.row + 1].copy())
        faults = {row: Fault(where=f"line {self.lines[row]}", what=what) for row, what in bad.items()}
        return without_rows(replace(batch, labels=labels), faults)


def _ending(source: Source, layout: Layout, rows: int) -> Batch:
    if source.damage:
        return only_faults(layout.dimensions, Fault(where=f"after {rows:,} rows", what=source.damage, rows=0))
    if layout.rows is not None and layout.rows != rows:
        what = f"it ends with {rows} rows, expected {layout.rows} ({layout.reason})"
        return only_faults(layout.dimensions, Fault(where=f"line {layout.first_line + rows - 1}", what=what, rows=0))
    return only_faults(layout.dimensions)
