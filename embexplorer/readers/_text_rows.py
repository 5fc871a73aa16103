"""The rows of a text file in batches: blocks that end at a line feed, parsed by several threads, handed on in order."""

import os
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, repeat

import numpy as np

from embexplorer.core.batch import Batch, Batches, Fault, only_faults, without_rows, zero_rows
from embexplorer.core.label_array import packed_labels
from embexplorer.core.reading import Head
from embexplorer.core.source import Source
from embexplorer.core.typing import FloatArray
from embexplorer.readers._text_layout import Layout
from embexplorer.readers._text_line import TWO_ROWS, Bad, read_line

KERNEL = "embexplorer.readers._text_kernel"
SMALL = 1 << 19
BLOCK = 1 << 20
LONGEST_LABEL = 1 << 20
LONGEST_NUMBER = 64  # letters, with the blank before it
LINE_FEED, RETURN = b"\n", b"\r"
UNFINISHED = "The last line has no line end: if the file was cut off there, its last number may be too short."


def text_batches(head: Head, layout: Layout) -> Batches:
    """All rows of the file; the last batch says when the file ends otherwise than it should."""
    compiled = worth_compiling(head)
    threads = (os.cpu_count() or 1) if compiled else 1
    waiting: deque[Future[Parsed]] = deque()
    line, rows, blank, ended = layout.first_line, 0, 0, True
    with Source(head.path) as source, ThreadPoolExecutor(threads) as pool:
        for block in chain(blocks(source, layout), repeat(None)):
            if block is not None:
                ended = block.ended
                waiting.append(pool.submit(parse_block, block, layout, compiled))
            if not waiting:
                break
            if block is None or len(waiting) > threads:
                parsed = waiting.popleft().result()
                batch = parsed.numbered(line)
                line += parsed.lines
                rows += batch.file_rows
                blank += parsed.lines - batch.file_rows
                yield batch
        yield _ending(source, layout, line, rows)
        yield only_faults(layout.dimensions, notes=_oddities(blank, ended))


@dataclass(frozen=True)
class Block:
    """Whole lines, the last with its line feed; `ended` is False when the file itself lacks that one."""

    text: bytes
    share: float
    ended: bool = True


def blocks(source: Source, layout: Layout) -> Iterator[Block]:
    """Cut the text into blocks of whole lines. A last line that lacks its line feed gets one, unless it was cut."""
    source.read(layout.start)
    longest = LONGEST_LABEL + LONGEST_NUMBER * layout.dimensions
    rest: list[bytes] = []
    while piece := source.read(BLOCK):
        cut = piece.rfind(LINE_FEED) + 1
        if cut:
            yield Block(b"".join((*rest, memoryview(piece)[:cut])), source.share)
            rest = []
        rest.append(piece[cut:])
        if sum(map(len, rest)) > longest:
            source.damage = f"a line is longer than {longest:,} bytes, expected a label and {layout.dimensions} numbers"
            return
    if any(rest) and not source.damage:
        yield Block(b"".join((*rest, LINE_FEED)), 1.0, ended=False)


@dataclass(frozen=True)
class Parsed:
    """The batch of a block of so many lines; its faults still count lines from the block's first, which is 0."""

    batch: Batch
    lines: int

    def numbered(self, line: int) -> Batch:
        """The batch with the lines of its faults counted from the beginning of the file."""
        faults = tuple(replace(fault, where=f"line {line + int(fault.where)}") for fault in self.batch.faults)
        return replace(self.batch, faults=faults)


def worth_compiling(head: Head) -> bool:
    """A small file is read sooner line by line than the kernel is loaded, let alone compiled; both give the same."""
    return KERNEL in sys.modules or not head.whole or len(head.start) > SMALL


def parse_block(block: Block, layout: Layout, compiled: bool) -> Parsed:
    """The rows of one block; lines that the kernel leaves are read the exact way."""
    parsing = Parsing(block, layout)
    if compiled:
        parsing.run_compiled()
    else:
        parsing.run_plainly()
    return Parsed(parsing.batch(), parsing.line)


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
        self.row = self.line = self.label_end = 0
        self.faults: list[Fault] = []

    def run_plainly(self) -> None:
        """Read every line the exact way."""
        at = 0
        while at < len(self.text):
            at = self._read_exactly(at)

    def run_compiled(self) -> None:
        """Read every line, most of them by the kernel."""
        from embexplorer.readers._text_kernel import POWERS, parse_lines

        at, separator = 0, np.uint8(_separator(self.layout))
        while at < len(self.text):
            before = self.row
            at, self.row, self.label_end = parse_lines(
                self.text, at, separator, POWERS, self.values, self.row, self.labels, self.label_end, self.ends[1:]
            )
            self.lines[before : self.row] = np.arange(self.line, self.line + self.row - before)
            self.line += self.row - before
            if at < len(self.text):
                at = self._read_exactly(at)

    def _read_exactly(self, at: int) -> int:
        after = self.block.text.index(LINE_FEED, at) + 1
        content = self.block.text[at : after - 1]
        if content.strip():
            match read_line(content, self.layout):
                case Bad(what, not_finite):
                    self.faults.append(Fault(where=str(self.line), what=what, before=self.row, not_finite=not_finite))
                case row:
                    self._add(row.label, row.values)
        self.line += 1
        return after

    def _add(self, label: bytes, values: FloatArray) -> None:
        self.values[self.row] = values
        self.lines[self.row] = self.line
        self.labels[self.label_end : self.label_end + len(label)] = np.frombuffer(label, np.uint8)
        self.label_end += len(label)
        self.row += 1
        self.ends[self.row] = self.label_end

    def batch(self) -> Batch:
        """The rows that were read; those whose label is no text are left out with a fault."""
        values = self.values[: self.row]
        batch = Batch(
            labels=None, values=values, faults=tuple(self.faults), zero_rows=zero_rows(values), share=self.block.share
        )
        if not self.layout.labelled:
            return batch
        letters = self.labels[: self.label_end].tobytes()
        labels, bad = packed_labels(letters, self.ends[: self.row + 1].copy())
        if RETURN in letters:
            bad |= {row: TWO_ROWS for row, label in enumerate(labels.to_pylist()) if "\r" in label}
        faults = {row: Fault(where=str(self.lines[row]), what=what) for row, what in bad.items()}
        return without_rows(replace(batch, labels=labels), faults)


def _separator(layout: Layout) -> int:
    if not layout.labelled:
        return 0
    return ord("\t") if layout.tabbed else ord(" ")


def _ending(source: Source, layout: Layout, line: int, rows: int) -> Batch:
    if source.damage:
        return only_faults(layout.dimensions, Fault(where=f"line {line}", what=source.damage, rows=0))
    if layout.rows is not None and layout.rows != rows:
        what = f"the file ends after {_rows(rows)}, expected {layout.rows} ({layout.reason})"
        return only_faults(layout.dimensions, Fault(where=f"line {line}", what=what, rows=0))
    return only_faults(layout.dimensions)


def _oddities(blank: int, ended: bool) -> tuple[str, ...]:
    """What the user should know of a file whose rows are good."""
    lines = "1 blank line was" if blank == 1 else f"{blank:,} blank lines were"
    return (*((f"{lines} passed over.",) if blank else ()), *(() if ended else (UNFINISHED,)))


def _rows(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows} rows"
