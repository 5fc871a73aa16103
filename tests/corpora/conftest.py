"""A text in a file, read as a step asks for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from embexplorer.core.corpus import Corpus
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep

Read = Callable[..., Corpus]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write these bytes (or this text, as UTF-8) to a file of this name, and read it."""

    def done(content: str | bytes, name: str = "text.txt", **parameters: Any) -> Corpus:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_corpus(TextStep(path=path, **parameters))

    return done
