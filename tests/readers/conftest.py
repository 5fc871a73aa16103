"""Small files of vectors, made by hand so that the right answer can be seen."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

FRUIT = ("apple", "pear", "plum")
NUMBERS = np.array([[1, 2.5, -3], [0.25, -0.5, 4], [7, 8, 9]], np.float32)
TEXT = b"3 3\napple 1 2.5 -3\npear 0.25 -0.5 4\nplum 7 8 9\n"
BINARY = b"3 3\n" + b"".join(w.encode() + b" " + row.tobytes() for w, row in zip(FRUIT, NUMBERS, strict=True))

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write bytes to a file of this name and answer its path; a name that ends in .gz is compressed."""

    def written(content: bytes | str, name: str = "fruit.txt") -> Path:
        path = tmp_path / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        return path

    return written


@pytest.fixture(params=["compiled", "plain"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Text is read by the kernel, or line by line as small files are."""
    way: str = request.param
    monkeypatch.setattr("embexplorer.readers._text_rows.worth_compiling", lambda head: way == "compiled")
    return way
