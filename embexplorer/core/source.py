"""The bytes of a file, decompressed where it is gzip, read block by block; no size that it claims is trusted."""

import os
import stat
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

from embexplorer.core.errors import UserError

GZIP = b"\x1f\x8b"
AS_GZIP = 31  # zlib's code for a gzip member with its checksum
RAW_BLOCK = 1 << 18
WAITING_FOR_NOTHING = getattr(os, "O_NONBLOCK", 0)  # what looks like a file may give nothing, for ever
MOST_AT_ONCE = 1 << 24  # what is asked for may come from a header that lies


class Source:
    """An open file. `read` never raises for damaged content: it ends, and `damage` then says what was found.

    It reads with plain reads, not through a map: a mapped file that is cut while it is read ends the process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw = _opened(path)
        facts = os.fstat(self._raw)
        self.file_bytes = facts.st_size
        self._changed = facts.st_mtime_ns
        self.damage = ""
        self.position = 0
        self.compressed = self._begins() == GZIP
        self._member = zlib.decompressobj(AS_GZIP)
        self._waiting = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._raw)

    def _begins(self) -> bytes:
        try:
            return os.pread(self._raw, 2, 0)
        except OSError:  # the first read says what is wrong
            return b""

    @property
    def share(self) -> float:
        """How much of the file has been read, in [0, 1]."""
        return min(1.0, self.position / max(1, self.file_bytes))

    def read(self, most: int) -> bytes:
        """The next bytes, as many as asked for unless the file (or what is whole of it) ends before."""
        pieces: list[bytes] = []
        left = most
        while left and (piece := self._inflated(left) if self.compressed else self._read_raw(left)):
            pieces.append(piece)
            left -= len(piece)
        if left:
            self._note_change()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _read_raw(self, most: int) -> bytes:
        try:
            piece = os.read(self._raw, min(most, MOST_AT_ONCE))
        except OSError as broken:
            self.damage = self.damage or f"it could not be read past byte {self.position:,} ({broken.strerror})"
            return b""
        self.position += len(piece)
        return piece

    def _inflated(self, most: int) -> bytes:
        while not self.damage:
            if self._member.eof and not self._next_member():
                return b""
            data = self._waiting or self._read_raw(RAW_BLOCK)
            if not data:
                self._note_cut()
                return b""
            if piece := self._decompress(data, most):
                return piece
        return b""

    def _decompress(self, data: bytes, most: int) -> bytes:
        try:
            piece = self._member.decompress(data, most)
        except zlib.error:
            self.damage = f"the compressed data is damaged before byte {self.position:,}"
            return b""
        self._waiting = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        return piece

    def _next_member(self) -> bool:
        """gzip files may be several members one after the other; zeros at the end are padding."""
        data = (self._waiting or self._read_raw(RAW_BLOCK)).lstrip(b"\0")
        if not data:
            return False
        if len(data) < 2:
            data += self._read_raw(RAW_BLOCK)
        if not data.startswith(GZIP):
            self.damage = f"after the compressed data follows something else, before byte {self.position:,}"
            return False
        self._member, self._waiting = zlib.decompressobj(AS_GZIP), data
        return True

    def _note_cut(self) -> None:
        self.damage = self.damage or f"the compressed data is cut off at byte {self.position:,}"

    def _note_change(self) -> None:
        facts = os.fstat(self._raw)
        if not self.damage and (facts.st_size, facts.st_mtime_ns) != (self.file_bytes, self._changed):
            self.damage = f"it changed while it was read, from {self.file_bytes:,} to {facts.st_size:,} bytes"


def is_file(path: Path) -> bool:
    """Whether there is a file of this name; a name that cannot be looked up, as one too long, is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _opened(path: Path) -> int:
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise UserError(f"{path} is a folder, expected a file.", "Choose a file of vectors inside it.")
        if not stat.S_ISREG(facts.st_mode):
            raise UserError(f"{path} is not an ordinary file.", "Copy what it gives to a file, and open that.")
        return os.open(path, os.O_RDONLY | WAITING_FOR_NOTHING | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise UserError(
            f"{path.name} was not found in {path.parent}: no such file.", "Check the name and the folder."
        ) from missing
    except PermissionError as forbidden:
        raise UserError(f"{path} may not be read: permission denied.", "Ask its owner, or copy it.") from forbidden
    except (OSError, ValueError) as broken:
        why = getattr(broken, "strerror", None) or broken
        raise UserError(f"{path} cannot be opened: {why}.", "Check the disk and the name.") from broken
