"""Write a file that is whole or not there: under a passing name beside it, then moved into place."""

import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from embexplorer.core.errors import UserError


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A binary stream that becomes `path` when all went well; gzip when the name ends in .gz.

    Raises UserError when the folder is missing or may not be written, or the disk is full.
    """
    if path.is_symlink():
        path = path.resolve()
    if path.exists() and not path.is_file():  # moved into its place, the new file would replace a device
        raise UserError(f"{path} is not an ordinary file.", "Choose another name.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as refused:
        raise _cannot(path, refused) from refused
    staging = Path(name)
    try:
        with os.fdopen(handle, "wb") as raw:
            yield from _stream(path, raw)
            raw.flush()
            os.fsync(raw.fileno())
        staging.chmod(0o666 & ~_mask())
        os.replace(staging, path)
    except OSError as refused:
        raise _cannot(path, refused) from refused
    finally:
        staging.unlink(missing_ok=True)


def _stream(path: Path, raw: IO[bytes]) -> Iterator[IO[bytes]]:
    if path.suffix != ".gz":
        yield raw
        return
    with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0, compresslevel=6) as packed:
        yield cast(IO[bytes], packed)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot(path: Path, refused: OSError) -> UserError:
    return UserError(f"{path} cannot be written: {refused.strerror or refused}.", "Choose another place for it.")
